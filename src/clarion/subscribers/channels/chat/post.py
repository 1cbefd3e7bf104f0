"""One request to a chat server, whose address an admin typed.

No redirects and no proxy from the environment, so that the request goes where the address says; the address is looked
up once, checked, and connected to as it was checked, so that a name cannot point inside between check and connection.
Private addresses are refused unless CLARION_CHAT_ALLOW_PRIVATE says otherwise: a chat server of one's own often has one.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings

from clarion.subscribers.channels.outcome import Problem

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
#: Answers that may be another one in a minute.
PASSING = frozenset({408, 425, 429})
CHECK = "Check the address of the chat channel in Settings, Workspace."


class Refused(Exception):
    """The address leads inside, and that is not allowed; the message says how to allow it."""


def post(address: str, body: dict[str, Any]) -> Problem | None:
    """Send the body as JSON; what went wrong, or None. The answer's body is not read."""
    try:
        target, name = _connected_to(address)
    except Refused as error:
        return Problem(
            str(error), "Set CLARION_CHAT_ALLOW_PRIVATE=true if this is your own server.", final=True
        )
    except OSError as error:
        return Problem(f"The name of the chat server is not known ({error.strerror or error}).", CHECK)
    except ValueError:
        return Problem("The address of the chat channel cannot be read.", CHECK, final=True)
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=TIMEOUT) as client,
            client.stream(
                "POST", target, json=body, headers={"Host": name}, extensions=_tls_name(address)
            ) as answer,
        ):
            return _judged(answer.status_code)
    except httpx.HTTPError as error:
        # Not the error's own words: they may hold the address, which is a secret.
        return Problem(f"The chat server cannot be reached ({type(error).__name__}).", CHECK)


def _judged(status: int) -> Problem | None:
    if 200 <= status < 300:
        return None
    final = 300 <= status < 500 and status not in PASSING
    return Problem(
        f"The chat server answered {status}.", CHECK if final else "Clarion tries again.", final=final
    )


def _connected_to(address: str) -> tuple[str, str]:
    """The address with its host as a number, checked, and the host as it was written.

    Raises Refused; OSError when the name is not known; ValueError when it is no address.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [
        ip_address(entry[4][0]) for entry in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    ]
    allowed = [number for number in found if settings.CHAT_ALLOW_PRIVATE or is_public(number)]
    if not allowed:
        raise Refused("The chat server has a private address.")
    number = allowed[0]
    host = f"[{number}]" if number.version == 6 else str(number)
    name = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{host}:{port}", parts.path, parts.query, "")), name


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether it leads out of the house, also when an IPv4 address is wrapped in one of IPv6."""
    inner = (number.ipv4_mapped or number.sixtofour) if isinstance(number, IPv6Address) else None
    outer = inner or number
    return outer.is_global and not outer.is_multicast


def _tls_name(address: str) -> dict[str, Any]:
    """The certificate has to be that of the name, although the connection goes to a number."""
    return {"sni_hostname": urlsplit(address).hostname}

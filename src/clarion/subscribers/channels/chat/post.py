"""One request to a chat server, whose address an admin typed.

No redirects and no proxy from the environment, so that the request goes where the address says; the address is looked
up once, checked, and connected to as it was checked, so that a name cannot point inside between check and connection.
Private addresses are refused unless CLARION_CHAT_ALLOW_PRIVATE says otherwise: a chat server of one's own often has one.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpx
from django.conf import settings

from clarion.subscribers.channels.problem import Problem

#: Seconds for one message from the connection to the answer; a batch of calls has to be done before it is taken again.
DEADLINE = 10.0
GLOBAL, NAT64 = IPv6Network("2000::/3"), IPv6Network("64:ff9b::/96")
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
        return _judged(asyncio.run(_status(target, name, body)))
    except TimeoutError:
        return Problem(f"The chat server did not answer within {DEADLINE:g} seconds.", "Clarion tries again.")
    except httpx.HTTPError as error:
        # Not the error's own words: they may hold the address, which is a secret.
        return Problem(f"The chat server cannot be reached ({type(error).__name__}).", CHECK)


async def _status(target: str, name: str, body: dict[str, Any]) -> int:
    """What the server answers. Raises TimeoutError, httpx.HTTPError.

    Asynchronous for the sake of the deadline alone: httpx limits the wait for each piece of an answer, and a server
    that sends one piece after the other would hold the thread of the chat for ever.
    """
    # The certificate has to be that of the name, although the connection goes to a number.
    tls_name = {"sni_hostname": httpx.URL(f"//{name}").raw_host.decode("ascii")}
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=DEADLINE) as client,
        client.stream("POST", target, json=body, headers={"Host": name}, extensions=tls_name) as answer,
    ):
        return answer.status_code


def _judged(status: int) -> Problem | None:
    if 200 <= status < 300:
        return None
    final = 300 <= status < 500 and status not in PASSING
    return Problem(
        f"The chat server answered {status}.", CHECK if final else "Clarion tries again.", final=final
    )


def _connected_to(address: str) -> tuple[str, str]:
    """The address with its host as a number, checked, and the host (with its port) by the name that servers know.

    An international name is known by its ASCII form. Raises Refused; OSError when the name is not known; ValueError
    when it is no address.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise ValueError(address) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError(address)
    port = url.port or (443 if url.scheme == "https" else 80)
    name = url.raw_host.decode("ascii")
    found = [ip_address(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    allowed = [number for number in found if settings.CHAT_ALLOW_PRIVATE or is_public(number)]
    if not allowed:
        raise Refused("The chat server has a private address.")
    number = allowed[0]
    host = f"[{number}]" if number.version == 6 else str(number)
    return f"{url.scheme}://{host}:{port}{url.raw_path.decode('ascii')}", url.netloc.decode("ascii")


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether it leads out of the house, also when an IPv4 address is wrapped in one of IPv6.

    Other wrappings than these three are out of use, and lie outside the range of global addresses.
    """
    if isinstance(number, IPv6Address):
        if inner := number.ipv4_mapped or number.sixtofour or _behind_nat64(number):
            return is_public(inner)
        if number not in GLOBAL:
            return False
    return number.is_global and not number.is_multicast


def _behind_nat64(number: IPv6Address) -> IPv4Address | None:
    """What a network without IPv4 reaches through its translator (RFC 6052)."""
    return IPv4Address(number.packed[-4:]) if number in NAT64 else None

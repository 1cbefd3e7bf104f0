"""Where an act comes from: through which entry, and from which address.

It is ambient, unlike `by` and `at`: no rule depends on it, the audit log alone reads it, and every verb between a
view and the log would otherwise have to hand it on. An entry (the console's middleware, the command line, the worker)
says it once with `coming_from`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from django.db import models

type Networks = Sequence[IPv4Network | IPv6Network]


class Via(models.TextChoices):
    CONSOLE = "console", "console"
    API = "api", "API"
    COMMAND = "command", "command line"
    WORKER = "worker", "worker"
    INTAKE = "intake", "intake"


@dataclass(frozen=True)
class Origin:
    """`address` is the client's IP address, `token` the name of the token that acts for its person; empty for none."""

    via: Via
    address: str = ""
    token: str = ""


# What runs without having said so was started by hand on the server.
BY_HAND = Origin(Via.COMMAND)
_origin: ContextVar[Origin] = ContextVar("origin", default=BY_HAND)
_unlogged: ContextVar[bool] = ContextVar("unlogged", default=False)


def origin() -> Origin:
    """Where the running request, command or task comes from."""
    return _origin.get()


@contextmanager
def coming_from(via: Via, address: str = "") -> Iterator[None]:
    before, logged = _origin.set(Origin(via, address)), _unlogged.set(False)
    try:
        yield
    finally:
        _origin.reset(before)
        _unlogged.reset(logged)


def is_logged() -> bool:
    return not _unlogged.get()


@contextmanager
def unlogged() -> Iterator[None]:
    """What is done within leaves no line in the audit log: practice, which concerns those who practise alone."""
    before = _unlogged.set(True)
    try:
        yield
    finally:
        _unlogged.reset(before)


def practising() -> None:
    """Say, once it is known, that the running request works in a drill; `coming_from` forgets it at the end."""
    _unlogged.set(True)


def acting_by_token(name: str) -> None:
    """Say, once it is known, which token the running request acts by; `coming_from` forgets it at the end."""
    _origin.set(replace(_origin.get(), token=name))


def client_address(remote: str, forwarded: str, *, trusted: Networks) -> str:
    """The address of the client: of whoever connected, or, when that is a trusted proxy, of whom it speaks for.

    `forwarded` is X-Forwarded-For. It is read from its end, where the nearest proxy wrote, and only as far as proxies
    are trusted: what stands further left was written by the client, who can claim anything.
    """
    address = _plain(remote)
    for claimed in reversed(forwarded.split(",")):
        before = _plain(claimed)
        if not before or not _is_in(address, trusted):
            return address
        address = before
    return address


def _is_in(address: str, networks: Networks) -> bool:
    return bool(address) and any(ip_address(address) in network for network in networks)


def _plain(text: str) -> str:
    """One way to write an address: without port, brackets, zone or the IPv4-in-IPv6 prefix; empty when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)

"""Which numbers a request may be sent to: those outside, and those inside that a setting names.

A webhook's address is typed by somebody who may want to reach what only this machine can reach: the database, the console
of a router, the metadata of a cloud with its passwords. So a name is looked up once, its numbers are asked for here, and
what is connected to is the number (see `outgoing.py`).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

type Number = IPv4Address | IPv6Address

GLOBAL, NAT64 = IPv6Network("2000::/3"), IPv6Network("64:ff9b::/96")
#: What no setting opens: nobody's server is there, and link-local ones hold the secrets of a cloud's machine.
NEVER = [
    *map(IPv4Network, ("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32")),
    *map(IPv6Network, ("::/128", "fe80::/10", "ff00::/8")),
    # Metadata with a private address: Amazon's by IPv6, Alibaba's, Oracle's.
    *map(ip_network, ("fd00:ec2::254", "100.100.100.200", "192.0.0.192")),
]
#: Web servers listen here, or above the ports that only a system gives out. The others belong to mail, names, shells.
PORTS, FIRST_FREE_PORT = frozenset({80, 443}), 1024


def may_be_reached(number: Number, name: str, *, allowed: tuple[str, ...]) -> bool:
    """`allowed` holds the names and networks that may lie inside; "*" is all of them."""
    number = unwrapped(number)
    return is_public(number) or (is_named(number, name, allowed=allowed) and not _is_never(number))


def may_be_asked(port: int, name: str, *, allowed: tuple[str, ...]) -> bool:
    """Whether a server outside may be asked at the port. Whose own server it is may have any: it is named, or all are."""
    return port in PORTS or port >= FIRST_FREE_PORT or "*" in allowed or name in allowed


def is_public(number: Number) -> bool:
    """Whether it leads out of the house, also when an IPv4 address is wrapped in one of IPv6."""
    number = unwrapped(number)
    if _is_never(number) or (isinstance(number, IPv6Address) and number not in GLOBAL):
        return False
    return number.is_global and not number.is_multicast


def unwrapped(number: Number) -> Number:
    """The IPv4 address that one of IPv6 leads to. Other wrappings than these three are out of use, and not global."""
    if isinstance(number, IPv4Address):
        return number
    return number.ipv4_mapped or number.sixtofour or _behind_nat64(number) or number


def _behind_nat64(number: IPv6Address) -> IPv4Address | None:
    """What a network without IPv4 reaches through its translator (RFC 6052)."""
    return IPv4Address(number.packed[-4:]) if number in NAT64 else None


def _is_never(number: Number) -> bool:
    return any(number in network for network in NEVER)


def is_named(number: Number | None, name: str, *, allowed: tuple[str, ...]) -> bool:
    """Whether an admin named it, or all, as a server of their own. `number` None: the name is not one."""
    if "*" in allowed or name in allowed:
        return True
    networks = (ip_network(part, strict=False) for part in allowed if _is_numeric(part))
    return number is not None and any(number in network for network in networks)


def _is_numeric(part: str) -> bool:
    try:
        ip_address(part.partition("/")[0])
    except ValueError:
        return False
    return True

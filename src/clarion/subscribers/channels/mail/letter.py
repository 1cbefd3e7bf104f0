"""A letter as a mail server is handed it: whom it goes to, and the bytes. No address can break out of its line."""

import re
from dataclasses import dataclass

from clarion.subscribers.parcels import Parcel

#: What stands before the @ without quotes (RFC 5321); quoted names are not used by real mailboxes.
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
#: The same with letters of all alphabets (RFC 6531).
LOCAL_OF_ALL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*\Z")
DOMAIN = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\Z"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """`international`: the address needs a server that speaks SMTPUTF8."""

    parcel: Parcel
    recipient: bytes
    content: bytes
    international: bool = False


def written_address(address: str) -> str:
    """The address as it is written into commands and headers, its domain in ASCII.

    Raises ValueError when it is none: such a text is never sent to a server.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or len(local.encode()) > 64:
        raise ValueError("it is no mail address")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError("its domain cannot be written") from error
    if not DOMAIN.match(domain) or not (LOCAL if local.isascii() else LOCAL_OF_ALL).match(local):
        raise ValueError("it is no mail address")
    return f"{local}@{domain}"

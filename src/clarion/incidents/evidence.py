"""Evidence: the address of what proves a line of the timeline, and which addresses may be linked."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

LONGEST_ADDRESS = 500
_AT_THE_END = re.compile(r"(?:^|\s+)(?P<open>[<(])?(?P<address>https?://\S+)$", re.IGNORECASE)


def evidence_address(address: str) -> None:
    """Validator. Raises ValidationError for what is no http or https address, or carries a password."""
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(
            f"The link is longer than {LONGEST_ADDRESS} characters. Use the short link of the tool that it leads to."
        )
    if not host_of(address) or not address.isprintable() or " " in address:
        raise ValidationError("Evidence is one address that begins with https:// or http://.")
    if "@" in urlsplit(address).netloc:
        raise ValidationError("The link carries a name or a password. Remove what stands before the @.")


def host_of(address: str) -> str:
    """The host that an address leads to; empty for everything that must not become a link."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme.lower() in {"http", "https"} else ""
    except ValueError:
        return ""


def split_off_evidence(text: str) -> tuple[str, str]:
    """The text, and the address that stood at its end; empty where none did. Brackets around it go with it."""
    found = _AT_THE_END.search(text.rstrip())
    if found is None:
        return text, ""
    address = found["address"].rstrip(".,;")
    if found["open"]:
        address = address.rstrip(">)")
    return text[: found.start()].rstrip(), address

"""From the addresses of the page to the names of files and objects, and what their headers say.

In a folder an HTML page at /history is history/index.html, so that every web server shows it at its address; what
has an ending stays as it is. Object storage has no folders: there the key is the address itself, and of an address
that ends with a slash ("/", "/de/") the index document below it, which is how S3 shows a website.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clarion.statuspage.answers import CACHING, FOREVER, SECURITY
from clarion.statuspage.loaded_site import NOT_FOUND

INDEX = "index.html"
NOT_FOUND_PAGE = "404.html"
NOT_FOUND_DATA = "404.json"
#: Names of our own in a copy begin with this; no address of the page does.
NOTES = ".clarion"

_SEGMENT = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")


class StrangeAddress(Exception):
    """An address of the page cannot be the name of a file."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands at one address now; `blob` is the hash of its content. `lasting`: nothing else ever will."""

    address: str
    content_type: str
    blob: str
    lasting: bool = False

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")

    @property
    def caching(self) -> str:
        return FOREVER if self.lasting else CACHING


def file_name(piece: Piece) -> str:
    """Where the piece lies in a folder. Raises StrangeAddress."""
    plain = object_key(piece)
    named = plain == NOT_FOUND_PAGE or piece.address.endswith("/")
    return f"{plain}/{INDEX}" if piece.is_page and not named else plain


def object_key(piece: Piece) -> str:
    """The key of the piece in a bucket. Raises StrangeAddress."""
    if piece.address == NOT_FOUND:
        return NOT_FOUND_PAGE
    address = f"{piece.address}{INDEX}" if piece.address.endswith("/") else piece.address
    segments = address.removeprefix("/").split("/")
    if not piece.address.startswith("/") or not all(_SEGMENT.fullmatch(each) for each in segments):
        raise StrangeAddress(f"The address {piece.address!r} cannot be the name of a file.")
    return "/".join(segments)


def headers_file(page_policy: str, framed_policy: str, lasting: Iterable[str]) -> bytes:
    """The file _headers, as Netlify, Cloudflare Pages and others read it. `lasting` are addresses.

    Where two blocks hold for an address, Cloudflare joins their values with a comma, unless the later block takes the
    earlier value away ("! name"); Netlify lets the nearer block win, and passes over lines without a colon. There
    x-frame-options stays, and browsers do not heed it where a policy says who may frame.
    """
    headers = {
        "cache-control": CACHING,
        "content-security-policy": page_policy,
        **dict(SECURITY),
        "x-frame-options": "DENY",
    }
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    for path, content_type in (
        ("/api/*", "application/json; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/*.atom", "application/atom+xml; charset=utf-8"),
        ("/*.rss", "application/rss+xml; charset=utf-8"),
        ("/*.ics", "text/calendar; charset=utf-8"),
    ):
        lines += [path, f"  content-type: {content_type}", "  access-control-allow-origin: *"]
    if framed_policy:
        lines += ["/embed/*", "  ! x-frame-options", "  ! content-security-policy"]
        lines += [f"  content-security-policy: {framed_policy}; frame-ancestors *"]
    for address in sorted(lasting):
        lines += [address, "  ! cache-control", f"  cache-control: {FOREVER}"]
    return ("\n".join(lines) + "\n").encode()

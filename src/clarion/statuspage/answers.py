"""Answers: a document's bytes with their headers, made once, so that a request only picks one.

Imports nothing of Django: the listener uses it.
"""

import base64
import hashlib
from dataclasses import dataclass

type Headers = list[tuple[str, str]]

#: A reader reloads every few seconds in an incident, a cache in front takes the surge, and keeps the last
#: page for a day when this listener itself is down.
CACHING = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400"
#: Of pictures at an address that is made of their bytes: what stands there never changes.
FOREVER = "public, max-age=31536000, immutable"
STRICT_POLICY = "default-src 'none'; frame-ancestors 'none'"
SECURITY = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
]
NOT_FRAMED = ("x-frame-options", "DENY")


@dataclass(frozen=True, slots=True)
class Answer:
    """One representation of a document: as it is, or gzipped. `unchanged` are the headers of a 304."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Answers:
    """Both representations of one document. Each has an ETag of its own: they are different bytes."""

    plain: Answer
    gzipped: Answer

    def weight(self) -> int:
        """Bytes held in memory, roughly."""
        return len(self.plain.body) + len(self.gzipped.body) + 1000


def make_answers(
    name: str,
    content: bytes,
    gzipped: bytes,
    *,
    content_type: str,
    page_policy: str,
    framed: bool = False,
    lasting: bool = False,
) -> Answers:
    """`name` is the hash of the content. `framed`: other sites may frame it. `lasting`: it never changes."""
    common = [
        ("content-type", content_type),
        ("cache-control", FOREVER if lasting else CACHING),
        ("vary", "accept-encoding"),
        *SECURITY,
    ]
    if not framed:
        common.append(NOT_FRAMED)
    if content_type.startswith("text/html"):
        common.append(("content-security-policy", page_policy))
    else:
        # Public data, readable by scripts of any page, as Statuspage's is.
        common += [("content-security-policy", STRICT_POLICY), ("access-control-allow-origin", "*")]
    return Answers(
        plain=_answer(f'"{name[:32]}"', common, content),
        gzipped=_answer(f'"{name[:32]}-gzip"', [*common, ("content-encoding", "gzip")], gzipped),
    )


def _answer(etag: str, headers: Headers, body: bytes) -> Answer:
    unchanged = [*(pair for pair in headers if pair[0] != "content-encoding"), ("etag", etag)]
    return Answer(etag, [*headers, ("etag", etag), ("content-length", str(len(body)))], unchanged, body)


def style_hash(style: str) -> str:
    """How a Content-Security-Policy names one exact inline style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def message(words: str, content_type: str, *more: tuple[str, str]) -> tuple[Headers, bytes]:
    """A short answer of the listener's own, which nobody keeps."""
    body = words.encode()
    headers = [
        ("content-type", content_type),
        ("cache-control", "no-store"),
        ("content-length", str(len(body))),
        *SECURITY,
        NOT_FRAMED,
        *more,
    ]
    return headers, body

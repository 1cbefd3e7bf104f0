"""Small editions of a site, without Django: for what concerns files and HTTP alone."""

from dataclasses import replace
from datetime import UTC, datetime

from clarion.statuspage.manifest import Manifest
from clarion.statuspage.site import Document, Edition, Rendering

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
POLICY = "default-src 'none'; style-src 'sha256-x'"
HEAD = Manifest(version=1, renderer="r", good_until=0.0, page_policy=POLICY, hot={})


def edition(version: int, *, cold: dict[str, str] | None = None, whole: bool = True) -> Edition:
    """A page that says its version, and the cold documents that are given."""
    documents = [document(path, text) for path, text in (cold or {}).items()]
    return Edition(replace(HEAD, version=version), [document("/", f"version {version}")], documents, whole)


def document(path: str, text: str, content_type: str = "text/plain") -> Document:
    return Document(path, content_type, (Rendering(START, text.encode()),))

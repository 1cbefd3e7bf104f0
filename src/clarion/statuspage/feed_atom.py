"""The Atom feed (RFC 4287)."""

from datetime import UTC, datetime
from functools import lru_cache
from html import escape

from clarion.statuspage.feed import Entry, Feed, writable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"


def render_atom(feed: Feed, own_address: str) -> bytes:
    """`own_address` is where this document stands."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{ATOM}" xml:lang="{_safe(feed.language)}">',
        f"  <id>{_safe(feed.id)}</id>",
        f"  <title>{_safe(feed.title)}</title>",
        f"  <updated>{_instant(feed.updated)}</updated>",
        f'  <link rel="self" href="{_safe(own_address)}" />',
        f'  <link rel="alternate" href="{_safe(feed.address)}" />',
        f"  <author><name>{_safe(feed.author)}</name></author>",
        *map(_entry, feed.entries),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


@lru_cache(maxsize=2048)
def _entry(entry: Entry) -> str:
    """Kept, because most entries stand in the feeds of several services and stay for many publications."""
    return f"""\
  <entry>
    <id>{_safe(entry.id)}</id>
    <title{_language(entry.title_language)}>{_safe(entry.title)}</title>
    <published>{_instant(entry.published)}</published>
    <updated>{_instant(entry.updated)}</updated>
    <link rel="alternate" href="{_safe(entry.address)}" />
    <category term="{_safe(entry.kind)}" label="{_safe(entry.kind_label)}" />
    <content type="html"{_language(entry.content_language)}>{_safe(entry.content)}</content>
  </entry>"""


def _language(language: str) -> str:
    """As attribute; nothing for what is in the feed's own."""
    return f' xml:lang="{_safe(language)}"' if language else ""


def _safe(text: str) -> str:
    """As text or attribute of XML."""
    return escape(writable(text))


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

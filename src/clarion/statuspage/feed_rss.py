"""The RSS feed (2.0), with Atom's elements for what RSS has no word for: its own address, and when words changed."""

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape

from clarion.statuspage.feed import Entry, Feed, writable

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"


def render_rss(feed: Feed, own_address: str) -> bytes:
    """`own_address` is where this document stands."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" xmlns:atom="{ATOM}">',
        "  <channel>",
        f"    <title>{_safe(feed.title)}</title>",
        f"    <link>{_safe(feed.address)}</link>",
        f"    <description>{_safe(feed.title)}</description>",
        f"    <language>{_safe(feed.language)}</language>",
        f"    <lastBuildDate>{_instant(feed.updated)}</lastBuildDate>",
        f'    <atom:link rel="self" href="{_safe(own_address)}" type="application/rss+xml" />',
        *map(_item, feed.entries),
        "  </channel>",
        "</rss>\n",
    ]
    return "\n".join(lines).encode()


@lru_cache(maxsize=1024)
def _item(entry: Entry) -> str:
    """Kept, because most items stay for many publications."""
    return f"""\
    <item>
      <title>{_safe(entry.title)}</title>
      <link>{_safe(entry.address)}</link>
      <guid isPermaLink="false">{_safe(entry.id)}</guid>
      <pubDate>{_instant(entry.published)}</pubDate>
      <atom:updated>{entry.updated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</atom:updated>
      <category>{_safe(entry.kind)}</category>
      <description>{_safe(entry.content)}</description>
    </item>"""


def _safe(text: str) -> str:
    """As text or attribute of XML."""
    return escape(writable(text))


def _instant(instant: datetime) -> str:
    """As RSS writes times: "Tue, 10 Mar 2026 09:00:00 GMT"."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)

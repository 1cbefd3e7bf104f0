"""The JSON Feed (1.1, https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import UTC, datetime
from typing import Any

from clarion.statuspage.feed import Entry, Feed

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def render_json_feed(feed: Feed, own_address: str) -> bytes:
    """`own_address` is where this document stands."""
    content = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": own_address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content,
        "date_published": _instant(entry.published),
        "date_modified": _instant(entry.updated),
        "tags": [entry.kind],
    }


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

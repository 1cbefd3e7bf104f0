"""The RSS feed (2.0), with Atom's elements for what RSS has no word for: its own address, and when words changed."""

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from clarion.statuspage.feed import Entry, Feed, writable

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"


def render_rss(feed: Feed, own_address: str) -> bytes:
    """`own_address` is where this document stands."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.address)
    _add(channel, "description", feed.title)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", _instant(feed.updated))
    own = {"rel": "self", "href": own_address, "type": "application/rss+xml"}
    ET.SubElement(channel, "atom:link", own)
    for entry in feed.entries:
        channel.append(_item(entry))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _item(entry: Entry) -> ET.Element:
    item = ET.Element("item")
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.id).set("isPermaLink", "false")
    _add(item, "pubDate", _instant(entry.published))
    _add(item, "atom:updated", f"{entry.updated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    _add(item, "category", entry.kind)
    _add(item, "description", entry.content)
    return item


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = writable(text)
    return element


def _instant(instant: datetime) -> str:
    """As RSS writes times: "Tue, 10 Mar 2026 09:00:00 GMT"."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)

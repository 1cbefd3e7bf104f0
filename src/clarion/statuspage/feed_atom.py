"""The Atom feed (RFC 4287)."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from clarion.statuspage.feed import Entry, Feed, writable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"


def render_atom(feed: Feed, own_address: str) -> bytes:
    """`own_address` is where this document stands."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.updated))
    _link(root, "self", own_address)
    _link(root, "alternate", feed.address)
    _add(ET.SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        root.append(_entry(entry))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(entry: Entry) -> ET.Element:
    element = ET.Element("entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(entry.updated))
    _link(element, "alternate", entry.address)
    ET.SubElement(element, "category", {"term": entry.kind, "label": entry.kind_label})
    _add(element, "content", entry.content).set("type", "html")
    return element


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = writable(text)
    return element


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href})


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

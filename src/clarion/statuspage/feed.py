"""The Atom feed (RFC 4287): one entry per update, newest first, corrections marked as what they are."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from django.utils.html import format_html
from django.utils.translation import gettext

from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.statuspage.public_state import PublicState
from clarion.updates.audiences import Kind
from clarion.updates.markdown import render_markdown

ATOM = "http://www.w3.org/2005/Atom"
#: A namespace of our own for ids, so that an entry keeps its id wherever the page moves.
ENTRIES = UUID("5b0c5a9e-3a5d-4b0e-9d55-0c1c5b6f6d1a")
#: What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_feed(state: PublicState) -> bytes:
    """The latest updates of all incidents and planned work."""
    page = state.page
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", uuid5(ENTRIES, page.id).urn)
    _add(feed, "title", f"{page.name}: incident updates")
    _add(feed, "updated", _instant(page.updated_at))
    _link(feed, "self", f"{page.address}/history.atom")
    _link(feed, "alternate", f"{page.address}/")
    _add(ET.SubElement(feed, "author"), "name", page.name)
    for incident, update in state.latest_updates:
        feed.append(_entry(incident, update, page.address))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(incident: PublicIncident, update: PublicUpdate, address: str) -> ET.Element:
    entry = ET.Element("entry")
    _add(entry, "id", uuid5(ENTRIES, update.id).urn)
    _add(entry, "title", _title(incident, update))
    _add(entry, "published", _instant(update.published_at))
    # Moved by a quiet correction; the id stays, so that a feed reader does not take it for news.
    _add(entry, "updated", _instant(update.updated_at))
    _link(entry, "alternate", f"{address}/incidents/{incident.id}#{update.id}")
    ET.SubElement(entry, "category", {"term": update.kind.value, "label": update.kind.label})
    _add(entry, "content", _content(update)).set("type", "html")
    return entry


def _content(update: PublicUpdate) -> str:
    """The text as it reads now, and below it what was put right quietly."""
    notes = [
        format_html(
            "<p>Put right at {} UTC: “{}” → “{}”</p>",
            f"{each.at.astimezone(UTC):%Y-%m-%d %H:%M}",
            each.wrong_words,
            each.right_words,
        )
        for each in update.put_right
    ]
    return "\n".join([render_markdown(update.text), *notes])


def _title(incident: PublicIncident, update: PublicUpdate) -> str:
    if update.kind == Kind.CORRECTION:
        return f"Correction: {update.title}"
    if update.cancels:
        return gettext("Cancelled: %(title)s") % {"title": update.title}
    return f"{incident.state_of(update).replace('_', ' ').capitalize()}: {update.title}"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _link(parent: ET.Element, relation: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address})


def _instant(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")

"""What programs read: feeds, the Statuspage API, our own, and the calendar; in the first language of the page."""

from collections.abc import Iterator
from datetime import datetime

from clarion.statuspage import feed_atom, feed_json, feed_rss, public_api, v2
from clarion.statuspage.calendar import render_calendar
from clarion.statuspage.feed import Made, history_feed, service_feeds
from clarion.statuspage.instants import promise_moments, starts_of_windows
from clarion.statuspage.public_api import Content
from clarion.statuspage.public_api_schema import schema
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reader_language import incident_in, speaking
from clarion.statuspage.renderings import JSON, fixed_document, json_bytes
from clarion.statuspage.site import Document, Rendering

SCHEMA = "application/schema+json; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


def program_documents(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """What every publication writes, but the feeds of further languages (`atom_document`)."""
    with speaking(state.page):
        yield from _feeds(state, at=at)
        yield fixed_document("/maintenance.ics", CALENDAR, render_calendar(state.calendar, state.page), at=at)
    yield from _statuspage_api(state, at=at)
    yield from (_timed(content, at=at) for content in public_api.contents(state))
    yield fixed_document(f"{public_api.FOLDER}/schema.json", SCHEMA, json_bytes(schema()), at=at)


def incident_data(incident: PublicIncident, page: Page, *, at: datetime) -> Iterator[Document]:
    """One incident in our own API; planned work also as a calendar of its own."""
    yield _timed(public_api.one_incident(incident, page), at=at)
    if incident.planned:
        first = page.read_in(page.languages[0])
        with speaking(first):
            calendar = render_calendar([incident_in(incident, first.language)], first)
        yield fixed_document(f"/incidents/{incident.id}.ics", CALENDAR, calendar, at=at)


def atom_document(state: PublicState, *, at: datetime) -> Document:
    """The feed of a further language. Call it while that is spoken."""
    path = f"{state.page.prefix}/history.atom"
    feed = feed_atom.render_atom(history_feed(state, {}), f"{state.page.address}{path}")
    return fixed_document(path, feed_atom.CONTENT_TYPE, feed, at=at)


def _feeds(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The latest updates in three formats, and those of each service as Atom; in the first language."""
    made: Made = {}
    history, address = history_feed(state, made), state.page.address
    for path, content_type, render in (
        ("/history.atom", feed_atom.CONTENT_TYPE, feed_atom.render_atom),
        ("/history.rss", feed_rss.CONTENT_TYPE, feed_rss.render_rss),
        ("/feed.json", feed_json.CONTENT_TYPE, feed_json.render_json_feed),
    ):
        yield fixed_document(path, content_type, render(history, f"{address}{path}"), at=at)
    for service, feed in service_feeds(state, made):
        path = f"/services/{service.id}/history.atom"
        yield fixed_document(
            path, feed_atom.CONTENT_TYPE, feed_atom.render_atom(feed, f"{address}{path}"), at=at
        )


def _statuspage_api(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The documents of the Statuspage API, rendered for every foreseen start of planned work: from then on it is in
    progress (as with Statuspage's `scheduled_auto_in_progress`) and its services are under maintenance.
    """
    starts = starts_of_windows(state.open, at=at)
    then = [(start, v2.documents(state.as_of(start))) for start in starts]
    for name in then[0][1]:
        renderings = tuple(Rendering(start, json_bytes(documents[name])) for start, documents in then)
        yield Document(f"/api/v2/{name}", JSON, renderings)


def _timed(content: Content, *, at: datetime) -> Document:
    """A document of our own API, in a rendering for each promise that can turn late and each window that can begin."""
    instants = promise_moments(content.speaks_of, works=content.works, at=at)
    renderings = (Rendering(each, json_bytes(content.at(each))) for each in instants)
    return Document(f"{public_api.FOLDER}/{content.name}", JSON, tuple(renderings))

"""Which documents the site has, and from which instants on their renderings are valid."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from clarion.statuspage import feed_atom, feed_json, feed_rss, pages, public_api, v2
from clarion.statuspage.feed import Made, history_feed, service_feeds
from clarion.statuspage.instants import Moment, moments, promise_moments
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.public_api import Content
from clarion.statuspage.public_api_schema import schema
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
SCHEMA = "application/schema+json; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03"."""
    spoken_of = (*state.open, *state.recent)
    still = pages.render_still(state)
    return [
        _page("/", spoken_of, lambda moment: pages.render_index(state, moment, still=still), at=at),
        _fixed("/history", HTML, pages.render_history(months, state.page), at=at),
        _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at),
        *_feeds(state, at=at),
        *(
            _fixed(f"/api/v2/{name}", JSON, _json(content), at=at)
            for name, content in v2.documents(state).items()
        ),
        *(_timed(content, at=at) for content in public_api.contents(state)),
        _fixed(f"{public_api.FOLDER}/schema.json", SCHEMA, _json(schema()), at=at),
    ]


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> list[Document]:
    """What one incident has for itself: its permanent page, and the same for programs."""
    return [incident_document(incident, page, at=at), _timed(public_api.one_incident(incident, page), at=at)]


def incident_document(incident: PublicIncident, page: Page, *, at: datetime) -> Document:
    """The permanent page of one incident; it shows a promise while the incident is open."""
    return _page(
        f"/incidents/{incident.id}",
        [incident],
        lambda moment: pages.render_incident(incident, page, moment),
        at=at,
    )


def month_document(month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime) -> Document:
    """The incidents that readers first heard of in that month. What is open now says so by its state alone."""
    return _fixed(f"/history/{month.name}", HTML, pages.render_month(month, incidents, page), at=at)


def _feeds(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The latest updates in three formats, and those of each service as Atom."""
    made: Made = {}
    history, address = history_feed(state, made), state.page.address
    for path, content_type, render in (
        ("/history.atom", feed_atom.CONTENT_TYPE, feed_atom.render_atom),
        ("/history.rss", feed_rss.CONTENT_TYPE, feed_rss.render_rss),
        ("/feed.json", feed_json.CONTENT_TYPE, feed_json.render_json_feed),
    ):
        yield _fixed(path, content_type, render(history, f"{address}{path}"), at=at)
    for service, feed in service_feeds(state, made):
        path = f"/services/{service.id}/history.atom"
        yield _fixed(path, feed_atom.CONTENT_TYPE, feed_atom.render_atom(feed, f"{address}{path}"), at=at)


def _timed(content: Content, *, at: datetime) -> Document:
    """A document of our own API, in a rendering for each promise that can turn late."""
    renderings = (
        Rendering(each, _json(content.at(each))) for each in promise_moments(content.speaks_of, at=at)
    )
    return Document(f"{public_api.FOLDER}/{content.name}", JSON, tuple(renderings))


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

"""Which documents the site has, and from which instants on their renderings are valid."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils.safestring import SafeString

from clarion.incidents.states import ServiceStatus
from clarion.statuspage import feed_atom, feed_json, feed_rss, pages, public_api, v2
from clarion.statuspage.badge import page_badge, service_badge
from clarion.statuspage.banner import render_banner
from clarion.statuspage.calendar import render_calendar
from clarion.statuspage.cards import (
    INDEX_PICTURE,
    has_picture,
    incident_picture,
    index_picture,
    picture_path,
)
from clarion.statuspage.feed import Made, history_feed, service_feeds
from clarion.statuspage.instants import Moment, midnight_after, moments, promise_moments, starts_of_windows
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.picture import Picture, draw
from clarion.statuspage.public_api import Content
from clarion.statuspage.public_api_schema import schema
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicService, PublicState
from clarion.statuspage.reader_language import incident_in, read_in, speaking
from clarion.statuspage.service_page import render_service
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
SCHEMA = "application/schema+json; charset=utf-8"
PNG = "image/png"
SVG = "image/svg+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03".

    What people read is there in every language of the page; what machines read, what other sites show and the page "there
    is nothing here", in the first one.
    """
    first, *others = (read_in(state, language) for language in state.page.languages)
    documents = [*_for_readers(first, months, at=at), *_for_others(first, at=at)]
    for each in others:
        documents += _for_readers(each, months, at=at)
    return documents


def _for_readers(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """What is read by people, in the language of the state's page and below its prefix."""
    page, spoken_of = state.page, (*state.open, *state.recent)
    with speaking(page):
        return [
            _page(page.home, spoken_of, _index(state), at=at),
            _fixed(f"{page.prefix}/history", HTML, pages.render_history(months, page), at=at),
            *(_feeds(state, at=at) if not page.prefix else [_atom(state, at=at)]),
        ]


def _index(state: PublicState) -> Callable[[Moment], bytes]:
    """How the index reads at a moment. The part that reads the same for a whole day is made once for all moments at
    which services stand the same.
    """
    recent = pages.render_recent(state)
    stills: dict[tuple[date, tuple[ServiceStatus, ...]], SafeString] = {}

    def index(moment: Moment) -> bytes:
        then = state.as_of(moment.at)
        key = (moment.at.astimezone(UTC).date(), tuple(service.status for service in then.services))
        if key not in stills:
            stills[key] = pages.render_still(then, recent, at=moment.at)
        return pages.render_index(then, moment, still=stills[key])

    return index


def _for_others(state: PublicState, *, at: datetime) -> list[Document]:
    """What other sites show and machines read."""
    with speaking(state.page):
        for_sites = [
            _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at),
            *_logo(state.page, at=at),
            _standing(INDEX_PICTURE, PNG, state, lambda then: draw(_index_picture(then)), at=at),
            _standing("/badge.svg", SVG, state, page_badge, at=at),
            replace(_standing("/embed/banner", HTML, state, render_banner, at=at), framed=True),
            _fixed("/maintenance.ics", CALENDAR, render_calendar(state.calendar, state.page), at=at),
        ]
    return [
        *for_sites,
        *_api(state, at=at),
        *(_timed(content, at=at) for content in public_api.contents(state)),
        _fixed(f"{public_api.FOLDER}/schema.json", SCHEMA, _json(schema()), at=at),
    ]


def _api(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The documents of the Statuspage API, rendered for every foreseen start of planned work: from then on it is in
    progress (as with Statuspage's `scheduled_auto_in_progress`) and its services are under maintenance.
    """
    starts = starts_of_windows(state.open, at=at)
    then = [(start, v2.documents(state.as_of(start))) for start in starts]
    for name in then[0][1]:
        renderings = tuple(Rendering(start, _json(documents[name])) for start, documents in then)
        yield Document(f"/api/v2/{name}", JSON, renderings)


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> list[Document]:
    """What one incident has for itself: its permanent page in every language, and the same for programs.

    Planned work has a calendar of its own beside it, in the first language.
    """
    documents = [
        _incident_document(incident_in(incident, language), page.read_in(language), at=at)
        for language in page.languages
    ]
    documents.append(_timed(public_api.one_incident(incident, page), at=at))
    if incident.planned:
        first = page.read_in(page.languages[0])
        with speaking(first):
            calendar = render_calendar([incident_in(incident, first.language)], first)
        documents.append(_fixed(f"/incidents/{incident.id}.ics", CALENDAR, calendar, at=at))
    return documents


def _incident_document(incident: PublicIncident, page: Page, *, at: datetime) -> Document:
    """It shows a promise while the incident is open."""
    with speaking(page):
        return _page(
            f"{page.prefix}/incidents/{incident.id}",
            [incident],
            lambda moment: pages.render_incident(incident.as_of(moment.at), page, moment),
            at=at,
        )


def month_documents(
    month: Month, incidents: Iterable[PublicIncident], page: Page, *, at: datetime
) -> list[Document]:
    """The incidents that readers first heard of in that month, in every language."""
    return [
        _month_document(
            month, [incident_in(each, language) for each in incidents], page.read_in(language), at=at
        )
        for language in page.languages
    ]


def _month_document(month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime) -> Document:
    """What is open now says so by its state alone."""
    with speaking(page):
        renderings = tuple(
            Rendering(start, pages.render_month(month, [each.as_of(start) for each in incidents], page))
            for start in starts_of_windows(incidents, at=at)
        )
    return Document(f"{page.prefix}/history/{month.name}", HTML, renderings)


def service_documents(
    service: PublicService, incidents: list[PublicIncident], state: PublicState, *, at: datetime
) -> list[Document]:
    """The page of one service in every language, and its badge. `incidents`: those that named it last."""
    documents = [
        _service_document(
            service, [incident_in(each, language) for each in incidents], state, language, at=at
        )
        for language in state.page.languages
    ]
    path = f"/services/{service.id}/badge.svg"
    with speaking(state.page):
        badge = _standing(path, SVG, state, lambda then: service_badge(_in(then, service)), at=at)
    return [*documents, badge]


def _service_document(
    service: PublicService,
    incidents: list[PublicIncident],
    state: PublicState,
    language: str,
    *,
    at: datetime,
) -> Document:
    """While something is open it is rendered for the next day too, which begins as the last one ended, and for every
    foreseen start of planned work.
    """
    page = state.page.read_in(language)

    def render(then: datetime) -> bytes:
        now = _in(state.as_of(then), service)
        history = state.history_of(now, at=then)
        shown = [each.as_of(then) for each in incidents]
        return render_service(now, history, shown, page=page, moment=Moment(then, None))

    turns = {*starts_of_windows(state.open, at=at), *([midnight_after(at)] if state.open else [])}
    with speaking(page):
        renderings = tuple(Rendering(each, render(each)) for each in sorted(turns))
    return Document(f"{page.prefix}/services/{service.id}", HTML, renderings)


def incident_pictures(incidents: Iterable[PublicIncident], page: Page, *, at: datetime) -> Iterator[Document]:
    """Pictures of those that have one, for links to them; in the first language."""
    with speaking(page):
        for incident in incidents:
            if has_picture(incident, at=at):
                renderings = tuple(
                    Rendering(start, draw(incident_picture(incident.as_of(start), page)))
                    for start in starts_of_windows([incident], at=at)
                )
                yield Document(picture_path(incident), PNG, renderings)


def _index_picture(state: PublicState) -> Picture:
    return index_picture(state.page, pages.sentence_of(state), pages.ICONS[state.indicator])


def _logo(page: Page, *, at: datetime) -> list[Document]:
    if page.look.logo is None:
        return []
    return [replace(_fixed(page.look.logo.path, PNG, page.look.logo.content, at=at), lasting=True)]


def _atom(state: PublicState, *, at: datetime) -> Document:
    """The feed of a further language."""
    path = f"{state.page.prefix}/history.atom"
    feed = feed_atom.render_atom(history_feed(state, {}), f"{state.page.address}{path}")
    return _fixed(path, feed_atom.CONTENT_TYPE, feed, at=at)


def _feeds(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The latest updates in three formats, and those of each service as Atom; in the first language."""
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
    """A document of our own API, in a rendering for each promise that can turn late and each window that can begin."""
    instants = promise_moments(content.speaks_of, works=content.works, at=at)
    renderings = (Rendering(each, _json(content.at(each))) for each in instants)
    return Document(f"{public_api.FOLDER}/{content.name}", JSON, tuple(renderings))


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _standing(
    path: str, content_type: str, state: PublicState, render: Callable[[PublicState], bytes], *, at: datetime
) -> Document:
    """What shows how services stand, rendered for every foreseen start of planned work."""
    starts = starts_of_windows(state.open, at=at)
    renderings = tuple(Rendering(start, render(state.as_of(start))) for start in starts)
    return Document(path, content_type, renderings)


def _in(state: PublicState, service: PublicService) -> PublicService:
    """The service as it stands in that state."""
    return next(each for each in state.services if each.id == service.id)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

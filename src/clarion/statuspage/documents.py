"""Which documents the site has, and from which instants on their renderings are valid."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils.safestring import SafeString

from clarion.statuspage import pages, v2
from clarion.statuspage.badge import page_badge, service_badge
from clarion.statuspage.banner import render_banner
from clarion.statuspage.cards import (
    INDEX_PICTURE,
    has_picture,
    incident_picture,
    index_picture,
    picture_path,
)
from clarion.statuspage.feed import render_feed
from clarion.statuspage.instants import Moment, midnight_after, moments
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.picture import Picture, draw
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicService, PublicState
from clarion.statuspage.service_page import render_service
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
PNG = "image/png"
SVG = "image/svg+xml; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03"."""
    spoken_of = (*state.open, *state.recent)
    recent = pages.render_recent(state)
    stills: dict[date, SafeString] = {}  # the part that reads the same for a whole day, made once

    def index(moment: Moment) -> bytes:
        day = moment.at.astimezone(UTC).date()
        if day not in stills:
            stills[day] = pages.render_still(state, recent, at=moment.at)
        return pages.render_index(state, moment, still=stills[day])

    return [
        _page("/", spoken_of, index, at=at),
        _fixed("/history", HTML, pages.render_history(months, state.page), at=at),
        _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at),
        _fixed("/history.atom", ATOM, render_feed(state), at=at),
        *_logo(state.page, at=at),
        _fixed(INDEX_PICTURE, PNG, draw(_index_picture(state)), at=at),
        _fixed("/badge.svg", SVG, page_badge(state), at=at),
        replace(_fixed("/embed/banner", HTML, render_banner(state), at=at), framed=True),
        *(
            _fixed(f"/api/v2/{name}", JSON, _json(content), at=at)
            for name, content in v2.documents(state).items()
        ),
    ]


def incident_document(incident: PublicIncident, page: Page, *, at: datetime) -> Document:
    """The permanent page of one incident; it shows a promise while the incident is open."""
    return _page(
        f"/incidents/{incident.id}",
        [incident],
        lambda moment: pages.render_incident(incident, page, moment),
        at=at,
    )


def service_documents(
    service: PublicService, incidents: list[PublicIncident], state: PublicState, *, at: datetime
) -> list[Document]:
    """The page of one service and its badge. `incidents`: those that named it last.

    While something is open the page is rendered for the next day too: the day begins as the last one ended.
    """

    def render(moment: Moment) -> bytes:
        history = state.history_of(service, at=moment.at)
        return render_service(service, history, incidents, page=state.page, moment=moment)

    address = f"/services/{service.id}"
    turns = [Moment(at, None), Moment(midnight_after(at), None)] if state.open else [Moment(at, None)]
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in turns)
    return [
        Document(address, HTML, renderings),
        _fixed(f"{address}/badge.svg", SVG, service_badge(service), at=at),
    ]


def incident_pictures(incidents: Iterable[PublicIncident], page: Page, *, at: datetime) -> Iterator[Document]:
    """Pictures of those that have one, for links to them."""
    for incident in incidents:
        if has_picture(incident, at=at):
            yield _fixed(picture_path(incident), PNG, draw(incident_picture(incident, page)), at=at)


def month_document(month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime) -> Document:
    """The incidents that readers first heard of in that month. What is open now says so by its state alone."""
    return _fixed(f"/history/{month.name}", HTML, pages.render_month(month, incidents, page), at=at)


def _index_picture(state: PublicState) -> Picture:
    return index_picture(state.page, pages.sentence_of(state), pages.ICONS[state.indicator])


def _logo(page: Page, *, at: datetime) -> list[Document]:
    if page.look.logo is None:
        return []
    return [replace(_fixed(page.look.logo.path, PNG, page.look.logo.content, at=at), lasting=True)]


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

"""Which documents the site has, and from which instants on their renderings are valid."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from clarion.statuspage import pages, v2
from clarion.statuspage.feed import render_feed
from clarion.statuspage.instants import Moment, moments
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reader_language import incident_in, read_in, speaking
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03".

    What people read is there in every language of the page; what machines read, and the page "there is nothing here", in
    the first one.
    """
    first, *others = (read_in(state, language) for language in state.page.languages)
    documents = [*_for_readers(first, months, at=at), *_for_machines(first, at=at)]
    for each in others:
        documents += _for_readers(each, months, at=at)
    return documents


def _for_readers(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """What is read by people, in the language of the state's page and below its prefix."""
    page, spoken_of = state.page, (*state.open, *state.recent)
    with speaking(page):
        still = pages.render_still(state)
        return [
            _page(page.home, spoken_of, lambda moment: pages.render_index(state, moment, still=still), at=at),
            _fixed(f"{page.prefix}/history", HTML, pages.render_history(months, page), at=at),
            _fixed(f"{page.prefix}/history.atom", ATOM, render_feed(state), at=at),
        ]


def _for_machines(state: PublicState, *, at: datetime) -> list[Document]:
    with speaking(state.page):
        not_found = _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at)
    return [
        not_found,
        *(
            _fixed(f"/api/v2/{name}", JSON, _json(content), at=at)
            for name, content in v2.documents(state).items()
        ),
    ]


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> list[Document]:
    """The permanent page of one incident, in every language."""
    return [
        _incident_document(incident_in(incident, language), page.read_in(language), at=at)
        for language in page.languages
    ]


def _incident_document(incident: PublicIncident, page: Page, *, at: datetime) -> Document:
    """It shows a promise while the incident is open."""
    with speaking(page):
        return _page(
            f"{page.prefix}/incidents/{incident.id}",
            [incident],
            lambda moment: pages.render_incident(incident, page, moment),
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
        body = pages.render_month(month, incidents, page)
    return _fixed(f"{page.prefix}/history/{month.name}", HTML, body, at=at)


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

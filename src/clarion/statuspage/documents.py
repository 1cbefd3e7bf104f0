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
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03"."""
    spoken_of = (*state.open, *state.recent)
    still = pages.render_still(state)
    return [
        _page("/", spoken_of, lambda moment: pages.render_index(state, moment, still=still), at=at),
        _fixed("/history", HTML, pages.render_history(months, state.page), at=at),
        _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at),
        _fixed("/history.atom", ATOM, render_feed(state), at=at),
        *(
            _fixed(f"/api/v2/{name}", JSON, _json(content), at=at)
            for name, content in v2.documents(state).items()
        ),
    ]


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> list[Document]:
    """The permanent page of one incident; it shows a promise while the incident is open."""
    path = f"/incidents/{incident.id}"
    return [_page(path, [incident], lambda moment: pages.render_incident(incident, page, moment), at=at)]


def month_documents(
    month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime
) -> list[Document]:
    """The incidents that readers first heard of in that month. What is open now says so by its state alone."""
    return [_fixed(f"/history/{month.name}", HTML, pages.render_month(month, incidents, page), at=at)]


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

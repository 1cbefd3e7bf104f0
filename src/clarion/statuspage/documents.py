"""Which documents the site has, and from which instants on their renderings are valid."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from clarion.incidents.states import ServiceStatus
from clarion.statuspage import pages, v2
from clarion.statuspage.calendar import render_calendar
from clarion.statuspage.feed import render_feed
from clarion.statuspage.instants import Moment, moments, starts_of_windows
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03"."""
    spoken_of = (*state.open, *state.recent)
    return [
        _page("/", spoken_of, _index(state), at=at),
        _fixed("/history", HTML, pages.render_history(months, state.page), at=at),
        _fixed(NOT_FOUND, HTML, pages.render_not_found(state.page), at=at),
        _fixed("/history.atom", ATOM, render_feed(state), at=at),
        _fixed("/maintenance.ics", CALENDAR, render_calendar(state.calendar, state.page), at=at),
        *_api(state, at=at),
    ]


def _index(state: PublicState) -> Callable[[Moment], bytes]:
    """The page as of a moment. Its still part is rendered once for all moments at which services read the same."""
    parts: dict[tuple[ServiceStatus, ...], SafeString] = {}

    def render(moment: Moment) -> bytes:
        then = state.as_of(moment.at)
        key = tuple(service.status for service in then.services)
        if key not in parts:
            parts[key] = pages.render_still(then)
        return pages.render_index(then, moment, still=parts[key])

    return render


def _api(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """The documents of the Statuspage API, rendered for every foreseen start of planned work: from then on it is in
    progress (as with Statuspage's `scheduled_auto_in_progress`) and its services are under maintenance.
    """
    starts = starts_of_windows(state.open, at=at)
    then = [(start, v2.documents(state.as_of(start))) for start in starts]
    for name in then[0][1]:
        renderings = tuple(Rendering(start, _json(documents[name])) for start, documents in then)
        yield Document(f"/api/v2/{name}", JSON, renderings)


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> Iterator[Document]:
    """The permanent page of one incident; it shows a promise while the incident is open. Planned work has a calendar
    of its own beside it.
    """
    yield _page(
        f"/incidents/{incident.id}",
        [incident],
        lambda moment: pages.render_incident(incident.as_of(moment.at), page, moment),
        at=at,
    )
    if incident.planned:
        yield _fixed(f"/incidents/{incident.id}.ics", CALENDAR, render_calendar([incident], page), at=at)


def month_document(month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime) -> Document:
    """The incidents that readers first heard of in that month. What is open now says so by its state alone."""
    return _fixed(f"/history/{month.name}", HTML, pages.render_month(month, incidents, page), at=at)


def _page(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def _fixed(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    return Document(path, content_type, (Rendering(at, body),))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

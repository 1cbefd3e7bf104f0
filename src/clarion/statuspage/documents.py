"""Which documents the public page has, and from which instants on their renderings are valid.

What people read is here, in every language of the page; what programs read, what other sites show and what each service has
for itself stand in `documents_for_programs.py`, `documents_for_sites.py` and `documents_of_services.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from django.utils.safestring import SafeString

from clarion.incidents.states import ServiceStatus
from clarion.statuspage import pages
from clarion.statuspage.documents_for_programs import atom_document, incident_data, program_documents
from clarion.statuspage.documents_for_sites import incident_pictures, site_documents
from clarion.statuspage.instants import Moment, starts_of_windows
from clarion.statuspage.loaded_site import NOT_FOUND
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reader_language import incident_in, read_in, speaking
from clarion.statuspage.renderings import HTML, fixed_document, page_document
from clarion.statuspage.site import Document, Rendering


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03".

    What people read is there in every language of the page; what machines read, what other sites show and the page "there
    is nothing here", in the first one.
    """
    first, *others = (read_in(state, language) for language in state.page.languages)
    documents = [*_for_readers(first, months, at=at), _not_found(first.page, at=at)]
    documents += [*program_documents(first, at=at), *site_documents(first, at=at)]
    for each in others:
        documents += _for_readers(each, months, at=at)
        with speaking(each.page):
            documents.append(atom_document(each, at=at))
    return documents


def _for_readers(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """What is read by people, in the language of the state's page and below its prefix."""
    page, spoken_of = state.page, (*state.open, *state.recent)
    with speaking(page):
        return [
            page_document(page.home, spoken_of, _index(state), at=at),
            fixed_document(f"{page.prefix}/history", HTML, pages.render_history(months, page), at=at),
        ]


def _not_found(page: Page, *, at: datetime) -> Document:
    with speaking(page):
        return fixed_document(NOT_FOUND, HTML, pages.render_not_found(page), at=at)


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


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> Iterator[Document]:
    """What one incident has for itself: its permanent page in every language, and what programs and other sites are given."""
    for language in page.languages:
        yield _incident_document(incident_in(incident, language), page.read_in(language), at=at)
    yield from incident_data(incident, page, at=at)
    yield from incident_pictures(incident, page, at=at)


def _incident_document(incident: PublicIncident, page: Page, *, at: datetime) -> Document:
    """It shows a promise while the incident is open."""
    with speaking(page):
        return page_document(
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

"""The same page for readers of another language: translated words where an author gave them, else the original's.

    state of the database ──> read_in("de") ──> the German page, its feeds

Values in, values out. Of what a reader sees, only texts and titles are exchanged here: the words around them come from
the catalogs, and what was put right or quoted as wrong stays in the language in which it was said.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.utils import translation

from clarion.statuspage.public_incident import PublicIncident, PublicUpdate, Translation
from clarion.statuspage.public_state import Page, PublicState


@contextmanager
def speaking(page: Page) -> Iterator[None]:
    """Render within: templates and dates speak the language of the page."""
    with translation.override(page.language):
        yield


def read_in(state: PublicState, language: str) -> PublicState:
    """The state as readers of that language see it. Each incident is looked at once, however many lists hold it."""
    known: dict[str, PublicIncident] = {}

    def translated(incident: PublicIncident) -> PublicIncident:
        if incident.id not in known:
            known[incident.id] = incident_in(incident, language)
        return known[incident.id]

    def each(incidents: Iterable[PublicIncident]) -> tuple[PublicIncident, ...]:
        return tuple(map(translated, incidents))

    return replace(
        state,
        page=state.page.read_in(language),
        open=each(state.open),
        recent=each(state.recent),
        latest_incidents=each(state.latest_incidents),
        latest_maintenances=each(state.latest_maintenances),
        calendar=each(state.calendar),
        latest_updates=tuple(
            (translated(incident), _of(translated(incident), update))
            for incident, update in state.latest_updates
        ),
    )


def incident_in(incident: PublicIncident, language: str) -> PublicIncident:
    """The incident with the translated words where there are any; the same object where nothing is."""
    if not any(update.translations for update in incident.updates):
        return incident
    titles = _titles(incident.updates, language)
    return replace(
        incident, updates=tuple(_update_in(update, language, titles) for update in incident.updates)
    )


def _titles(updates: tuple[PublicUpdate, ...], language: str) -> dict[str, str]:
    """Original title -> the title that was last given for it: who translates the next update need not repeat it."""
    given = ((update.title, _find(update, language)) for update in reversed(updates))
    return {title: found.title for title, found in given if found and found.title}


def _update_in(update: PublicUpdate, language: str, titles: dict[str, str]) -> PublicUpdate:
    if update.written_in == language:
        return update
    if title := titles.get(update.title):
        update = replace(update, title=title, title_language=language)
    found = _find(update, language)
    return replace(update, text=found.text, language=language) if found and found.text else update


def _find(update: PublicUpdate, language: str) -> Translation | None:
    return next((each for each in update.translations if each.language == language), None)


def _of(incident: PublicIncident, update: PublicUpdate) -> PublicUpdate:
    return next(each for each in incident.updates if each.id == update.id)

"""From the database to values: everything that the public side shows is read here, through `visible.py`.

Of updates and incidents, only the columns of `Row` are ever fetched: what is not named there cannot be shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import batched

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from clarion.accounts.workspace import Workspace
from clarion.incidents.planned_window import Window
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.statuspage import visible
from clarion.statuspage.look import PageLook
from clarion.statuspage.public_incident import (
    PublicIncident,
    PublicUpdate,
    PutRight,
    Reference,
    ServiceLine,
    Translation,
)
from clarion.statuspage.public_state import Page, PublicService, PublicState, status_now
from clarion.statuspage.reading_services import named_first, read_what_was_said, told_of
from clarion.statuspage.which_page import PUBLIC_PAGE, WhichPage
from clarion.updates.audiences import Kind

RECENT = timedelta(days=14)
IN_CALENDAR = timedelta(days=90)
LISTED_INCIDENTS = 50
LISTED_UPDATES = 100
LISTED_RECENT = 100
LISTED_OF_A_SERVICE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A public update as it is fetched, with what is public of its incident."""

    pk: int
    public_id: str
    kind: str
    state: str
    severity: str
    title: str
    text: str
    language: str
    translations: dict[str, dict[str, str]]
    services: list[dict[str, str]]
    published_at: datetime
    next_update_at: datetime | None
    corrects_id: int | None
    wrong_words: str
    incident__public_id: str
    planned_start: datetime | None
    planned_end: datetime | None
    cancels: bool
    incident__planned: bool


COLUMNS = tuple(field.name for field in fields(Row))
#: Of quiet corrections; who wrote and who approved them is never fetched.
PUT_RIGHT_COLUMNS = tuple(field.name for field in fields(PutRight))


class Reading:
    """Reads for one writing of a page. Each incident is fetched once, however many documents show it."""

    def __init__(self, page: WhichPage = PUBLIC_PAGE) -> None:
        self._page = page
        self._known: dict[str, PublicIncident] = {}

    def incidents(self, public_ids: Iterable[str]) -> list[PublicIncident]:
        """These incidents, as far as they are visible; the one that readers heard of last first."""
        wanted = set(public_ids)
        for some in batched(sorted(wanted - self._known.keys()), 200):
            self._known |= {incident.id: incident for incident in _read_some(some, self._page)}
        incidents = [self._known[public_id] for public_id in wanted & self._known.keys()]
        return sorted(incidents, key=lambda incident: (incident.began_at, incident.id), reverse=True)

    def current(
        self, open_ids: Iterable[str], *, updated_at: datetime, beside: tuple[PublicIncident, ...] = ()
    ) -> PublicState:
        """What stands now: services and what is open. Those of `open_ids` that are over are left out.

        `beside`: what is open on the public page, for a page that shows its services too.
        """
        incidents = self.still_open(open_ids)
        services = _services((*incidents, *beside))
        page = _page(self._page, updated_at)
        return PublicState(page=page, services=services, open=incidents, beside=beside)

    def still_open(self, public_ids: Iterable[str]) -> tuple[PublicIncident, ...]:
        return tuple(incident for incident in self.incidents(public_ids) if incident.is_open)

    def everything(
        self,
        open_ids: Iterable[str],
        maintenance_ids: Iterable[str],
        *,
        first_named: Mapping[str, float],
        updated_at: datetime,
        at: datetime,
        beside: tuple[PublicIncident, ...] = (),
    ) -> PublicState:
        """What stands now and what feeds and recent history show besides.

        `maintenance_ids`: the planned work to list, in any order. `first_named`: see `Manifest`; what was said since
        is added.
        """
        open_ids = set(open_ids)
        said = visible.latest_updates(LISTED_UPDATES, self._page)
        of_incident = {incident.id: incident for incident in self.incidents({each for _, each in said})}
        updates = {update.id: update for incident in of_incident.values() for update in incident.updates}
        recent = self.incidents(visible.spoken_of_since(at - RECENT, self._page))
        current = self.current(open_ids, updated_at=updated_at, beside=beside)
        # Only the public page shows the days of services.
        said_of_services = read_what_was_said(open_ids, at=at) if self._page.is_public else []
        first_named = named_first(said_of_services, before=first_named)
        return replace(
            current,
            recent=tuple(incident for incident in recent if not incident.is_open)[:LISTED_RECENT],
            latest_incidents=tuple(self.incidents(visible.latest_incidents(LISTED_INCIDENTS, self._page))),
            latest_maintenances=tuple(self.incidents(maintenance_ids)),
            latest_updates=tuple((of_incident[incident], updates[update]) for update, incident in said),
            told=told_of(current.services, said_of_services, first_named=first_named),
            first_named=first_named,
            calendar=self.calendar(at=at) if self._page.is_public else (),
        )

    def calendar(self, *, at: datetime) -> tuple[PublicIncident, ...]:
        """Planned work of the last 90 days and ahead, in order of its windows."""
        since = at - IN_CALENDAR
        found = self.incidents(visible.planned_since(since, self._page))
        listed = [
            (each.window.start, each.id, each) for each in found if each.window and each.window.end >= since
        ]
        return tuple(each for _, _, each in sorted(listed, key=lambda one: one[:2]))


def read_every_incident(page: WhichPage = PUBLIC_PAGE) -> Iterator[PublicIncident]:
    """All visible incidents, a few in memory at a time, in no particular order."""
    every = visible.visible_incidents(page).order_by("pk").values_list("public_id", flat=True)
    for some in batched(every.iterator(chunk_size=2000), 200):
        yield from _read_some(some, page)


def _read_some(public_ids: tuple[str, ...], page: WhichPage) -> Iterator[PublicIncident]:
    rows = [Row(*values) for values in visible.updates_of(public_ids, page).values_list(*COLUMNS)]
    put_right: dict[int, list[PutRight]] = defaultdict(list)
    for pk, *words in visible.put_right_in(public_ids, page).values_list("update_id", *PUT_RIGHT_COLUMNS):
        put_right[pk].append(PutRight(*words))
    of_incident: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True):
        of_incident[row.incident__public_id].append(row)
    for newest_first in of_incident.values():
        yield _incident(newest_first, put_right)


def _incident(newest_first: list[Row], put_right: Mapping[int, list[PutRight]]) -> PublicIncident:
    by_pk = {row.pk: row for row in newest_first}
    earlier: list[Row | None] = [*newest_first[1:], None]
    return PublicIncident(
        id=newest_first[0].incident__public_id,
        updates=tuple(
            _update(row, before, by_pk, tuple(put_right.get(row.pk, ())))
            for row, before in zip(newest_first, earlier, strict=True)
        ),
        window=_window(newest_first[0]),
    )


def _update(
    row: Row, before: Row | None, by_pk: dict[int, Row], put_right: tuple[PutRight, ...]
) -> PublicUpdate:
    promised = before.next_update_at if before and before.state != State.RESOLVED else None
    corrected = by_pk.get(row.corrects_id) if row.corrects_id else None
    corrections = [other for other in by_pk.values() if other.corrects_id == row.pk]
    return PublicUpdate(
        id=row.public_id,
        kind=Kind(row.kind),
        state=State(row.state),
        severity=Severity(row.severity),
        title=row.title,
        text=_reads_now(row.text, put_right),
        services=tuple(_line(line) for line in row.services),
        published_at=row.published_at,
        next_update_at=row.next_update_at,
        late_for=promised if promised and row.published_at > promised else None,
        corrects=_reference(corrected, row.wrong_words, corrected.language) if corrected else None,
        corrected_by=tuple(
            _reference(each, each.wrong_words, row.language) for each in reversed(corrections)
        ),
        put_right=put_right,
        written_in=row.language,
        language=row.language,
        title_language=row.language,
        translations=tuple(_translation(*each) for each in row.translations.items()),
        window=_window(row),
        cancels=row.cancels,
        moved_from=_moved_from(row, before),
    )


def _translation(language: str, words: dict[str, str]) -> Translation:
    return Translation(language, words["title"], words["text"])


def _moved_from(row: Row, before: Row | None) -> Window | None:
    """The window that the update before named, where this one names another."""
    earlier = _window(before) if before else None
    return earlier if earlier != _window(row) else None


def _reads_now(text: str, put_right: Iterable[PutRight]) -> str:
    """As `IncidentUpdate.text_now`, of what was fetched."""
    for each in put_right:
        text = text.replace(each.wrong_words, each.right_words, 1)
    return text


def _line(line: dict[str, str]) -> ServiceLine:
    return ServiceLine(line["id"], line["name"], ServiceStatus(line["status"]), ServiceStatus(line["before"]))


def _reference(row: Row, wrong_words: str, language: str) -> Reference:
    return Reference(row.public_id, row.published_at, wrong_words, language)


def _window(row: Row) -> Window | None:
    """When planned work takes place by the words of this update; None for what nobody planned."""
    if not row.incident__planned:
        return None
    start = row.planned_start or row.published_at
    return Window(start, max(start, row.planned_end or start))


def _services(current: tuple[PublicIncident, ...]) -> tuple[PublicService, ...]:
    return tuple(_service(row, current) for row in visible.visible_services().order_by("position", "name"))


def _service(row: Service, current: tuple[PublicIncident, ...]) -> PublicService:
    spoken_of = [
        incident.latest.published_at
        for incident in current
        if any(line.id == row.public_id for line in incident.latest.services)
    ]
    return PublicService(
        id=row.public_id,
        name=row.name,
        group=row.group,
        description=row.description,
        position=row.position,
        status=status_now(row.public_id, current),
        created_at=row.created_at,
        updated_at=max([row.updated_at, *spoken_of]),
    )


def _page(page: WhichPage, updated_at: datetime) -> Page:
    workspace = Workspace.current()
    languages, look = workspace.page_languages, PageLook.current().as_value()
    if page.is_public:
        address = settings.PUBLIC_URL
        return Page(workspace.public_id, workspace.name, address, updated_at, languages, languages[0], look)
    # Its bytes are the same for every key, so that what they link to is said relative to where they are read.
    with translation.override(languages[0]):
        name = gettext("%(name)s for partners") % {"name": workspace.name}
    identity, plain = f"{workspace.public_id}/{page.name}", replace(look, logo=None)
    return Page(identity, name, ".", updated_at, languages[:1], languages[0], plain)

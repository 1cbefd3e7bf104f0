"""The timeline of an incident: read it, add to it, amend a line, look at its history."""

from enum import StrEnum

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.repeats import KEY_HEADER, once
from clarion.api.schemas.incidents import find_incident, no_such
from clarion.api.schemas.timeline import Added, Amendment, EntryAnswer, NewEntries
from clarion.incidents.added_lines import add_lines, add_told_entry
from clarion.incidents.amendments import amend_entry, history_of, newest_of
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.timeline import Entry, Source
from clarion.incidents.typed_entries import read_told_entry

of_incidents = Router(tags=["Timeline"])
router = Router(tags=["Timeline"])


class Hidden(StrEnum):
    """Lines that somebody took for noise: leave them out, show them too, or show nothing else."""

    OUT = "out"
    TOO = "too"
    ONLY = "only"


class TimelineFilter(Page):
    source: Source | None = Field(None, description="Only entries of this source.")
    kind: EntryKind | None = Field(None, description="Only entries of this kind.")
    hidden: Hidden = Hidden.OUT


@of_incidents.get(
    "/{number}/timeline",
    response=answers(Listed[EntryAnswer], errors=READING),
    summary="Read the timeline, the latest first",
    **asks(Act.SEE),
)
def list_entries(request: HttpRequest, number: Number, page: Query[TimelineFilter]) -> object:
    entries = find_incident(number).entries.current(with_hidden=page.hidden != Hidden.OUT).with_people()
    if page.hidden == Hidden.ONLY:
        entries = entries.filter(hidden=True)
    if page.source:
        entries = entries.filter(source=page.source)
    if page.kind:
        entries = entries.filter(kind=page.kind)
    # By the place of the first of a chain: a line that is amended meanwhile moves to no other page.
    return page_of(request, entries, page, by="occurred_at", key="place", show=EntryAnswer.of)


@of_incidents.post(
    "/{number}/timeline",
    response=answers(Added, status=201, errors=WRITING),
    summary="Add entries to the timeline",
    **asks(Act.CHANGE_RECORD),
)
def add_entries(
    request: HttpRequest, number: Number, body: NewEntries, idempotency_key: str = KEY_HEADER
) -> Status[object]:
    incident, at, by = find_incident(number), timezone.now(), person_of(request)

    def make() -> BaseModel:
        if body.occurred_at:
            entries = [add_told_entry(incident, body.text, occurred_at=body.occurred_at, by=by, at=at)]
        else:
            entries = add_lines(incident, body.text, by=by, at=at)
        return Added(entries=[EntryAnswer.of(entry) for entry in entries])

    return once(request, idempotency_key, make, at=at)


@router.get(
    "/{pk}",
    response=answers(EntryAnswer, errors=READING),
    summary="Read an entry as it reads now",
    **asks(Act.SEE),
)
def read_entry(request: HttpRequest, pk: Number) -> EntryAnswer:
    return EntryAnswer.of(newest_of(find_entry(pk)))


@router.patch(
    "/{pk}",
    response=answers(EntryAnswer, errors=WRITING),
    summary="Amend an entry, or hide it as noise",
    **asks(
        Act.CHANGE_RECORD,
        also="A new entry takes its place, and the old one stays in its history. Lines that people wrote can be "
        "reworded; alerts and imported lines can be hidden.",
    ),
)
def amend(request: HttpRequest, pk: Number, body: Amendment) -> EntryAnswer:
    seen, at, changes = find_entry(pk), timezone.now(), body.given()
    if told := {"text", "occurred_at"} & set(changes):
        occurred_at, text = read_told_entry(
            changes.get("text", seen.text),
            occurred_at=changes.get("occurred_at", seen.occurred_at),
            at=at,
        )
        read = {"occurred_at": occurred_at, "text": text}
        changes |= {name: read[name] for name in told}
    amended = amend_entry(seen, changes, by=person_of(request), at=at, why=body.why)
    return EntryAnswer.of(newest_of(amended))


@router.get(
    "/{pk}/history",
    response=answers(Listed[EntryAnswer], errors=READING),
    summary="Everything that an entry ever said, the newest first",
    **asks(Act.SEE),
)
def entry_history(request: HttpRequest, pk: Number, page: Query[Page]) -> object:
    history = history_of(find_entry(pk)).with_people()
    return page_of(request, history, page, by=None, show=EntryAnswer.of)


def find_entry(pk: int) -> Entry:
    """Raises Http404."""
    entry = Entry.objects.with_people().select_related("incident").filter(pk=pk).first()
    if entry is None:
        raise no_such("entry", pk)
    return entry

"""The timeline of an incident: read it, add to it."""

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
from clarion.api.schemas.incidents import find_incident
from clarion.api.schemas.timeline import Added, EntryAnswer, NewEntries
from clarion.incidents.added_lines import add_lines, add_told_entry
from clarion.incidents.timeline import Source

router = Router(tags=["Timeline"])


class TimelineFilter(Page):
    source: Source | None = Field(None, description="Only entries of this source.")


@router.get(
    "/{number}/timeline",
    response=answers(Listed[EntryAnswer], errors=READING),
    summary="Read the timeline, the latest first",
    **asks(Act.SEE),
)
def list_entries(request: HttpRequest, number: Number, page: Query[TimelineFilter]) -> object:
    entries = find_incident(number).entries.current().with_people()
    if page.source:
        entries = entries.filter(source=page.source)
    return page_of(request, entries, page, by="occurred_at", show=EntryAnswer.of)


@router.post(
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

"""Promises: what is owed to whom by when, the ledger of what became of it, and figures over time."""

from datetime import UTC, datetime, time

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.roles import Act
from clarion.api.access import asks
from clarion.api.errors import READING, answers
from clarion.api.fields import Body, Day, Number
from clarion.api.pages import Listed, Page, know_every_name, page_of
from clarion.api.schemas.incidents import find_incident
from clarion.api.schemas.ledger import LedgerAnswer, LedgerLineAnswer, MonthAnswer
from clarion.api.schemas.promises import PromiseAnswer
from clarion.updates.audiences import Audience
from clarion.updates.ledger import ledger_of, statistics, summary_of
from clarion.updates.promises import Outcome, Promise

of_incidents = Router(tags=["Promises"])
router = Router(tags=["Promises"])


class PromiseFilter(Page):
    incident: Number | None = Field(None, description="The number of an incident.")
    audience: Audience | None = None
    outcome: Outcome | None = Field(
        None, description="What became of it. `open` and `missed` may still be owed: see `closed_at`."
    )


@router.get(
    "",
    response=answers(Listed[PromiseAnswer]),
    summary="List promises, the latest due first",
    **asks(Act.SEE),
)
def list_promises(request: HttpRequest, page: Query[PromiseFilter]) -> object:
    chosen = {
        name: value
        for name in ("incident", "audience", "outcome")
        if (value := getattr(page, name)) is not None
    }
    return page_of(request, Promise.objects.filter(**chosen), page, by="due_at", show=PromiseAnswer.of)


@router.get(
    "/owed",
    response=answers(list[PromiseAnswer]),
    summary="What is owed now, the earliest first",
    **asks(Act.SEE),
)
def owed(request: HttpRequest) -> list[PromiseAnswer]:
    return [PromiseAnswer.of(promise) for promise in Promise.objects.owed()]


class FiguresOf(Body):
    """What is counted."""

    audience: Audience | None = Field(None, description="Promises to this audience; left out: to all.")
    since: Day | None = Field(None, description="What fell due on this day (UTC) or later.")


@router.get(
    "/statistics",
    response=answers(list[MonthAnswer]),
    summary="Promises kept, late and missed by month and severity, the latest month first",
    **asks(Act.SEE, also="Nobody's name."),
)
def promise_statistics(request: HttpRequest, asked: Query[FiguresOf]) -> list[MonthAnswer]:
    know_every_name(request, FiguresOf)
    since = datetime.combine(asked.since, time(), UTC) if asked.since else None
    months = statistics(at=timezone.now(), since=since, audience=asked.audience or "")
    return [MonthAnswer.of(month) for month in months]


@of_incidents.get(
    "/{number}/ledger",
    response=answers(LedgerAnswer, errors=READING),
    summary="What an incident promised to each audience, and what became of it",
    **asks(Act.SEE),
)
def ledger(request: HttpRequest, number: Number) -> LedgerAnswer:
    lines = ledger_of(find_incident(number), at=timezone.now())
    return LedgerAnswer(summary=summary_of(lines), lines=[LedgerLineAnswer.of(line) for line in lines])

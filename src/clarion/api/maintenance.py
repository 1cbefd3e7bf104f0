"""Planned work: list it, plan it, move its window, begin, finish and cancel it, write its start and end ahead."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import CREATING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.repeats import KEY_HEADER, once
from clarion.api.schemas.drafts import DraftAnswer
from clarion.api.schemas.incidents import IncidentAnswer, find_incident, incidents_to_show, show_incident
from clarion.api.schemas.maintenance import Ahead, NewWindow, Overlap, Plan, PlannedAnswer
from clarion.flows import maintenance as flow
from clarion.incidents.planned_window import window_of
from clarion.updates.drafts import Draft
from clarion.updates.written_ahead import write_ahead

router = Router(tags=["Maintenance"])
of_incidents = Router(tags=["Maintenance"])


@router.get(
    "",
    response=answers(Listed[IncidentAnswer]),
    summary="List planned work, the latest planned first",
    **asks(Act.SEE),
)
def list_maintenance(request: HttpRequest, page: Query[Page]) -> object:
    planned = incidents_to_show().filter(planned=True)
    return page_of(request, planned, page, by="declared_at", show=IncidentAnswer.of)


@router.post(
    "",
    response=answers(PlannedAnswer, status=201, errors=CREATING),
    summary="Plan maintenance",
    **asks(
        Act.DECLARE,
        also="Nothing is published and no clock starts. Write a draft for the public page to announce it. Of recurring "
        "work this makes the first window; the others follow once a person has approved its text for all of them.",
    ),
)
def plan_maintenance(request: HttpRequest, body: Plan, idempotency_key: str = KEY_HEADER) -> Status[object]:
    at = timezone.now()

    def make() -> BaseModel:
        incident = flow.plan(
            body.title,
            start=body.start,
            end=body.end,
            services=body.chosen_services(),
            impact=body.impact or "",
            recurring=body.repeat.recurring() if body.repeat else None,
            by=person_of(request),
            at=at,
        )
        return _planned(incident.pk, None)

    return once(request, idempotency_key, make, at=at)


@of_incidents.post(
    "/{number}/window",
    response=answers(PlannedAnswer, errors=WRITING),
    summary="Move planned work to another window",
    **asks(Act.CHANGE_RECORD, also="Readers see the old window until the draft in the answer is published."),
)
def move_window(request: HttpRequest, number: Number, body: NewWindow) -> PlannedAnswer:
    draft = flow.move(
        find_incident(number),
        start=body.start,
        end=body.end,
        seen_version=body.version,
        by=person_of(request),
        at=timezone.now(),
    )
    return _planned(number, draft)


@of_incidents.post(
    "/{number}/begin",
    response=answers(PlannedAnswer, errors=WRITING),
    summary="Say that planned work has begun",
    **asks(Act.WRITE, also="Starts the draft that says so."),
)
def begin_work(request: HttpRequest, number: Number) -> PlannedAnswer:
    return _planned(number, flow.begin(find_incident(number), by=person_of(request), at=timezone.now()))


@of_incidents.post(
    "/{number}/finish",
    response=answers(PlannedAnswer, errors=WRITING),
    summary="Say that planned work is finished",
    **asks(Act.CHANGE_RECORD, also="Starts the draft that says so where readers have heard of the work."),
)
def finish_work(request: HttpRequest, number: Number) -> PlannedAnswer:
    return _planned(number, flow.finish(find_incident(number), by=person_of(request), at=timezone.now()))


@of_incidents.post(
    "/{number}/cancel",
    response=answers(PlannedAnswer, errors=WRITING),
    summary="Cancel planned work",
    **asks(Act.CHANGE_RECORD, also="Starts the draft that says so where readers have heard of the work."),
)
def cancel_work(request: HttpRequest, number: Number) -> PlannedAnswer:
    return _planned(number, flow.cancel(find_incident(number), by=person_of(request), at=timezone.now()))


@of_incidents.post(
    "/{number}/ahead",
    response=answers(PlannedAnswer, errors=WRITING),
    summary="Write the start or the end of planned work ahead",
    **asks(
        Act.WRITE, also="Once a person has approved the draft, it is published at the time of the window."
    ),
)
def write_work_ahead(request: HttpRequest, number: Number, body: Ahead) -> PlannedAnswer:
    at = timezone.now()
    return _planned(number, write_ahead(find_incident(number), body.state, by=person_of(request), at=at))


def _planned(number: int, draft: Draft | None) -> PlannedAnswer:
    incident = find_incident(number)
    window = window_of(incident)
    others = flow.overlapping(window, incident.services.all(), besides=incident) if window else []
    return PlannedAnswer(
        incident=show_incident(number),
        draft=DraftAnswer.of(draft) if draft else None,
        overlaps=[Overlap.of(other) for other in others[:50]],
    )

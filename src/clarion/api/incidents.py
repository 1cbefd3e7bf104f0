"""Incidents: look for them, declare, change the record, resolve."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import CREATING, READING, WRITING, answers
from clarion.api.fields import Answer, Day, Number, Words
from clarion.api.pages import Listed, Page, page_of
from clarion.api.repeats import KEY_HEADER, once
from clarion.api.schemas.drafts import DraftAnswer
from clarion.api.schemas.incidents import (
    Declaration,
    IncidentAnswer,
    RecordChange,
    find_incident,
    incidents_to_show,
    show_incident,
)
from clarion.api.schemas.services import affected_by
from clarion.flows.change import change
from clarion.flows.declare import declare
from clarion.flows.resolve import resolve
from clarion.incidents.services import Service, find_service
from clarion.incidents.states import Severity

router = Router(tags=["Incidents"])


class Shown(StrEnum):
    """A state, or all that is not resolved."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


class IncidentFilter(Page):
    """All that is chosen must hold, as in the console's list."""

    q: Words = Field("", description="Words of title, impact or cause; or a reference such as INC-44.")
    state: Shown | None = None
    severity: Severity | None = None
    service: Words = Field("", description="An affected service: its id, name or alias.")
    since: Day | None = Field(None, description="Declared on this day (UTC) or later.")
    until: Day | None = Field(None, description="Declared on this day (UTC) or earlier.")


class Resolved(Answer):
    """`draft` is the resolution to publish where readers have heard of the incident; publishing it resolves."""

    incident: IncidentAnswer
    draft: DraftAnswer | None


@router.get(
    "",
    response=answers(Listed[IncidentAnswer]),
    summary="List incidents, the latest declared first",
    **asks(Act.SEE),
)
def list_incidents(request: HttpRequest, page: Query[IncidentFilter]) -> object:
    if page.since and page.until and page.until < page.since:
        raise ValidationError({"until": "The first day lies after the last: exchange them."})
    incidents = incidents_to_show().chosen(
        words=page.q,
        show=page.state or "",
        severity=page.severity or "",
        service=_service(page.service),
        since=page.since,
        until=page.until,
    )
    return page_of(request, incidents, page, by="declared_at", show=IncidentAnswer.of)


@router.post(
    "",
    response=answers(IncidentAnswer, status=201, errors=CREATING),
    summary="Declare an incident",
    **asks(Act.DECLARE, also="Starts its timeline, its roles and its promise clocks. Nothing is published."),
)
def declare_incident(
    request: HttpRequest, body: Declaration, idempotency_key: str = KEY_HEADER
) -> Status[object]:
    at = timezone.now()

    def make() -> BaseModel:
        incident = declare(
            body.title,
            severity=body.severity,
            services=affected_by(body.services or []),
            facts=body.facts(),
            by=person_of(request),
            at=at,
        )
        return show_incident(incident.pk)

    return once(request, idempotency_key, make, at=at)


@router.get(
    "/{number}",
    response=answers(IncidentAnswer, errors=READING),
    summary="Read one incident",
    **asks(Act.SEE),
)
def read_incident(request: HttpRequest, number: Number) -> IncidentAnswer:
    return show_incident(number)


@router.patch(
    "/{number}",
    response=answers(IncidentAnswer, errors=WRITING),
    summary="Change the record",
    **asks(
        Act.CHANGE_RECORD,
        also="Each change is an entry of the timeline. A change of state, severity or impact voids approvals. "
        "Send `version`, or in `seen` what you read of the fields that you change.",
    ),
)
def change_incident(request: HttpRequest, number: Number, body: RecordChange) -> IncidentAnswer:
    services = affected_by(body.services) if "services" in body.model_fields_set else None
    change(
        find_incident(number),
        body.given(),
        services=services,
        seen_version=body.version,
        seen=body.what_was_seen(),
        by=person_of(request),
        at=timezone.now(),
    )
    return show_incident(number)


@router.post(
    "/{number}/resolve",
    response=answers(Resolved, errors=WRITING),
    summary="Resolve an incident",
    **asks(
        Act.CHANGE_RECORD,
        also="Where readers have heard of it, this starts the resolution draft; publishing that resolves it.",
    ),
)
def resolve_incident(request: HttpRequest, number: Number) -> Resolved:
    draft = resolve(find_incident(number), by=person_of(request), at=timezone.now())
    return Resolved(incident=show_incident(number), draft=DraftAnswer.of(draft) if draft else None)


def _service(name: str) -> Service | None:
    """Raises ValidationError with the services that there are."""
    if not name:
        return None
    try:
        return find_service(name)
    except ValidationError as error:
        raise ValidationError({"service": error.messages}) from error

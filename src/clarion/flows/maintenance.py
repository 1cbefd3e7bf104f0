"""Planned work: plan it, move its window, begin, finish, cancel it. Readers hear of each by an update as of every other.

What an update announces becomes true for readers when it is published; so these verbs give back the draft that does it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.flows.declare import leads
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.maintenance_series import WEEKS_AHEAD, MaintenanceSeries
from clarion.incidents.planned_window import Window, must_be_a_window, window_in_words, window_of
from clarion.incidents.record import change_record
from clarion.incidents.recurrence import first_start, rule_in_words
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.approval import void_approvals_of_incident
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft
from clarion.updates.planned_texts import Step
from clarion.updates.planned_work import put_away
from clarion.updates.promises import end_promises
from clarion.updates.publication import latest_update
from clarion.updates.suggested_text import start_planned_draft
from clarion.updates.written_ahead import move_with_window


@dataclass(frozen=True)
class Recurring:
    """By which rule (RFC 5545 text), and on the wall clock of which place."""

    rule: str
    zone: str = "UTC"
    weeks_ahead: int = WEEKS_AHEAD


@transaction.atomic
def plan(
    title: str,
    *,
    start: datetime,
    end: datetime,
    services: Iterable[Service],
    impact: str = "",
    recurring: Recurring | None = None,
    by: Person,
    at: datetime,
) -> Incident:
    """Planned work; of recurring work its first occurrence. Nothing is published, no clock starts.

    Raises NotAllowed, ValidationError that names the field and the remedy.
    """
    require(by, Act.DECLARE)
    services = list(dict.fromkeys(services))
    window = must_be_a_window(start, end, at=at)
    series = None
    if recurring:
        series = _a_series(title, window, services, impact=impact, recurring=recurring, by=by, at=at)
        window = Window(series.first_start, series.first_start + series.length)
    return write_planned(title, window, services, impact=impact, series=series, by=by, at=at)


def write_planned(
    title: str,
    window: Window,
    services: Iterable[Service],
    *,
    impact: str = "",
    series: MaintenanceSeries | None = None,
    by: Person,
    at: datetime,
) -> Incident:
    """The rows of planned work; call it in a transaction. Raises ValidationError."""
    lead, backup = leads(None, by)
    incident = Incident(
        title=title.strip(), severity=Severity.SEV4, planned=True, impact=impact.strip(), declared_at=at,
        planned_start=window.start, planned_end=window.end, commander=by, communications_lead=lead, backup=backup,
        series=series, occurrence=window.start if series else None,
    )  # fmt: skip
    incident.full_clean(validate_constraints=False)
    incident.save()
    for service in services:
        AffectedService.objects.create(
            incident=incident, service=service, status=ServiceStatus.UNDER_MAINTENANCE
        )
    record_entry(
        incident,
        f"planned for {window_in_words(window)}: {incident.title}",
        source=Source.RECORD,
        at=at,
        by=by,
    )
    recurs = f", {rule_in_words(series.rule)}" if series else ""
    record_act(
        Done.PLANNED,
        incident.reference,
        by=by,
        at=at,
        detail=f"{incident.title}, {window_in_words(window)}{recurs}",
    )
    return incident


@transaction.atomic
def move(
    incident: Incident,
    *,
    start: datetime,
    end: datetime,
    seen_version: int | None = None,
    by: Person,
    at: datetime,
) -> Draft | None:
    """Another window in the record. The draft that tells readers of it; None where they have heard of none.

    They see the old one until it is published. Raises NotAllowed, RecordChanged, ValidationError.
    """
    require(by, Act.CHANGE_RECORD)
    incident = _locked(incident)
    _must_be_open(incident)
    if not incident.is_ahead:
        raise ValidationError(
            "Readers know that the work has begun. Write an update that says until when it goes on."
        )
    before, window = window_of(incident), must_be_a_window(start, end, at=at)
    if before == window:
        raise ValidationError({"start": "That is the window as it is. Choose another start or end."})
    changes = {"planned_start": window.start, "planned_end": window.end}
    change_record(incident, changes, seen_version=seen_version, by=by, at=at)
    void_approvals_of_incident(incident, "the window was moved", at=at)
    move_with_window(incident)
    was = f"{window_in_words(before)} → " if before else ""
    record_act(Done.MOVED_WINDOW, incident.reference, by=by, at=at, detail=f"{was}{window_in_words(window)}")
    if latest_update(incident, Audience.PUBLIC) is None:
        return None
    return start_planned_draft(incident, Step.NEW_WINDOW, by=by, at=at)


@transaction.atomic
def begin(incident: Incident, *, by: Person, at: datetime) -> Draft:
    """The draft that says that the work has begun, whatever the plan says. Raises NotAllowed, ValidationError."""
    require(by, Act.WRITE)
    incident = _locked(incident)
    _must_be_open(incident)
    if not incident.is_ahead:
        raise ValidationError("Readers know already that the work has begun.")
    return start_planned_draft(incident, Step.START, by=by, at=at)


@transaction.atomic
def finish(incident: Incident, *, by: Person, at: datetime) -> Draft | None:
    """The draft that says that the work is finished; None where readers have heard nothing, then it is over at once.

    Raises NotAllowed, ValidationError.
    """
    require(by, Act.CHANGE_RECORD)
    incident = _locked(incident)
    _must_be_open(incident)
    if latest_update(incident, Audience.PUBLIC) is None:
        _end(incident, by=by, at=at)
        return None
    return start_planned_draft(incident, Step.FINISH, by=by, at=at)


@transaction.atomic
def cancel(incident: Incident, *, by: Person, at: datetime) -> Draft | None:
    """The draft that says that the work does not take place; None where readers have heard nothing.

    Raises NotAllowed, ValidationError.
    """
    require(by, Act.CHANGE_RECORD)
    incident = _locked(incident)
    _must_be_open(incident)
    if not incident.is_ahead:
        raise ValidationError("Readers know that the work has begun. Say that it is finished instead.")
    if latest_update(incident, Audience.PUBLIC) is None:
        incident.cancelled_at = at
        incident.save(update_fields=["cancelled_at"])
        record_act(Done.CANCELLED, incident.reference, by=by, at=at, detail="nobody had heard of it")
        _end(incident, by=by, at=at)
        return None
    record_act(
        Done.CANCELLED, incident.reference, by=by, at=at, detail="readers are told when it is published"
    )
    return start_planned_draft(incident, Step.CANCELLATION, by=by, at=at)


def overlapping(
    window: Window, services: Iterable[Service], *, besides: Incident | None = None
) -> list[Incident]:
    """Other planned work on one of these services in that time, the earliest first. Pointed out, never refused."""
    found = Incident.objects.open().filter(
        planned=True, planned_start__lt=window.end, planned_end__gt=window.start, services__in=list(services)
    )
    if besides:
        found = found.exclude(pk=besides.pk)
    return list(found.order_by("planned_start", "pk").distinct())


def _a_series(
    title: str,
    window: Window,
    services: Iterable[Service],
    *,
    impact: str,
    recurring: Recurring,
    by: Person,
    at: datetime,
) -> MaintenanceSeries:
    series = MaintenanceSeries(
        title=title.strip(), impact=impact.strip(), rule=recurring.rule.strip(), zone=recurring.zone,
        first_start=window.start, length=window.length, weeks_ahead=recurring.weeks_ahead, owner=by, made_at=at,
    )  # fmt: skip
    series.full_clean()
    first = first_start(series.rule, start=window.start, zone=series.zone)
    if first is None:
        raise ValidationError(
            {"rule": "This rule gives no time within two years. Choose another day or end."}
        )
    series.first_start = first
    series.save()
    series.services.set(services)
    return series


def _end(incident: Incident, *, by: Person, at: datetime) -> None:
    """Over, without a word to anybody: nobody had heard of it."""
    change_record(incident, {"state": State.RESOLVED}, by=by, at=at)
    for draft in incident.drafts.open():
        put_away(draft, by=by, at=at, why="the work is over")
    end_promises(incident, at=at)


def _locked(incident: Incident) -> Incident:
    return Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)


def _must_be_open(incident: Incident) -> None:
    if not incident.planned:
        raise ValidationError(f"{incident.reference} is an incident, no planned work.")
    if not incident.is_open:
        raise ValidationError(f"{incident.reference} is over. Plan new work.")

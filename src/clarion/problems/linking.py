"""Which incidents have the problem behind them, and which action items are to remove it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.references import number_in
from clarion.postmortems.action_items import ActionItem
from clarion.problems.problem import Problem, ProblemIncident
from clarion.problems.writing import locked, reopened


@transaction.atomic
def link_incident(problem: Problem, incident: Incident, *, by: Person, at: datetime) -> bool:
    """Say that the problem is behind the incident; whether that was new. Raises NotAllowed.

    A resolved problem is reopened by an incident that began after it was resolved: it came back.
    """
    require(by, Act.LEARN)
    current = locked(problem)
    _, is_new = ProblemIncident.objects.get_or_create(
        problem=current, incident=incident, defaults={"linked_at": at, "linked_by": by}
    )
    if not is_new:
        return False
    record_act(Done.LINKED_TO_PROBLEM, current.reference, by=by, at=at, detail=incident.reference)
    if current.resolved_at and incident.began_at() > current.resolved_at:
        reopened(current, f"It came back with {incident.reference}.", by=by, at=at)
    return True


@transaction.atomic
def unlink_incident(problem: Problem, incident: Incident, *, by: Person, at: datetime) -> bool:
    """Say that the problem is not behind the incident; whether it was said before. Raises NotAllowed."""
    require(by, Act.LEARN)
    link = ProblemIncident.objects.filter(problem=locked(problem), incident=incident).first()
    if link is None:
        return False
    link.delete()  # one by one, so that the search hears of it
    record_act(Done.UNLINKED_FROM_PROBLEM, problem.reference, by=by, at=at, detail=incident.reference)
    return True


@transaction.atomic
def link_item(problem: Problem, item: ActionItem, *, by: Person, at: datetime) -> bool:
    """Say that the action item is to remove the problem; whether that was new. Raises NotAllowed."""
    require(by, Act.LEARN)
    current = locked(problem)
    if current.action_items.filter(pk=item.pk).exists():
        return False
    current.action_items.add(item)
    record_act(Done.LINKED_TO_PROBLEM, current.reference, by=by, at=at, detail=item.reference)
    return True


@transaction.atomic
def unlink_item(problem: Problem, item: ActionItem, *, by: Person, at: datetime) -> bool:
    require(by, Act.LEARN)
    current = locked(problem)
    if not current.action_items.filter(pk=item.pk).exists():
        return False
    current.action_items.remove(item)
    record_act(Done.UNLINKED_FROM_PROBLEM, current.reference, by=by, at=at, detail=item.reference)
    return True


def find_incident(typed: str) -> Incident:
    """By its reference: "INC-44", "inc 44" or "44". Raises ValidationError that says what to type."""
    found = (
        Incident.objects.filter(pk=number) if (number := _number(typed, "INC")) else Incident.objects.none()
    )
    if (incident := found.first()) is None:
        raise ValidationError(
            f"There is no incident “{typed.strip()[:40]}”. Type its number, for example INC-44."
        )
    return incident


def find_item(typed: str) -> ActionItem:
    """By its reference: "AI-12", "12". Raises ValidationError that says what to type."""
    found = (
        ActionItem.objects.filter(pk=number)
        if (number := _number(typed, "AI"))
        else ActionItem.objects.none()
    )
    if (item := found.first()) is None:
        raise ValidationError(
            f"There is no action item “{typed.strip()[:40]}”. Type its number, for example AI-12."
        )
    return item


def _number(typed: str, letters: str) -> int | None:
    return number_in(typed.strip().upper().removeprefix(letters).strip(" -"))

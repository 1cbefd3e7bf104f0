"""Changing a problem: its words, its owner, its state. Every verb says which version was seen (None does not ask)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.postmortems.writing import RowChanged
from clarion.problems.problem import Problem, ProblemState

#: Field -> how it is called when it is missing.
NEEDED_BY_KNOWN_ERROR = {"cause": "its cause", "workaround": "a workaround"}


def locked(problem: Problem, *, seen_version: int | None = None) -> Problem:
    """The problem as the database holds it, locked until the transaction ends. Raises RowChanged, with what is saved."""
    current = Problem.objects.select_for_update().get(pk=problem.pk)
    if seen_version is not None and current.version != seen_version:
        raise RowChanged(current)
    return current


@transaction.atomic
def change_problem(
    problem: Problem, changes: Mapping[str, Any], *, seen_version: int | None = None, by: Person, at: datetime
) -> Problem:
    """Set title, cause, workaround, owner. Raises NotAllowed, RowChanged, ValidationError by field."""
    require(by, Act.LEARN)
    current = locked(problem, seen_version=seen_version)
    changed = [name for name, value in changes.items() if getattr(current, name) != value]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, changes[name])
    if current.state == ProblemState.KNOWN_ERROR:
        _refuse_missing(current)
    _save(current)
    record_act(Done.CHANGED_PROBLEM, current.reference, by=by, at=at, detail=", ".join(changed))
    return current


@transaction.atomic
def make_known_error(
    problem: Problem, *, seen_version: int | None = None, by: Person, at: datetime
) -> Problem:
    """Its cause is known and there is a way around it. Raises NotAllowed, RowChanged, ValidationError when either is missing."""
    require(by, Act.LEARN)
    current = locked(problem, seen_version=seen_version)
    if current.state == ProblemState.KNOWN_ERROR:
        return current
    if current.is_resolved:
        raise ValidationError(f"{current.reference} is resolved. Reopen it first.")
    _refuse_missing(current)
    current.state = ProblemState.KNOWN_ERROR
    _save(current)
    record_act(Done.MADE_KNOWN_ERROR, current.reference, by=by, at=at)
    return current


@transaction.atomic
def resolve_problem(
    problem: Problem, removal: str, *, seen_version: int | None = None, by: Person, at: datetime
) -> Problem:
    """`removal` says what removed the cause. Raises NotAllowed, RowChanged, ValidationError."""
    require(by, Act.LEARN)
    current = locked(problem, seen_version=seen_version)
    if current.is_resolved:
        raise ValidationError(f"{current.reference} is resolved already.")
    if not removal.strip():
        raise ValidationError(
            {"removal": "Say what removed the cause, so that the next reader can check it."}
        )
    current.state, current.resolved_at, current.removal = ProblemState.RESOLVED, at, removal.strip()
    _save(current)
    record_act(Done.RESOLVED_PROBLEM, current.reference, by=by, at=at)
    return current


@transaction.atomic
def reopen_problem(
    problem: Problem, because: str, *, seen_version: int | None = None, by: Person, at: datetime
) -> Problem:
    """It came back, or was not gone. Raises NotAllowed, RowChanged, ValidationError without a reason."""
    require(by, Act.LEARN)
    current = locked(problem, seen_version=seen_version)
    if not current.is_resolved:
        raise ValidationError(f"{current.reference} is not resolved, so that nothing is to be reopened.")
    if not because.strip():
        raise ValidationError({"because": "Say how you know that it is back."})
    return reopened(current, because.strip(), by=by, at=at)


def reopened(current: Problem, because: str, *, by: Person, at: datetime) -> Problem:
    """Save it as open, or as a known error where cause and workaround are known. `current` is locked."""
    known = current.cause and current.workaround
    current.state = ProblemState.KNOWN_ERROR if known else ProblemState.OPEN
    current.reopened_at, current.reopened_because, current.resolved_at = at, because, None
    _save(current)
    record_act(Done.REOPENED_PROBLEM, current.reference, by=by, at=at)
    return current


def _refuse_missing(problem: Problem) -> None:
    missing = {
        name: words for name, words in NEEDED_BY_KNOWN_ERROR.items() if not getattr(problem, name).strip()
    }
    if missing:
        raise ValidationError(
            {name: f"A known error has {words}. Write {words}, then save." for name, words in missing.items()}
        )


def _save(problem: Problem) -> None:
    problem.full_clean()
    problem.version += 1
    problem.save()

"""What one person wrote and chose for practice: keeping it, and reading it again. Rows of others are read in `team_rows.py` alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Count, Max

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt, AttemptQuerySet
from clarion.practice.progress import Tried
from clarion.practice.tiers import Tier
from clarion.practice.written_answers import must_be_an_answer


class Outcome(Protocol):
    """What a text comes to: of an exercise, a scenario or an interview. The ids are those of criteria."""

    @property
    def tier(self) -> Tier: ...
    @property
    def met_ids(self) -> Sequence[str]: ...
    @property
    def unmet_ids(self) -> Sequence[str]: ...


def keep_answer(
    activity: Activity,
    key: str,
    text: str,
    *,
    judge: Callable[[str], Outcome],
    by: Person,
    at: datetime,
) -> Attempt:
    """Keep a text with what it comes to. Raises ValidationError for nothing, and for more than is kept: neither is judged."""
    must_be_an_answer(text)
    outcome = judge(text)
    return Attempt.objects.create(
        person=by, activity=activity, key=key, text=text, at=at,
        tier=outcome.tier, met=list(outcome.met_ids), unmet=list(outcome.unmet_ids),
    )  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What was done so far of one text."""

    attempts: int
    best: Tier
    last_at: datetime


def attempts_of(person: Person, activity: Activity, key: str = "") -> AttemptQuerySet:
    """The latest first; with a `key`, those at one text."""
    mine = Attempt.objects.by(person).filter(activity=activity)
    return mine.filter(key=key) if key else mine


def last_by(person: Person, activity: Activity) -> dict[str, Attempt]:
    """The newest attempt at each text, by its key."""
    return {attempt.key: attempt for attempt in attempts_of(person, activity).order_by("at", "pk")}


def done_by(person: Person, activity: Activity) -> dict[str, Done]:
    """Key -> what was done of it; what was never tried is missing. One question to the database."""
    rows = (
        attempts_of(person, activity)
        .order_by()
        .values("key", "tier")
        .annotate(times=Count("pk"), last_at=Max("at"))
    )
    found: dict[str, Done] = {}
    for row in rows:
        tier, before = Tier(row["tier"]), found.get(row["key"])
        found[row["key"]] = Done(
            attempts=row["times"] + (before.attempts if before else 0),
            best=max(tier, before.best, key=lambda each: each.rank) if before else tier,
            last_at=max(row["last_at"], before.last_at) if before else row["last_at"],
        )
    return found


def tried_by(person: Person) -> list[Tried]:
    """Of all activities, the oldest first. An answer to a scenario counts when the person has given their own view: its tier
    is not shown before.
    """
    rows = Attempt.objects.by(person).order_by("at", "pk")
    fields = ("activity", "key", "tier", "at", "own_view")
    return [
        Tried(Activity(activity), key, Tier(tier), when)
        for activity, key, tier, when, own_view in rows.values_list(*fields)
        if activity != Activity.SCENARIO or own_view
    ]

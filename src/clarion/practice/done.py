"""What one person did so far of an activity, text by text, for the lists of practice."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.tiers import Tier


@dataclass(frozen=True)
class Done:
    attempts: int
    best: Tier
    last_at: datetime


def done_by(person: Person, activity: Activity) -> dict[str, Done]:
    """Key -> what was done of it; what was never tried is missing. One question to the database."""
    rows = (
        Attempt.objects.by(person)
        .filter(activity=activity)
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

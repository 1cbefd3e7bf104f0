"""Promises: "next update by", and what became of them.

    open --update published by the due time--> kept
    open --due time passes--> missed --update published after all--> late
    open --incident resolved first--> ended (nothing was owed any more; counts neither way)

The row is the truth: its due time decides, whoever looks. The sweep writes down what time has decided
and calls people; nothing is lost while it does not run. The clock counts from what people published.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from clarion.incidents.incident import Incident
from clarion.updates.audiences import Audience
from clarion.updates.clock_entries import record_missed

A_MINUTE = timedelta(minutes=1)


class Outcome(models.TextChoices):
    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    LATE = "late", "Late"
    MISSED = "missed", "Missed"
    ENDED = "ended", "Ended"


class PromiseQuerySet(models.QuerySet["Promise"]):
    def owed(self) -> "PromiseQuerySet":
        """What is still owed to an audience, the earliest first: open, or missed and not made up for."""
        return self.filter(closed_at=None).order_by("due_at")

    def counted(self) -> "PromiseQuerySet":
        """What statistics count: promises of incidents, not of planned work."""
        return self.filter(incident__planned=False)


PromiseManager = models.Manager.from_queryset(PromiseQuerySet)


class RealPromises(PromiseManager["Promise"]):
    """Without those of drills; see `incidents/drills.py`."""

    def get_queryset(self) -> models.QuerySet["Promise"]:
        return super().get_queryset().filter(drill=False)


class Promise(models.Model):
    """One promise to one audience. `made_by` None: owed by the cadence (the first acknowledgement), not by words."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="promises")
    # Kept here too: joined with the incidents, PostgreSQL reads all of the history to find a hundred promises.
    drill = models.BooleanField(default=False, editable=False)
    audience = models.CharField(max_length=20, choices=Audience)
    made_by = models.OneToOneField(
        "updates.IncidentUpdate", on_delete=models.PROTECT, null=True, related_name="promise"
    )
    kept_by = models.ForeignKey(
        "updates.IncidentUpdate", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True, db_index=True)

    with_drills = PromiseQuerySet.as_manager()
    objects: ClassVar[RealPromises] = RealPromises()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "audience"],
                condition=models.Q(closed_at=None),
                name="one_standing_promise_per_audience",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident.reference} {self.get_audience_display()} by {self.due_at:%H:%M} UTC"

    def is_late(self, at: datetime) -> bool:
        return self.closed_at is None and at > self.due_at


def make_promise(
    incident: Incident,
    audience: str,
    *,
    due_at: datetime,
    at: datetime,
    made_by: "models.Model | None" = None,
) -> Promise:
    promise = Promise(
        incident=incident, drill=incident.drill, audience=audience, made_by=made_by, made_at=at, due_at=due_at
    )  # type: ignore[misc]
    promise.save()
    return promise


def settle_promise(
    incident: Incident, audience: str, *, kept_by: "models.Model | None", at: datetime
) -> Promise | None:
    """Close the standing promise to an audience: kept when in time, else late. None when nothing was owed.

    Planned work begins and ends at a minute, not at its first second.
    """
    standing = incident.promises.select_for_update().filter(audience=audience, closed_at=None).first()
    if standing is None:
        return None
    due = standing.due_at + (A_MINUTE if incident.planned else timedelta())
    standing.outcome = Outcome.KEPT if at <= due else Outcome.LATE
    standing.kept_by, standing.closed_at = kept_by, at  # type: ignore[assignment]
    standing.save()
    return standing


def end_promises(incident: Incident, *, at: datetime) -> None:
    """Close what is still standing when the incident resolves: ended when not yet due, else missed for good."""
    standing = incident.promises.filter(closed_at=None)
    standing.filter(due_at__gte=at).update(outcome=Outcome.ENDED, closed_at=at)
    passed = standing.filter(due_at__lt=at)
    record_missed(
        passed.filter(outcome=Outcome.OPEN), at=at
    )  # the clock has not come to them, and never will
    passed.update(outcome=Outcome.MISSED, closed_at=at)

"""What each severity asks for: whether a post-mortem opens, when it is due, and how long action items have.

Shipped: SEV1 in 3 calendar days, SEV2 in 5 business days, no post-mortem for SEV3 and SEV4; action items in 15 days for SEV1
and 30 for the others (PagerDuty's post-mortem guide). Only rows that an admin changed exist.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.states import Severity

SATURDAY = 5


class Demand(models.Model):
    """One severity as an admin changed it."""

    severity = models.CharField(max_length=4, choices=Severity, unique=True)
    asked = models.BooleanField()
    days = models.PositiveSmallIntegerField()
    business_days = models.BooleanField()
    item_days = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"post-mortems of {self.severity}"


@dataclass(frozen=True)
class Asked:
    """`asked`: a post-mortem opens by itself. `days` until it is due, `item_days` until its action items are."""

    asked: bool
    days: int
    business_days: bool
    item_days: int

    def due_on(self, opened: date) -> date:
        """The day on which a post-mortem opened that day is due."""
        return business_days_after(opened, self.days) if self.business_days else opened + timedelta(self.days)

    def item_due_on(self, added: date) -> date:
        return added + timedelta(self.item_days)


SHIPPED = {
    Severity.SEV1: Asked(asked=True, days=3, business_days=False, item_days=15),
    Severity.SEV2: Asked(asked=True, days=5, business_days=True, item_days=30),
    Severity.SEV3: Asked(asked=False, days=10, business_days=True, item_days=30),
    Severity.SEV4: Asked(asked=False, days=10, business_days=True, item_days=30),
}


def asked_of(severity: str) -> Asked:
    """What holds for the severity now: one query."""
    changed = Demand.objects.filter(severity=severity).first()
    if changed is None:
        return SHIPPED[Severity(severity)]
    return Asked(changed.asked, changed.days, changed.business_days, changed.item_days)


def business_days_after(day: date, days: int) -> date:
    """The day that lies `days` days from Monday to Friday after `day`; holidays are not known here."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day

"""Recurring planned work: a rule, the wall clock of a place, and what each of its occurrences is made of.

An occurrence is an incident that is planned (see `Incident.series`), with a permanent page and a calendar entry of its
own. When the rule gives which times is asked of `recurrence.py`, which knows nothing of the database.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.planned_window import Window
from clarion.incidents.recurrence import LONGEST_RULE, starts_between, valid_rule, valid_zone
from clarion.incidents.services import Service

#: Occurrences are announced so many weeks before they take place, and at most so many.
WEEKS_AHEAD = 5
MOST_WEEKS_AHEAD = 8


class MaintenanceSeries(models.Model):
    """`rule` is RFC 5545 text without its start, which is `first_start` on the wall clock of `zone`.

    `ended_at` None: it goes on for as long as the rule does. Texts and their approval stand in `updates/series_texts.py`.
    """

    title = models.CharField(max_length=200)
    impact = models.CharField(max_length=400, blank=True)
    services = models.ManyToManyField(Service, related_name="+")
    rule = models.CharField(max_length=LONGEST_RULE, validators=[valid_rule])
    zone = models.CharField(max_length=64, validators=[valid_zone])
    first_start = models.DateTimeField()
    length = models.DurationField()
    weeks_ahead = models.PositiveSmallIntegerField(
        default=WEEKS_AHEAD, validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS_AHEAD)]
    )
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.title} ({self.rule})"

    def windows(self, *, after: datetime, until: datetime) -> Iterator[Window]:
        """When it takes place: every window that starts after the one moment and not after the other."""
        for start in starts_between(
            self.rule, first=self.first_start, zone=self.zone, after=after, until=until
        ):
            yield Window(start, start + self.length)

    def coming(self, *, at: datetime) -> list[Window]:
        """The windows within the weeks for which occurrences are announced ahead."""
        if self.ended_at:
            return []
        return list(self.windows(after=at, until=at + timedelta(weeks=self.weeks_ahead)))

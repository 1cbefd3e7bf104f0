"""Measures of impact: a number with its unit, where it comes from, and whether it was measured or estimated."""

from django.db import models

from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.postmortems.postmortem import PostMortem


class Side(models.TextChoices):
    EXTERNAL = "external", "Outside"
    INTERNAL = "internal", "Inside"


class Metric(models.TextChoices):
    """What is measured. Those of one side alone are in `SIDES`; `OTHER` is named by its writer."""

    USERS = "users", "Users affected"
    DURATION = "duration", "Duration"
    REQUESTS = "requests", "Requests failed"
    REVENUE = "revenue", "Revenue"
    TICKETS = "tickets", "Tickets"
    PEOPLE = "people", "People involved"
    HOURS = "hours", "Hours worked"
    DELAYED_WORK = "delayed_work", "Work delayed"
    OTHER = "other", "Other"


SIDES = {
    Side.EXTERNAL: (
        Metric.USERS, Metric.DURATION, Metric.REQUESTS, Metric.REVENUE, Metric.TICKETS, Metric.OTHER,
    ),
    Side.INTERNAL: (Metric.PEOPLE, Metric.HOURS, Metric.DELAYED_WORK, Metric.OTHER),
}  # fmt: skip


class Measure(models.Model):
    """`name` says what is measured where the metric is `OTHER`. `source` says who or what gave the number."""

    postmortem = models.ForeignKey(PostMortem, on_delete=models.CASCADE, related_name="measures")
    side = models.CharField(max_length=10, choices=Side)
    metric = models.CharField(max_length=20, choices=Metric)
    name = models.CharField(max_length=100, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unit = models.CharField(max_length=40)
    estimated = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True, validators=[evidence_address])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["side", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value.normalize():f} {self.unit}"

    @property
    def label(self) -> str:
        return self.name or self.get_metric_display()

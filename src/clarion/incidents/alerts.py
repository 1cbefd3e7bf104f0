"""Alerts that came in, and the incidents that they suggest. A person accepts or dismisses; nothing is public.

An alert is one firing: its fingerprint with its start. A suggestion gathers the alerts of one group until
somebody decides; after that, new firings of the group go to the accepted incident while it is open.
"""

from datetime import datetime

from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import Severity


class SuggestionState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    DISMISSED = "dismissed", "Dismissed"


class Suggestion(models.Model):
    """An incident that alerts suggest. At most one of a group is waiting at a time."""

    group_key = models.CharField(max_length=64, db_index=True)  # sha256 of source and group
    title = models.CharField(max_length=200)
    severity = models.CharField(max_length=4, choices=Severity)
    services = models.ManyToManyField(Service)
    state = models.CharField(max_length=20, choices=SuggestionState, default=SuggestionState.WAITING)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    first_alert_at = models.DateTimeField()
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["severity", "first_alert_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group_key"],
                condition=models.Q(state="waiting"),
                name="one_waiting_suggestion_per_group",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AlertStatus(models.TextChoices):
    FIRING = "firing", "Firing"
    RESOLVED = "resolved", "Resolved"


class Alert(models.Model):
    """One firing of one alert; later messages about it only change its status, end and `last_received_at`."""

    source = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=AlertStatus)
    labels = models.JSONField(default=dict)
    annotations = models.JSONField(default=dict)
    generator_url = models.CharField(max_length=1000, blank=True)
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="alerts")
    received_at = models.DateTimeField()
    last_received_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint", "starts_at"], name="one_row_per_firing")
        ]

    def __str__(self) -> str:
        return f"{self.labels.get('alertname', self.fingerprint)} {self.status}"


def decide(
    suggestion: Suggestion,
    state: SuggestionState,
    *,
    by: Person,
    at: datetime,
    incident: Incident | None = None,
) -> bool:
    """Accept or dismiss once; False when somebody else was faster."""
    return bool(
        Suggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.WAITING).update(
            state=state, incident=incident, decided_by=by, decided_at=at
        )
    )

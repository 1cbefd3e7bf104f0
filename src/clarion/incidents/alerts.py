"""Alerts that came in, and the incidents that they suggest. A person accepts or dismisses; nothing is public.

An alert is one firing: its fingerprint with its start. A suggestion gathers the alerts of one group until
somebody decides; after that, new firings of the group go to the accepted incident while it is open.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import Severity
from clarion.incidents.timeline import Source, record_entry


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

    def takes_alerts(self) -> bool:
        """While nobody has decided, and while the incident that was made of it is open."""
        if self.state == SuggestionState.WAITING:
            return True
        return self.state == SuggestionState.ACCEPTED and self.incident is not None and self.incident.is_open

    def is_over(self) -> bool:
        """All its alerts are resolved. It stays all the same: a person decides whether there is something to tell."""
        return self.alerts.exists() and not self.alerts.filter(status=AlertStatus.FIRING).exists()


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


@dataclass(frozen=True)
class Firing:
    """One alert as its source reports it; times are in UTC, `ends_at` None while it fires or when not said."""

    fingerprint: str
    starts_at: datetime
    ends_at: datetime | None
    status: AlertStatus
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    generator_url: str = ""


@dataclass(frozen=True)
class AlertGroup:
    """Alerts that their source holds together under one key, and what they suggest."""

    source: str
    key: str
    title: str
    severity: Severity
    services: tuple[Service, ...]
    alerts: tuple[Firing, ...]


@dataclass(frozen=True)
class Received:
    """What became of the alerts of one message. `suggestion` None: there was nothing to suggest."""

    suggestion: Suggestion | None
    new: int
    repeated: int
    ignored: int


@transaction.atomic
def receive_alerts(group: AlertGroup, *, at: datetime) -> Received:
    """Store what is new, refresh what is known, and suggest an incident when a group begins to fire.

    A resolved alert that nobody had heard of is ignored, unless its group has a suggestion. Safe against
    the same message arriving twice at once: constraints of the database decide which was first.
    """
    suggestion = _suggestion_for(group, _unknown(group), at=at)
    new = repeated = ignored = 0
    for firing in group.alerts:
        if _repeat(group.source, firing, at=at):
            repeated += 1
        elif suggestion is None:
            ignored += 1
        elif _store(group.source, firing, suggestion, at=at):
            new += 1
        else:
            repeated += 1
    return Received(suggestion=suggestion, new=new, repeated=repeated, ignored=ignored)


def group_key(group: AlertGroup) -> str:
    """SHA-256 over source and key: a key may be longer than any index takes."""
    return hashlib.sha256(f"{group.source}\n{group.key}".encode()).hexdigest()


def _suggestion_for(group: AlertGroup, unknown: list[Firing], *, at: datetime) -> Suggestion | None:
    """The suggestion that takes the alerts of this message, locked; a new one when it begins to fire anew."""
    latest = _locked_suggestions().filter(group_key=group_key(group)).order_by("-pk").first()
    begins = [firing for firing in unknown if firing.status == AlertStatus.FIRING]
    if not begins:
        return latest
    if latest is None or not latest.takes_alerts():
        latest = _suggest(group, begins, at=at)
    if latest.state == SuggestionState.WAITING:
        _widen(latest, group, begins)
    return latest


def _locked_suggestions() -> models.QuerySet[Suggestion]:
    """Locked, so that whoever accepts one meanwhile sees the alerts of this message, or this message the incident."""
    return Suggestion.objects.select_for_update(of=("self",)).select_related("incident")


def _suggest(group: AlertGroup, begins: list[Firing], *, at: datetime) -> Suggestion:
    made, _ = Suggestion.objects.get_or_create(
        group_key=group_key(group),
        state=SuggestionState.WAITING,
        defaults={
            "title": _shortened(group.title),
            "severity": group.severity,
            "first_alert_at": min(firing.starts_at for firing in begins),
            "received_at": at,
        },
    )
    return _locked_suggestions().get(pk=made.pk)


def _widen(suggestion: Suggestion, group: AlertGroup, begins: list[Firing]) -> None:
    """While nobody has decided, it grows with its alerts: more services, a worse severity, an earlier start."""
    suggestion.services.add(*group.services)
    suggestion.severity = min(suggestion.severity, group.severity)
    suggestion.first_alert_at = min(suggestion.first_alert_at, *(firing.starts_at for firing in begins))
    suggestion.save(update_fields=["severity", "first_alert_at"])


def _unknown(group: AlertGroup) -> list[Firing]:
    fingerprints = [firing.fingerprint for firing in group.alerts]
    known = set(
        Alert.objects.filter(source=group.source, fingerprint__in=fingerprints).values_list(
            "fingerprint", "starts_at"
        )
    )
    return [firing for firing in group.alerts if (firing.fingerprint, firing.starts_at) not in known]


def _repeat(source: str, firing: Firing, *, at: datetime) -> bool:
    """Note what a known alert says now; False when it is not known."""
    known = Alert.objects.filter(source=source, fingerprint=firing.fingerprint, starts_at=firing.starts_at)
    return bool(known.update(status=firing.status, ends_at=firing.ends_at, last_received_at=at))


def _store(source: str, firing: Firing, suggestion: Suggestion, *, at: datetime) -> bool:
    """Keep a new alert, and tell the incident when there is one; False when somebody else stored it just now."""
    alert, is_new = Alert.objects.get_or_create(
        source=source,
        fingerprint=firing.fingerprint,
        starts_at=firing.starts_at,
        defaults={
            "status": firing.status,
            "ends_at": firing.ends_at,
            "labels": dict(firing.labels),
            "annotations": dict(firing.annotations),
            "generator_url": firing.generator_url,
            "suggestion": suggestion,
            "received_at": at,
            "last_received_at": at,
        },
    )
    if is_new and suggestion.incident and suggestion.incident.is_open:
        record_entry(
            suggestion.incident, f"alert {alert}", source=Source.ALERT, at=at, occurred_at=alert.starts_at
        )
    return is_new


def _shortened(title: str) -> str:
    most = Suggestion._meta.get_field("title").max_length or 200  # noqa: SLF001 -- Django's public way to ask
    return title if len(title) <= most else f"{title[: most - 1]}…"

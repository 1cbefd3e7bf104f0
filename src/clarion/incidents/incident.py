"""The incident and its record: the facts as values, the source of every text.

`version` counts the changes of the record. Who edits says which version they saw; see `record.py`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from clarion.accounts.days import within_days
from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.accounts.visible_words import visible_words
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.references import incident_reference, number_in
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State, state_label

EARLIEST_YEAR = 2000
#: The clocks of two machines differ; a start that is a little ahead of ours is still now.
CLOCKS_DIFFER = timedelta(minutes=5)
#: Moments that a person writes down once they have passed. The start is bound to the declaration.
HAVE_PASSED = {"detected_at": "detected", "acknowledged_at": "acknowledged", "mitigated_at": "mitigated"}


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        return self.exclude(state=State.RESOLVED)

    def urgent_first(self) -> "IncidentQuerySet":
        return self.order_by("severity", "-declared_at")

    def with_services(self) -> "IncidentQuerySet":
        """Read with the affected services, for pages that ask for them many times and change nothing."""
        lines = AffectedService.objects.select_related("service")
        return self.prefetch_related(models.Prefetch("affected", queryset=lines))

    def about(self, words: str) -> "IncidentQuerySet":
        """Those that have the words in title, impact or cause, or whose reference they are: "INC-44", "44"."""
        number = number_in(words, "INC-")
        named = models.Q() if number is None else models.Q(pk=number)
        in_text = (
            models.Q(title__icontains=words)
            | models.Q(impact__icontains=words)
            | models.Q(cause__icontains=words)
        )
        return self.filter(in_text | named)

    def chosen(
        self,
        *,
        words: str = "",
        show: str = "",
        severity: str = "",
        service: Service | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> "IncidentQuerySet":
        """Those for which all that was chosen holds; what is empty chooses nothing.

        `show` is a state, or "open" for all but the resolved. Days are UTC, of the declaration, both included.
        """
        incidents = self
        if show == "open":
            incidents = incidents.open()
        elif show:
            incidents = incidents.filter(state=show)
        if words:
            incidents = incidents.about(words)
        if severity:
            incidents = incidents.filter(severity=severity)
        if service:
            incidents = incidents.filter(services=service)
        return incidents.filter(within_days("declared_at", since=since, until=until))


IncidentManager = models.Manager.from_queryset(IncidentQuerySet)


class RealIncidents(IncidentManager["Incident"]):
    """Without those of drills; see `drills.py`."""

    def get_queryset(self) -> models.QuerySet["Incident"]:
        return super().get_queryset().filter(drill=False)


class Incident(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    title = models.CharField(
        max_length=200, validators=[visible_words], help_text="what does not work, in the reader's words"
    )
    severity = models.CharField(max_length=4, choices=Severity)
    state = models.CharField(max_length=20, choices=State, default=State.INVESTIGATING)
    # Of a drill: nothing of it leaves its room, and `objects` does not hold it (see `drills.py`).
    drill = models.BooleanField(default=False, editable=False)
    # Planned work is kept beside incidents, as Statuspage does; it is shown as maintenance, never as an incident.
    planned = models.BooleanField(default=False)
    # When planned work is to take place; what readers were told of it stands in the updates.
    planned_start = models.DateTimeField(null=True, blank=True)
    planned_end = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # One of the times of recurring work: which one, by the start that the rule gave it.
    series = models.ForeignKey(
        MaintenanceSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    occurrence = models.DateTimeField(null=True, blank=True)

    impact = models.CharField(max_length=400, blank=True, help_text="what readers cannot do")
    services = models.ManyToManyField(Service, through="AffectedService", related_name="incidents")
    users_affected = models.PositiveBigIntegerField(null=True, blank=True)
    percent_affected = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    regions = models.JSONField(default=list, blank=True)
    cause = models.CharField(max_length=400, blank=True)
    cause_confirmed = models.BooleanField(default=False)
    workaround = models.CharField(max_length=400, blank=True)

    started_at = models.DateTimeField(null=True, blank=True)
    detected_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField()
    first_published_at = models.DateTimeField(null=True, blank=True)
    mitigated_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    commander = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    communications_lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    backup = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    operations_lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scribe = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    version = models.PositiveIntegerField(default=1)
    source_key = models.CharField(
        max_length=200, unique=True, null=True, blank=True
    )  # where it was imported from

    objects: ClassVar[RealIncidents] = RealIncidents()
    with_drills = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-declared_at"]
        indexes = [
            models.Index(fields=["state", "severity"]),
            # The list's order; without it ten thousand incidents are sorted to show fifty.
            models.Index(fields=["declared_at", "id"]),
            models.Index(
                fields=["planned_start"], condition=models.Q(planned=True), name="planned_work_by_start"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "occurrence"], name="one_occurrence_of_a_series_once"),
            models.CheckConstraint(
                condition=models.Q(planned_end=None)
                | models.Q(planned_start=None)
                | models.Q(planned_end__gte=models.F("planned_start")),
                name="planned_work_ends_not_before_its_start",
            ),
            # Drills are numbered on their own, and their keys say which they are; see `references.py`.
            models.CheckConstraint(
                condition=models.Q(drill=True, id__lt=0) | models.Q(drill=False, id__gt=0),
                name="drills_and_incidents_are_numbered_apart",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def clean(self) -> None:
        """Times have to be possible: no start after the declaration, no detection before the start."""
        if self.started_at is None or self.planned:
            return
        if self.started_at.year < EARLIEST_YEAR or self.started_at > self.declared_at + CLOCKS_DIFFER:
            raise ValidationError(
                {"started_at": "The start cannot lie in the future, nor before the year 2000."}
            )
        later = {"detected_at": "detected", "mitigated_at": "mitigated"}
        for name, word in later.items():
            moment = getattr(self, name)
            if moment and moment < self.started_at:
                raise ValidationError({name: f"It cannot be {word} before it started. Change the start too."})

    @property
    def reference(self) -> str:
        """The name by which people call it, for example INC-44; DRILL-3 where it is practice."""
        return incident_reference(self.pk or 0)

    @property
    def is_open(self) -> bool:
        return self.state != State.RESOLVED

    @property
    def is_ahead(self) -> bool:
        """Planned work that nobody has said to have begun."""
        return self.planned and self.state == State.INVESTIGATING

    @property
    def state_label(self) -> str:
        """The state in the words that fit: planned work is scheduled, in progress, verifying, completed or cancelled."""
        return "Cancelled" if self.cancelled_at else state_label(self.state, planned=self.planned)

    def began_at(self) -> datetime:
        """When it started as far as anybody knows: its start, else when it is planned for, else its declaration."""
        return self.started_at or self.planned_start or self.declared_at


def refuse_moments_ahead(incident: Incident, names: Iterable[str], *, at: datetime) -> None:
    """Raises ValidationError for those of the named moments that have not passed at `at`; planned work lies ahead."""
    if incident.planned:
        return
    for name in HAVE_PASSED.keys() & set(names):
        moment = getattr(incident, name)
        if moment and moment > at + CLOCKS_DIFFER:
            raise ValidationError(
                {
                    name: f"It cannot be {HAVE_PASSED[name]} at {moment:%Y-%m-%d %H:%M} UTC: that lies ahead, it is"
                    f" {at.astimezone(UTC):%H:%M} UTC now. Write a time that has passed, with its day where that"
                    " was not today."
                }
            )


class AffectedService(models.Model):
    """A service that an incident affects, and how."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="affected")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="affected")
    status = models.CharField(max_length=30, choices=ServiceStatus, default=ServiceStatus.PARTIAL_OUTAGE)

    class Meta:
        ordering = ["service__position", "service__name"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "service"], name="one_line_per_affected_service")
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_status_display()}"


def affected_services(incident: Incident) -> list[AffectedService]:
    """The lines with their services; no query for an incident that was read with `with_services`."""
    if "affected" in getattr(incident, "_prefetched_objects_cache", {}):
        return list(incident.affected.all())
    return list(incident.affected.select_related("service"))

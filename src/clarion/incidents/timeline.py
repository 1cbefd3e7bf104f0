"""The timeline: append-only entries, what happened and when it was written down apart."""

from datetime import datetime

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident


class Source(models.TextChoices):
    PERSON = "person", "written by a person"
    RECORD = "record", "change of the record"
    ALERT = "alert", "alert"
    UPDATE = "update", "published update"
    CLOCK = "clock", "promise clock"
    IMPORT = "import", "import"


class Entry(AppendOnly):
    """One line of the timeline. `by` is None where no person wrote it (an alert, the clock, an import)."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=20, choices=Source)
    text = models.TextField()
    evidence_url = models.URLField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        indexes = [models.Index(fields=["incident", "-occurred_at"])]

    def __str__(self) -> str:
        return f"{self.occurred_at:%H:%M} {self.text}"


def record_entry(
    incident: Incident,
    text: str,
    *,
    source: Source,
    at: datetime,
    by: Person | None = None,
    occurred_at: datetime | None = None,
    evidence_url: str = "",
) -> Entry:
    """Add a line: recorded at `at`, happened at `occurred_at` (the same, when not given)."""
    entry = Entry(
        incident=incident,
        occurred_at=occurred_at or at,
        recorded_at=at,
        source=source,
        text=text.strip(),
        evidence_url=evidence_url,
        by=by,
    )
    entry.full_clean()
    entry.save()
    return entry

"""Published updates of which the timeline holds no line: an import brings the texts of a history and no lines."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source
from clarion.updates.publication import IncidentUpdate

_SAY_SO = ("published", "recorded as sent")


def write_published_lines(incidents: Sequence[Incident], *, at: datetime) -> list[Entry]:
    """A line for each update that has none, of the time at which it was published."""
    there = set(_updates_of_lines(incidents))
    new = [
        Entry(
            incident=update.incident,
            occurred_at=update.published_at,
            recorded_at=at,
            source=Source.IMPORT,
            kind=EntryKind.COMMUNICATION,
            text=f"{update.get_audience_display()} {update.get_kind_display().lower()} of {update.incident.reference} published",
        )
        for update in _updates(incidents)
        if (update.incident_id, update.published_at) not in there
    ]
    return Entry.objects.bulk_create(new)


def updates_behind(incidents: Sequence[Incident]) -> dict[int, IncidentUpdate]:
    """First row of a line -> the update that it tells of, with what was put right quietly since."""
    lines = _updates_of_lines(incidents)
    found: dict[int, IncidentUpdate] = {}
    for update in _updates(incidents).prefetch_related("quiet_corrections"):
        keys = lines.get((update.incident_id, update.published_at), {})
        said = f"{update.get_audience_display()} "
        for key, text in keys.items():
            if key not in found and (len(keys) == 1 or text.startswith(said)):
                found[key] = update
                break
    return found


def _updates(incidents: Sequence[Incident]) -> QuerySet[IncidentUpdate]:
    return (
        IncidentUpdate.objects.filter(incident__in=incidents)
        .order_by("published_at", "pk")
        .select_related("incident")
    )


def _updates_of_lines(incidents: Sequence[Incident]) -> dict[tuple[int, datetime], dict[int, str]]:
    """Incident and time -> the lines that tell of a publication then, by their first row."""
    lines: dict[tuple[int, datetime], dict[int, str]] = {}
    told = Entry.objects.filter(
        incident__in=incidents,
        kind=EntryKind.COMMUNICATION,
        source__in=[Source.UPDATE, Source.IMPORT],
        original=None,
    )
    for entry in told.order_by("pk"):
        if entry.text.endswith(_SAY_SO):
            lines.setdefault((entry.incident_id, entry.occurred_at), {})[entry.pk] = entry.text
    return lines

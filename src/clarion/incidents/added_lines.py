"""Adding to the timeline what a person typed or pasted: all lines or none."""

from datetime import datetime

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source, record_entry
from clarion.incidents.typed_entries import read_told_entry, read_typed_lines


@transaction.atomic
def add_lines(incident: Incident, typed: str, *, by: Person, at: datetime) -> list[Entry]:
    """The entries, in the order of the lines. Raises ValidationError, which names the line that cannot be read."""
    entries = [
        record_entry(
            incident,
            line.text,
            source=Source.PERSON,
            at=at,
            by=by,
            occurred_at=line.occurred_at,
            evidence_url=line.evidence_url,
        )
        for line in read_typed_lines(typed, at=at)
    ]
    _record_act(incident, len(entries), by=by, at=at)
    return entries


@transaction.atomic
def add_told_entry(
    incident: Incident, text: str, *, occurred_at: datetime, by: Person, at: datetime
) -> Entry:
    """One entry whose time is told apart from its text, which is kept as it is. Raises ValidationError with the field."""
    occurred_at, line = read_told_entry(text, occurred_at=occurred_at, at=at)
    entry = record_entry(incident, line, source=Source.PERSON, at=at, by=by, occurred_at=occurred_at)
    _record_act(incident, 1, by=by, at=at)
    return entry


def _record_act(incident: Incident, number: int, *, by: Person, at: datetime) -> None:
    # Not the words: the timeline holds them, and in the log nobody could ever put them right.
    lines = "1 line" if number == 1 else f"{number} lines"
    record_act(Done.ADDED_ENTRY, incident.reference, by=by, at=at, detail=lines)

"""Adding to the timeline what a person typed or pasted: all lines or none."""

from datetime import datetime

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source, record_entry
from clarion.incidents.typed_entries import read_told_entry, read_typed_lines


@transaction.atomic
def add_lines(
    incident: Incident, typed: str, *, only_new: bool = False, by: Person, at: datetime
) -> list[Entry]:
    """The entries, in the order of the lines. Raises ValidationError, which names the line that cannot be read.

    `only_new` leaves out lines that the timeline took before with the same time, words and evidence, whatever became of
    them since: what is pasted again, with more below it, brings what is new. Call it under a lock of those who do so.
    """
    lines = read_typed_lines(typed, at=at)
    if only_new:
        there = _taken_before(incident)
        lines = [line for line in lines if (line.occurred_at, line.text, line.evidence_url) not in there]
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
        for line in lines
    ]
    if entries:
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


def _taken_before(incident: Incident) -> set[tuple[datetime, str, str]]:
    first = incident.entries.filter(original=None)
    return set(first.values_list("occurred_at", "text", "evidence_url"))


def _record_act(incident: Incident, number: int, *, by: Person, at: datetime) -> None:
    # Not the words: the timeline holds them, and in the log nobody could ever put them right.
    lines = "1 line" if number == 1 else f"{number} lines"
    record_act(Done.ADDED_ENTRY, incident.reference, by=by, at=at, detail=lines)

"""What readers were told, in the timeline: a line for each published update, and its opening words.

An import brings the texts of a history and no lines of them; what it notes about itself is no part of the story.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import unescape
from textwrap import shorten

from django.db.models import QuerySet
from django.utils.html import strip_tags

from clarion.accounts.people import Person
from clarion.incidents.amendments import amend_entry
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source
from clarion.updates.audiences import AFTER_THE_END, Audience
from clarion.updates.markdown import render_markdown
from clarion.updates.publication import IncidentUpdate

_SAY_SO = ("published", "recorded as sent")
LONGEST_OPENING = 140


def leave_out_notes_of_imports(incidents: Sequence[Incident], *, by: Person | None, at: datetime) -> None:
    """That an incident was imported is told long after it was over: kept in its history, and noise in its story."""
    notes = Entry.objects.filter(incident__in=incidents, source=Source.IMPORT, kind=EntryKind.NOTE)
    for note in notes.current().select_related("incident"):
        if note.incident.resolved_at and note.occurred_at > note.incident.resolved_at:
            amend_entry(note, {"hidden": True}, by=by, at=at)


def opening_words(update: IncidentUpdate) -> str:
    """What a line tells of it: “Card payments fail for about a quarter…” (public page, progress).

    Only of what the public page showed. Other texts may hold the name of a customer or a colleague, so that of them
    the timeline says no more than that they were published.
    """
    if update.audience != Audience.PUBLIC:
        return ""
    plain = unescape(strip_tags(render_markdown(update.text_now)))
    opening = shorten(plain, LONGEST_OPENING, placeholder="…", break_on_hyphens=False)
    return f"“{opening}” ({update.get_audience_display().lower()}, {update.get_kind_display().lower()})"


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


def without_looking_back(entries: Iterable[Entry], updates: Mapping[int, IncidentUpdate]) -> list[Entry]:
    """The lines without those of texts that tell of the post-mortem itself, or correct one: their approval, their
    publication and what it withdrew are nothing of the incident, and stay in its own timeline.

    `updates` is what `updates_behind` found.
    """
    looking_back = [update for update in updates.values() if _looks_back(update)]
    return [entry for entry in entries if not _is_of_these(entry, updates.get(entry.first_key), looking_back)]


def _is_of_these(entry: Entry, update: IncidentUpdate | None, looking_back: Sequence[IncidentUpdate]) -> bool:
    if update is not None:
        return _looks_back(update)
    if entry.source not in {Source.UPDATE, Source.IMPORT}:
        return False
    said = entry.text.lower()
    return said.startswith(_OF_LOOKING_BACK) or any(_leads_to(entry, each) for each in looking_back)


def _leads_to(entry: Entry, update: IncidentUpdate) -> bool:
    """Written with its publication; or the approval of a correction, which names only its kind."""
    if entry.incident_id != update.incident_id or entry.occurred_at > update.published_at:
        return False
    corrected = update.corrects
    approved = entry.text.startswith(f"{update.get_audience_display()} {update.kind_words} of ")
    since = corrected.published_at if corrected and approved else update.published_at
    return entry.occurred_at >= since


def _looks_back(update: IncidentUpdate) -> bool:
    corrected = update
    while corrected.corrects is not None:
        corrected = corrected.corrects
    return corrected.kind in AFTER_THE_END


#: How lines begin that tell of a text that looks back: "Public page post-mortem of INC-1 approved".
_OF_LOOKING_BACK = tuple(
    f"{audience.label} {kind.label} of ".lower() for audience in Audience for kind in AFTER_THE_END
)


def _updates(incidents: Sequence[Incident]) -> QuerySet[IncidentUpdate]:
    return (
        IncidentUpdate.objects.filter(incident__in=incidents)
        .order_by("published_at", "pk")
        .select_related("incident", "corrects__corrects")
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

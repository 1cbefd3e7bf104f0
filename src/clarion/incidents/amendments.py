"""Amendments: an entry is reworded, re-sorted or hidden by a new one that takes its place. The old one stays.

    entry 1 <--amends-- entry 2 <--amends-- entry 3     the list shows 3; its history holds all three

What Clarion itself wrote down (changes of the record, updates, the clock) is evidence and is never reworded. A link
that proves a line may be added wherever the line may be hidden: it leaves the words alone.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.incidents.timeline import Entry, EntryQuerySet, Source
from clarion.incidents.typed_entries import must_have_happened

#: Fields that an amendment may set.
AMENDABLE = ("occurred_at", "text", "kind", "evidence_url", "hidden")
MAY_BE_REWORDED = frozenset({Source.PERSON})
MAY_BE_HIDDEN = frozenset({Source.PERSON, Source.ALERT, Source.IMPORT})

_WHY_NOT = {
    Source.RECORD: "This line says what was changed in the record, and stays. If the record is wrong, change the record:"
    " the timeline then shows both.",
    Source.UPDATE: "This line says what was approved or published, and stays. If the update was wrong, correct the update.",
    Source.CLOCK: "This line was written by the promise clock, and stays as it was measured.",
    Source.ALERT: "This line says what an alert said, and its words stay. Add a line of your own beside it, or hide it.",
    Source.IMPORT: "This line was imported, and its words stay. Add a line of your own beside it, or hide it.",
}  # fmt: skip


class NotAmendable(Exception):
    """This line is kept as it was written; the message says why, and what to do instead."""


class EntryChanged(Exception):
    """Somebody else amended this line since it was opened. Nothing was saved; holds the line as it reads now."""

    def __init__(self, newest: Entry) -> None:
        super().__init__("Somebody else changed this line since you opened it. Nothing was saved.")
        self.newest = newest


def why_not_reworded(entry: Entry) -> str:
    """Why the words of this line stay; empty where they may be amended."""
    return "" if entry.source in MAY_BE_REWORDED else _WHY_NOT[Source(entry.source)]


def may_be_hidden(entry: Entry) -> bool:
    return entry.source in MAY_BE_HIDDEN


def history_of(entry: Entry) -> EntryQuerySet:
    """The entry's whole chain, the newest first."""
    first = entry.original_id or entry.pk
    chain = Entry.with_drills.filter(pk=first) | Entry.with_drills.filter(original=first)
    return chain.select_related("by").order_by("-pk")


def newest_of(entry: Entry) -> Entry:
    """The entry as it reads now."""
    return history_of(entry).select_related("by", "original__by", "incident")[0]


@transaction.atomic
def amend_entry(
    seen: Entry, changes: dict[str, Any], *, by: Person | None, at: datetime, why: str = ""
) -> Entry:
    """The entry that takes the place of `seen`, which must be the one that reads now; `seen` when nothing changes.

    Raises EntryChanged, NotAmendable, ValidationError.
    """
    if unknown := set(changes) - set(AMENDABLE):
        raise ValidationError(f"An entry has no {', '.join(sorted(unknown))} to amend.")
    changed = {name for name, value in changes.items() if getattr(seen, name) != value}
    if not changed:
        return seen
    _must_be_amendable(seen, changed)
    if "occurred_at" in changed:
        must_have_happened(changes["occurred_at"], at=at)
    # Whoever amends the same entry waits here; the unique `amends` would refuse the second one in any case.
    Entry.with_drills.select_for_update(of=("self",)).get(pk=seen.pk)
    if Entry.with_drills.filter(amends=seen).exists():
        raise EntryChanged(newest_of(seen))
    values = {name: getattr(seen, name) for name in AMENDABLE} | changes
    amended = Entry(
        **values, incident=seen.incident, source=seen.source, recorded_at=at, by=by,
        amends=seen, original=seen.first, why=why.strip(),
    )  # fmt: skip
    amended.full_clean()
    amended.save()
    done = (
        Done.AMENDED_ENTRY
        if changed != {"hidden"}
        else Done.HID_ENTRY
        if amended.hidden
        else Done.SHOWED_ENTRY
    )
    subject = f"entry of {amended.occurred_at:%H:%M} UTC in {seen.incident.reference}"
    record_act(done, subject, by=by, at=at, detail=amended.why)
    return amended


def _must_be_amendable(entry: Entry, changed: set[str]) -> None:
    if changed <= {"hidden", "evidence_url"} and may_be_hidden(entry):
        return
    if why := why_not_reworded(entry):
        raise NotAmendable(why)

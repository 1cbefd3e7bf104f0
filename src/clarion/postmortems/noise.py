"""Noise of a timeline: lines that are left out of the document and stay in the history; and links that prove lines."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.amendments import EntryChanged, NotAmendable, amend_entry
from clarion.incidents.timeline import Entry
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing


@transaction.atomic
def hide_lines(
    postmortem: PostMortem, lines: Iterable[Entry], *, hidden: bool, by: Person, at: datetime
) -> list[str]:
    """Leave the lines out, or take them in again. Hands back why a line stayed as it was: others are done all the same.

    Raises NotAllowed, PostMortemClosed.
    """
    require(by, Act.CHANGE_RECORD)
    locked_for_writing(postmortem)
    refused: dict[str, None] = {}
    for line in lines:
        try:
            amend_entry(line, {"hidden": hidden}, by=by, at=at)
        except (EntryChanged, NotAmendable) as error:
            refused[str(error)] = None
    return list(refused)


@transaction.atomic
def set_evidence(postmortem: PostMortem, line: Entry, address: str, *, by: Person, at: datetime) -> Entry:
    """Raises NotAllowed, PostMortemClosed, EntryChanged, NotAmendable, ValidationError."""
    require(by, Act.CHANGE_RECORD)
    locked_for_writing(postmortem)
    return amend_entry(line, {"evidence_url": address.strip()}, by=by, at=at)

"""What the page Now shows of action items: a few lines of a person's own, and for an admin reminders that do not get through."""

from dataclasses import dataclass
from datetime import datetime

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_board import asked_of_person, owed_by
from clarion.postmortems.reminders import ReminderCall
from clarion.subscribers.calls import SHOWN_FOR

#: Lines of each kind; the board shows all.
LINES = 3


@dataclass(frozen=True)
class ItemsOwed:
    """`more`: there are others, which the board shows."""

    due: list[ActionItem]
    to_be_checked: list[ActionItem]
    more: bool


@dataclass(frozen=True)
class RemindersInTrouble:
    """How many do not get through, at most `COUNTED`, and why the newest of them did not."""

    count: int
    failure: str


#: Counted up to here.
COUNTED = 100


def reminders_in_trouble(person: Person, *, at: datetime) -> RemindersInTrouble | None:
    """For those who can mend it; None where all is well, after one query."""
    if not person.may(Act.MANAGE_WORKSPACE):
        return None
    failures = ReminderCall.objects.in_trouble(since=at - SHOWN_FOR).values_list("failure", flat=True)
    found = list(failures[:COUNTED])
    return RemindersInTrouble(len(found), found[0]) if found else None


def items_owed(person: Person, *, at: datetime) -> ItemsOwed:
    """Two queries by index, whatever the number of items."""
    due = list(owed_by(person, today=at.date()).select_related("postmortem")[: LINES + 1])
    asked = list(asked_of_person(person, today=at.date()).select_related("postmortem")[: LINES + 1])
    return ItemsOwed(due[:LINES], asked[:LINES], more=len(due) > LINES or len(asked) > LINES)

"""A person's action items as the page Now shows them: a few lines of what is overdue, due within a week, or to be checked."""

from dataclasses import dataclass
from datetime import datetime

from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_board import asked_of_person, owed_by

#: Lines of each kind; the board shows all.
LINES = 3


@dataclass(frozen=True)
class ItemsOwed:
    """`more`: there are others, which the board shows."""

    due: list[ActionItem]
    to_be_checked: list[ActionItem]
    more: bool


def items_owed(person: Person, *, at: datetime) -> ItemsOwed:
    """Two queries by index, whatever the number of items."""
    due = list(owed_by(person, today=at.date()).select_related("postmortem")[: LINES + 1])
    asked = list(asked_of_person(person, today=at.date()).select_related("postmortem")[: LINES + 1])
    return ItemsOwed(due[:LINES], asked[:LINES], more=len(due) > LINES or len(asked) > LINES)

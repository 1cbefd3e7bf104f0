"""The board of action items across incidents: groups by what is due, and what a reader may ask of them.

Each group is a range of an index and is read a page at a time, so that fifty thousand items cost what fifty cost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from clarion.accounts.people import Person
from clarion.incidents.references import number_in
from clarion.incidents.services import Service
from clarion.postmortems.action_items import ActionItem, ActionItemQuerySet, ItemState, Worked
from clarion.postmortems.postmortem import PostMortem

A_WEEK = timedelta(days=7)
#: Rows of a group are counted up to here: nobody reads on, and counting all would cost more than showing some.
COUNTED = 1000


@dataclass(frozen=True)
class Group:
    """`holds` says which items it has on a day; `order` is unique, so that a page can go on after an item."""

    name: str
    title: str
    holds: Callable[[date], Q]
    order: tuple[str, ...] = ("due_on", "pk")


GROUPS = {
    group.name: group
    for group in (
        Group("overdue", "Overdue", lambda today: Q(state=ItemState.OPEN, due_on__lt=today)),
        Group("week", "Due within a week", lambda today: Q(state=ItemState.OPEN, due_on__range=(today, today + A_WEEK))),
        Group("later", "Later", lambda today: Q(state=ItemState.OPEN, due_on__gt=today + A_WEEK)),
        Group("undated", "Without a due date", lambda _: Q(state=ItemState.OPEN, due_on=None), ("pk",)),
        Group(
            "check", "Did it work?",
            lambda today: Q(state=ItemState.DONE, worked=Worked.UNKNOWN, check_on__lte=today), ("check_on", "pk"),
        ),
        Group("done", "Done", lambda _: Q(state=ItemState.DONE), ("-pk",)),
        Group("dropped", "Dropped", lambda _: Q(state=ItemState.DROPPED), ("-pk",)),
    )
}  # fmt: skip
#: What the board shows when nothing is chosen.
OWED = ("overdue", "week", "later", "undated", "check")


@dataclass(frozen=True)
class Asked:
    """What was chosen; what is empty chooses nothing. `nobody`: those that nobody owns."""

    words: str = ""
    owner: Person | None = None
    nobody: bool = False
    kind: str = ""
    severity: str = ""
    service: Service | None = None

    def of(self, items: ActionItemQuerySet) -> ActionItemQuerySet:
        if self.words:
            items = items.filter(_about(self.words))
        if self.owner or self.nobody:
            items = items.filter(owner=self.owner)
        if self.kind:
            items = items.filter(kind=self.kind)
        if self.severity:
            items = items.filter(postmortem__severity=self.severity)
        if self.service:
            items = items.filter(postmortem__in=PostMortem.objects.filter(incidents__services=self.service))
        return items


@dataclass(frozen=True)
class Shown:
    """A page of a group: its rows, how many the group has in words, and the key of the last row where more follow."""

    group: Group
    items: list[ActionItem]
    count: str
    after: int | None


def shown(group: Group, asked: Asked, *, today: date, most: int, after: ActionItem | None = None) -> Shown:
    """Two queries at most; one where all rows fit."""
    chosen = asked.of(ActionItem.objects.filter(group.holds(today))).order_by(*group.order)
    page = chosen.filter(_after(group, after)) if after else chosen
    rows = list(page.select_related("owner", "postmortem")[: most + 1])
    whole = after is None and len(rows) <= most
    count = len(rows) if whole else chosen[: COUNTED + 1].count()
    return Shown(
        group,
        rows[:most],
        count=str(count) if count <= COUNTED else f"over {COUNTED}",
        after=rows[most - 1].pk if len(rows) > most else None,
    )


def open_without_owner() -> int:
    """How many open items nobody owns, counted up to `COUNTED`."""
    return ActionItem.objects.filter(owner=None, state=ItemState.OPEN)[:COUNTED].count()


def owed_by(person: Person, *, today: date) -> ActionItemQuerySet:
    """A person's items that are overdue or due within a week, the most urgent first."""
    return ActionItem.objects.filter(
        owner=person, state=ItemState.OPEN, due_on__lte=today + A_WEEK
    ).order_by("due_on", "pk")  # fmt: skip


def asked_of_person(person: Person, *, today: date) -> ActionItemQuerySet:
    """A person's items of which nobody has said whether they worked, the oldest first."""
    return ActionItem.objects.filter(owner=person).to_be_checked(today=today).order_by("check_on", "pk")


def _after(group: Group, last: ActionItem) -> Q:
    """What stands below the item in the order of the group."""
    if group.order == ("-pk",):
        return Q(pk__lt=last.pk)
    field, *rest = group.order
    if not rest:
        return Q(pk__gt=last.pk)
    value = getattr(last, field)
    if value is None:  # it left the group since the page was shown
        return Q()
    return Q(**{f"{field}__gt": value}) | Q(**{field: value}, pk__gt=last.pk)


def _about(words: str) -> models.Q:
    """Those that have the words in text or outcome, or whose reference they are: "AI-12", "12"."""
    number = number_in(words.strip(), "AI-")
    found = Q(text__icontains=words) | Q(outcome__icontains=words)
    return found if number is None else found | Q(pk=number)

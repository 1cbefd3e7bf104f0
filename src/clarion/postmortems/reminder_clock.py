"""The clock of reminders: who is owed one by now. The sweep asks it every few minutes, and may stop, repeat or run twice.

A reminder belongs to a day, its slot, and goes out from 08:00 of that day on: nobody is reminded at night. What is owed is asked of
rows and clock: the newest slot that has begun, where it has no reminder yet. So after a week without a worker one reminder goes
out and not a pile, nothing that still is owed is lost, and a day that is moved starts anew by itself.

In steps, each in a transaction of its own: what somebody is changing at this moment is left to the next sweep.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import cast

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.reminder_calls import reminded, write_calls
from clarion.postmortems.reminders import Reminder, ReminderKind

MORNING = time(8)
DAY = timedelta(days=1)
#: Days between two reminders of what is overdue.
ITEMS_EVERY, POSTMORTEMS_EVERY = 7 * DAY, 2 * DAY
#: Reminders in one transaction: about a tenth of a second on SQLite, where it keeps others from writing.
STEP = 100


@dataclass(frozen=True)
class Owed:
    """Rows of one table that are owed a reminder of one kind; `days` gives the day that it speaks of, and its slot."""

    kind: ReminderKind
    about: str
    rows: models.QuerySet[ActionItem] | models.QuerySet[PostMortem]
    days: Callable[..., tuple[date, date]]


def working_day(at: datetime, zone: tzinfo = UTC) -> date:
    """The newest day whose morning has come, on the clocks of the zone: at 07:59 it is still yesterday."""
    there = at.astimezone(zone)
    return there.date() if there.time() >= MORNING else there.date() - DAY


def remind(*, at: datetime, zone: tzinfo = UTC) -> int:
    """Write what is owed by `at` with the calls that carry it; how many reminders were made. Sends nothing itself."""
    made = 0
    for owed in reminders_owed(today=working_day(at, zone), zone=zone):
        step = STEP
        while step == STEP:
            step, new = _write_some(owed, at=at)
            made += new
    return made


def reminders_owed(*, today: date, zone: tzinfo = UTC) -> Iterator[Owed]:
    """`today` is the working day of the zone. What is only due later, settled, or has its reminder already, is in none of them."""
    every = ActionItem.objects.select_related("owner", "postmortem__owner")
    items = every.filter(state=ItemState.OPEN)
    yield Owed(
        ReminderKind.BEFORE, "item",
        items.filter(warn_on__lte=today, due_on__gt=today).exclude(_has("item", ReminderKind.BEFORE, slot=OuterRef("warn_on"))),
        lambda item: (item.due_on, item.warn_on),
    )  # fmt: skip
    yield Owed(
        ReminderKind.DUE, "item",
        items.filter(due_on__lte=today, due_on__gt=today - ITEMS_EVERY).exclude(_has("item", ReminderKind.DUE, slot=OuterRef("due_on"))),
        lambda item: (item.due_on, item.due_on),
    )  # fmt: skip
    yield Owed(
        ReminderKind.OVERDUE, "item",
        items.filter(due_on__lte=today - ITEMS_EVERY).exclude(_has("item", ReminderKind.OVERDUE, slot__gt=today - ITEMS_EVERY)),
        lambda item: (item.due_on, newest_slot(item.due_on, ITEMS_EVERY, today)),
    )  # fmt: skip
    yield Owed(
        ReminderKind.WORKED, "item",
        every.to_be_checked(today=today).order_by("check_on", "pk").exclude(_has("item", ReminderKind.WORKED, slot__gt=today - ITEMS_EVERY)),
        lambda item: (item.check_on, newest_slot(item.check_on, ITEMS_EVERY, today)),
    )  # fmt: skip
    yield from _postmortems_owed(today=today, morning=datetime.combine(today, MORNING, zone))


def _postmortems_owed(*, today: date, morning: datetime) -> Iterator[Owed]:
    """Nobody is reminded the day before of what was opened on that day: `morning` is when it began."""
    unfinished = PostMortem.objects.owed().select_related("owner")
    opened_before = Q(opened_at__lt=morning)
    yield Owed(
        ReminderKind.BEFORE, "postmortem",
        unfinished.filter(opened_before, due_on=today + DAY).exclude(_has("postmortem", ReminderKind.BEFORE, slot=today)),
        lambda postmortem: (postmortem.due_on, today),
    )  # fmt: skip
    yield Owed(
        ReminderKind.DUE, "postmortem",
        unfinished.filter(due_on__lte=today, due_on__gt=today - POSTMORTEMS_EVERY).exclude(
            _has("postmortem", ReminderKind.DUE, slot=OuterRef("due_on"))
        ),
        lambda postmortem: (postmortem.due_on, postmortem.due_on),
    )  # fmt: skip
    yield Owed(
        ReminderKind.OVERDUE, "postmortem",
        unfinished.filter(due_on__lte=today - POSTMORTEMS_EVERY).exclude(
            _has("postmortem", ReminderKind.OVERDUE, slot__gt=today - POSTMORTEMS_EVERY)
        ),
        lambda postmortem: (postmortem.due_on, newest_slot(postmortem.due_on, POSTMORTEMS_EVERY, today)),
    )  # fmt: skip


def newest_slot(first: date, every: timedelta, today: date) -> date:
    """The last of the days `first`, `first + every`, ... that is not after today."""
    return first + (today - first) // every * every


def _has(about: str, kind: ReminderKind, **slot: object) -> Exists:
    return Exists(Reminder.objects.filter(**{about: OuterRef("pk")}, kind=kind, **slot))


@transaction.atomic
def _write_some(owed: Owed, *, at: datetime) -> tuple[int, int]:
    """How many rows were looked at, and how many reminders were new.

    The database allows one of a kind for each slot, so two sweeps at once remind nobody twice; a reminder is never
    without its calls.
    """
    rows = owed.rows.select_for_update(skip_locked=True, of=("self",))[:STEP]
    found = cast("list[ActionItem | PostMortem]", list(rows))
    if not found:
        return 0, 0
    reminders = []
    for row in found:
        due_on, slot = owed.days(row)
        about = {f"{owed.about}_id": row.pk}
        reminders.append(
            Reminder(**about, kind=owed.kind, slot=slot, due_on=due_on, person=reminded(row), at=at)
        )
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    # Asked again, because an ignored conflict leaves no trace: what another sweep wrote bears another time.
    keys = {f"{owed.about}__in": [row.pk for row in found]}
    written = list(Reminder.objects.filter(**keys, kind=owed.kind, at=at))
    write_calls(written, at=at)
    return len(found), len(written)

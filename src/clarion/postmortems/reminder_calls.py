"""Calls that carry reminders: a mail to whoever owns the thing by now, and a line in the chat channel where there is one.

They are sent by the machinery of calls about promises (`subscribers/sending.py`) with words of their own. A reminder can wait: it is
tried for about two days, so that a mail server that is away for a night loses none.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.reminder_words import asking_of, line_of, mail_of
from clarion.postmortems.reminders import Reminder, ReminderCall, ReminderKind
from clarion.subscribers.call_rows import Way, take_rows
from clarion.subscribers.sending import Errand

ATTEMPTS, LONGEST_PAUSE = 50, timedelta(hours=1)


def reminded(about: ActionItem | PostMortem) -> Person | None:
    """Whoever owns it, and for an item that nobody here owns, the owner of its post-mortem. None: nobody who works here."""
    owners = [about.owner]
    if isinstance(about, ActionItem):
        owners.append(about.postmortem.owner)
    return next((owner for owner in owners if owner and owner.is_active), None)


def write_calls(reminders: Iterable[Reminder], *, at: datetime) -> None:
    """Call it in the transaction that writes the reminders."""
    reminders = list(reminders)
    ways = {Way.MAIL: [each for each in reminders if each.person_id]}
    if reminders and Workspace.current().chat_webhook:
        ways[Way.CHAT] = reminders
    calls = [ReminderCall(reminder=each, way=way, next_attempt_at=at) for way in ways for each in ways[way]]
    ReminderCall.objects.bulk_create(calls, ignore_conflicts=True)


def tell_reviewers(postmortem: PostMortem, people: Iterable[Person], *, at: datetime) -> None:
    """Each of them was asked at `at` to review it, and hears of it once. Call it in the transaction of the asking."""
    days = {"slot": at.date(), "due_on": at.date()}
    asking = {"postmortem": postmortem, "kind": ReminderKind.REVIEW, "at": at}
    made = [Reminder.objects.get_or_create(**asking, person=person, defaults=days) for person in people]
    write_calls([reminder for reminder, is_new in made if is_new], at=at)


@transaction.atomic
def take_reminder_calls(way: Way, *, at: datetime, at_most: int) -> Sequence[ReminderCall]:
    """The calls that are due. The person of their reminder is whoever owns the thing by now."""
    taken = take_rows(ReminderCall, way, at=at, at_most=at_most)
    calls = list(
        ReminderCall.objects.filter(pk__in=taken).order_by("pk").select_related(
            "reminder__person", "reminder__item__owner", "reminder__item__postmortem__owner", "reminder__postmortem__owner"
        )
    )  # fmt: skip
    for call in calls:
        _follow(call.reminder)
    return calls


def is_needed(call: ReminderCall, *, at: datetime) -> bool:
    """Whether it still says something: the thing is not settled, and its day was not moved.

    A mail to nobody is none: everybody sees the thing in the console.
    """
    if call.way == Way.MAIL and call.reminder.person is None:
        return False
    return still_owed(call.reminder) and not _overtaken(call.reminder)


def still_owed(reminder: Reminder) -> bool:
    about = reminder.about
    if reminder.kind == ReminderKind.REVIEW:
        return asking_of(reminder) is not None
    if isinstance(about, PostMortem):
        return about.is_writable and about.due_on == reminder.due_on
    if reminder.kind == ReminderKind.WORKED:
        return about.state == ItemState.DONE and not about.worked and about.check_on == reminder.due_on
    return about.state == ItemState.OPEN and about.due_on == reminder.due_on


def _overtaken(reminder: Reminder) -> bool:
    """Whether a newer reminder of the same thing says it by now: what could not go out for a week is no pile either."""
    if reminder.kind == ReminderKind.REVIEW:
        return False
    newer = Reminder.objects.filter(item=reminder.item_id, postmortem=reminder.postmortem_id)
    return newer.filter(slot__gt=reminder.slot).exclude(kind=ReminderKind.REVIEW).exists()


def _follow(reminder: Reminder) -> None:
    """Turn the reminder to whoever owns the thing by now; who is asked to review stays who was asked."""
    if reminder.kind == ReminderKind.REVIEW:
        return
    person = reminded(reminder.about)
    if person != reminder.person:
        reminder.person = person
        reminder.save(update_fields=["person"])


REMINDERS = Errand(
    take=take_reminder_calls,
    is_needed=is_needed,
    words={Way.MAIL: mail_of, Way.CHAT: line_of},
    attempts=ATTEMPTS,
    longest_pause=LONGEST_PAUSE,
)

"""Calls about promises: one notice to be carried by one way, and what became of it (see `call_rows.py`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.subscribers.call_rows import CallRow, CallState, Way, take_rows
from clarion.updates.notices import Notice
from clarion.updates.who_is_called import called_now

#: How long a call that was given up is shown.
SHOWN_FOR = timedelta(days=1)


class CallQuerySet(models.QuerySet["Call"]):
    def in_trouble(self, *, since: datetime) -> "CallQuerySet":
        """What an admin should look at: given up since then, or failing and still tried."""
        failing = models.Q(state=CallState.WAITING) & ~models.Q(failure="")
        given_up = models.Q(state=CallState.FAILED, done_at__gte=since)
        return self.filter(failing | given_up).select_related("notice__promise__incident", "notice__person")


@dataclass(frozen=True)
class Trouble:
    """The newest of the calls in trouble, and how many more there are."""

    calls: list["Call"]
    more: int


class Call(CallRow):
    """A row that carries one notice by one way."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="calls")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "way"], name="one_call_of_a_way_per_notice")]
        indexes = [
            models.Index(
                fields=["way", "next_attempt_at"], condition=models.Q(state="waiting"), name="calls_to_make"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.notice}"

    @property
    def addressee(self) -> Person | None:
        return self.notice.person


def trouble(*, since: datetime, at_most: int) -> Trouble:
    """What an admin is shown. A mail server that is down for an hour puts every call of that hour in trouble."""
    calls = Call.objects.in_trouble(since=since)
    shown = list(calls[:at_most])
    return Trouble(shown, more=calls.count() - len(shown) if len(shown) == at_most else 0)


def write_calls(notices: Iterable[Notice], *, at: datetime) -> None:
    """A mail to the person who is called, and a line in the chat channel where there is one.

    Call it in the transaction that writes the notices.
    """
    notices = list(notices)
    ways = {Way.MAIL: [notice for notice in notices if notice.person_id]}
    if notices and Workspace.current().chat_webhook:
        ways[Way.CHAT] = notices
    calls = [Call(notice=notice, way=way, next_attempt_at=at) for way in ways for notice in ways[way]]
    Call.objects.bulk_create(calls, ignore_conflicts=True)


@transaction.atomic
def take_calls(way: Way, *, at: datetime, at_most: int) -> list[Call]:
    """The calls that are due, the oldest first. They are the caller's for `TAKEN_FOR`.

    The person of their notice is whoever is called by now. It is written down where a mail follows them.
    """
    taken = take_rows(Call, way, at=at, at_most=at_most)
    found = Call.objects.filter(pk__in=taken).order_by("pk")
    calls = list(found.select_related("notice__person", "notice__promise__incident__communications_lead"))
    _follow(calls)
    return calls


def _follow(calls: list[Call]) -> None:
    """Turn calls to whoever is called by now."""
    called = dict(Notice.objects.filter(calls__in=calls).values_list("pk", called_now()))
    moved = [call for call in calls if call.notice.person_id != called[call.notice_id]]
    people = Person.objects.in_bulk({called[call.notice_id] for call in moved} - {None})
    for call in moved:
        call.notice.person = people.get(called[call.notice_id])
        if call.way == Way.MAIL and call.notice.person:
            call.notice.save(update_fields=["person"])


@transaction.atomic
def try_again(call: Call, *, by: Person, at: datetime) -> bool:
    """Start anew with a call that was given up; False when it was not."""
    given_up = Call.objects.filter(pk=call.pk, state=CallState.FAILED)
    if not given_up.update(state=CallState.WAITING, attempts=0, next_attempt_at=at, done_at=None, failure=""):
        return False
    record_act(Done.RETRIED_CALL, str(call), by=by, at=at)
    return True

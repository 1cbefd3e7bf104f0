"""Send what is waiting. The worker asks for it after the notices are committed, and again every ten seconds.

A mail can go out twice when the worker is killed after the mail server took it and before that was written down;
at most one is in that gap at a time. Both bear the same Message-ID, so that mail readers show one. None is lost.
"""

import random
from datetime import datetime, timedelta
from types import ModuleType

from clarion.subscribers.calls import Call, CallState, Way, take_calls
from clarion.subscribers.channels.chat import send as chat
from clarion.subscribers.channels.mail import send as mail
from clarion.subscribers.channels.outcome import Attempt
from clarion.subscribers.channels.problem import Problem
from clarion.updates.notices import NoticeKind

CHANNELS: dict[Way, ModuleType] = {Way.MAIL: mail, Way.CHAT: chat}
#: Calls in one go; few enough to be sent within the time for which they are taken.
AT_ONCE = 50
#: Attempts until a call is given up: about a quarter of an hour.
ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=5)


def send_waiting_calls(way: Way, *, at: datetime) -> int:
    """Send some of the calls that are due by this way; how many were taken (0: nothing is left to do)."""
    taken = take_calls(way, at=at, at_most=AT_ONCE)
    needed = [call for call in taken if is_needed(call, at=at)]
    _end([call for call in taken if call not in needed], CallState.NOT_NEEDED, at=at)
    for attempt in CHANNELS[way].send(needed, at=at):
        _write_down(attempt, at=at)
    return len(taken)


def is_needed(call: Call, *, at: datetime) -> bool:
    """Whether the call still says something: its promise stands, and a warning comes before the due time.

    A mail to nobody is none: who held the role left, and everybody sees the call in the console.
    """
    promise = call.notice.promise
    if call.way == Way.MAIL and call.notice.person is None:
        return False
    overtaken = call.notice.kind == NoticeKind.WARNING and at >= promise.due_at
    return promise.closed_at is None and not overtaken


def pause_after(attempts: int) -> timedelta:
    """Before the next attempt: twice as long each time, and up to half as long again, so that not all come back at once."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return timedelta(seconds=pause.total_seconds() * random.uniform(1, 1.5))  # noqa: S311 -- spreads load, hides nothing


def _write_down(attempt: Attempt, *, at: datetime) -> None:
    if attempt.problem is None:
        _end(attempt.calls, CallState.SENT, at=at)
        return
    for call in attempt.calls:
        _fail(call, attempt.problem, at=at)


def _fail(call: Call, problem: Problem, *, at: datetime) -> None:
    over = problem.final or call.attempts >= ATTEMPTS
    Call.objects.filter(pk=call.pk, state=CallState.WAITING).update(
        state=CallState.FAILED if over else CallState.WAITING,
        done_at=at if over else None,
        next_attempt_at=at + pause_after(call.attempts),
        failure=str(problem)[:400],
    )


def _end(calls: list[Call], state: CallState, *, at: datetime) -> None:
    ended = Call.objects.filter(pk__in=[call.pk for call in calls], state=CallState.WAITING)
    ended.update(state=state, done_at=at, failure="")

"""Send what is waiting. The worker asks for it after the notices are committed, and again every ten seconds.

A mail can go out twice when the worker is killed after the mail server took it and before that was written down;
at most one is in that gap at a time. Both bear the same Message-ID, so that mail readers show one. None is lost.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from clarion.subscribers.call_rows import CallRow, CallState, Way
from clarion.subscribers.calls import Call, take_calls
from clarion.subscribers.channels.chat import send as chat
from clarion.subscribers.channels.chat.message import line_of
from clarion.subscribers.channels.mail import send as mail
from clarion.subscribers.channels.mail.message import message_of
from clarion.subscribers.channels.outcome import Attempt
from clarion.subscribers.channels.problem import Problem
from clarion.updates.notices import NoticeKind

CHANNELS: dict[Way, ModuleType] = {Way.MAIL: mail, Way.CHAT: chat}
#: Calls in one go; few enough to be sent within the time for which they are taken.
AT_ONCE = 50
#: Attempts until a call is given up: about a quarter of an hour.
ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=5)


@dataclass(frozen=True)
class Errand:
    """One table of calls: how some are taken, which of them still say something, in which words each way says it.

    `words` are functions of a call and `at`: a mail (EmailMessage), a line of chat (str). After `attempts` a call is
    given up; no pause between two is longer than `longest_pause`, give or take its random part.
    """

    take: Callable[..., Sequence[Any]]
    is_needed: Callable[..., bool]
    words: Mapping[Way, Callable[..., Any]]
    attempts: int = ATTEMPTS
    longest_pause: timedelta = LONGEST_PAUSE


def send_waiting_calls(way: Way, *, at: datetime, errand: Errand | None = None) -> int:
    """Send some of the calls that are due by this way; how many were taken (0: nothing is left to do).

    Without an errand they are those about promises.
    """
    errand = errand or PROMISES
    taken = errand.take(way, at=at, at_most=AT_ONCE)
    needed = [call for call in taken if errand.is_needed(call, at=at)]
    _end([call for call in taken if call not in needed], CallState.NOT_NEEDED, at=at)
    for attempt in CHANNELS[way].send(needed, errand.words[way], at=at):
        _write_down(attempt, errand, at=at)
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


PROMISES = Errand(take=take_calls, is_needed=is_needed, words={Way.MAIL: message_of, Way.CHAT: line_of})


def pause_after(attempts: int, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Before the next attempt: twice as long each time, and up to half as long again, so that not all come back at once."""
    doubled = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    pause: timedelta = min(doubled, longest)
    return timedelta(seconds=pause.total_seconds() * random.uniform(1, 1.5))  # noqa: S311 -- spreads load, hides nothing


def _write_down(attempt: Attempt, errand: Errand, *, at: datetime) -> None:
    if attempt.problem is None:
        _end(attempt.calls, CallState.SENT, at=at)
        return
    for call in attempt.calls:
        _fail(call, attempt.problem, errand, at=at)


def _fail(call: CallRow, problem: Problem, errand: Errand, *, at: datetime) -> None:
    over = problem.final or call.attempts >= errand.attempts
    _waiting([call]).update(
        state=CallState.FAILED if over else CallState.WAITING,
        done_at=at if over else None,
        next_attempt_at=at + pause_after(call.attempts, errand.longest_pause),
        failure=str(problem)[:400],
    )


def _end(calls: Sequence[CallRow], state: CallState, *, at: datetime) -> None:
    if calls:
        _waiting(calls).update(state=state, done_at=at, failure="")


def _waiting(calls: Sequence[CallRow]) -> Any:
    """Those that nobody ended meanwhile; all are of one table."""
    table = type(calls[0])._default_manager  # noqa: SLF001 -- Django's public name for it
    return table.filter(pk__in=[call.pk for call in calls], state=CallState.WAITING)

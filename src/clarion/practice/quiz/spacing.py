"""When a question comes back. What was missed comes in the next round; what is known comes at growing intervals.

A question lies in a box. New questions lie in none. Pure: no Django, no clock.

| box | how it gets there | comes back |
|---|---|---|
| 0 | it was missed, whatever its box was | in the next round |
| 1 | right once since | after 1 day |
| 2 | right again, when it was due | after 3 days |
| 3 | and again | after 7 days |
| 4 | and again | after 21 days |
| 5 | and again; it stays here while it is right | after 60 days |

A right answer before the question was due says little about memory: the question keeps its box, and its interval
begins anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Box -> how long a question lies in it.
INTERVALS = tuple(timedelta(days=days) for days in (0, 1, 3, 7, 21, 60))
MISSED, KNOWN_BEST = 0, len(INTERVALS) - 1


@dataclass(frozen=True)
class Answered:
    """One answer: to which question, whether it was right, and when."""

    question: str
    right: bool
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where a question lies for one person, and from when on it comes back."""

    box: int
    due_at: datetime

    def is_due(self, at: datetime) -> bool:
        return self.due_at <= at

    @property
    def missed(self) -> bool:
        return self.box == MISSED


def after(before: Standing | None, *, right: bool, at: datetime) -> Standing:
    """Where the question lies after an answer; None before is a question that was never answered."""
    box = _next_box(before, at) if right else MISSED
    return Standing(box, at + INTERVALS[box])


def _next_box(before: Standing | None, at: datetime) -> int:
    if before is None:
        return MISSED + 1
    return min(before.box + 1, KNOWN_BEST) if before.is_due(at) else before.box


def standings(answers: Iterable[Answered]) -> dict[str, Standing]:
    """Where every answered question lies, from all answers of one person in the order of their time."""
    standing: dict[str, Standing] = {}
    for answer in answers:
        standing[answer.question] = after(standing.get(answer.question), right=answer.right, at=answer.at)
    return standing


def comes_back(standing: Standing, *, at: datetime) -> str:
    """When the question is asked again, in words that follow "It comes back": "in the next round", "in 3 days, on 13 Mar"."""
    if standing.missed:
        return "in the next round"
    if standing.is_due(at):
        return "in one of the next rounds"
    days = (standing.due_at.date() - at.date()).days
    if days == 0:
        return "later today"
    return "tomorrow" if days == 1 else f"in {days} days, on {standing.due_at.day} {standing.due_at:%b}"

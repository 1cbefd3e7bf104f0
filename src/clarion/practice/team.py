"""What a team practised, in sums that tell nothing of anybody. Pure: rows in, sums out; no database, no clock.

Rows carry a key of their person so that people can be counted; no sum carries one. What is shown:

- one calendar month at a time, and only months that are over: a month that is shown never changes, so that looking before
  and after somebody practised shows the same. Months do not overlap, and there is nothing to choose: no two sums can be
  taken from each other.
- how many people practised, when they are at least three;
- attempts of a skill, when at least three people practised it. A skill that nobody practised is told in the same words as
  one that two did, and there is no sum over all skills: what is not shown cannot be worked out from the rest;
- shares of tiers over the whole month, when at least two tiers were reached and each of them by at least three people: a
  group that was all of one tier would tell everybody's;
- attempts rounded to fives and shares to tens, so that three attempts do not tell that three people made one each, and the
  number behind the shares cannot be found.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clarion.practice.tiers import Tier

FEWEST = 3
"""People in a group that is shown. With two, each of them would know the other's number."""
MONTHS = 6


@dataclass(frozen=True)
class Practised:
    """One thing that somebody practised. `tier` is None where none is given: the quiz and drills."""

    person: int
    skill: str
    at: datetime
    tier: Tier | None = None


@dataclass(frozen=True)
class SkillSum:
    """`attempts`, to the nearest five, is None where they are too few to show."""

    skill: str
    attempts: int | None


@dataclass(frozen=True)
class TierShare:
    """`percent` is rounded to tens; together they may come to 90 or 110."""

    tier: Tier
    percent: int


@dataclass(frozen=True)
class MonthSums:
    """`people` is None where they are too few to show; then nothing else is shown either."""

    month: date
    people: int | None
    skills: tuple[SkillSum, ...] = ()
    tiers: tuple[TierShare, ...] = ()


def sums(rows: Iterable[Practised], skills: Sequence[str], *, at: datetime) -> list[MonthSums]:
    """The last months that are over at this moment, the latest first, each with every skill in the order given."""
    listed = list(rows)
    return [_of_month(month, _within(month, listed), skills) for month in months_over(at)]


def months_over(at: datetime) -> list[date]:
    """First days of the months that are shown, the latest first."""
    months, first = [], at.date().replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months


def _within(month: date, rows: list[Practised]) -> list[Practised]:
    return [row for row in rows if (row.at.year, row.at.month) == (month.year, month.month)]


def _of_month(month: date, rows: list[Practised], skills: Sequence[str]) -> MonthSums:
    people = len({row.person for row in rows})
    if people < FEWEST:
        return MonthSums(month, None)
    return MonthSums(month, people, tuple(_of_skill(skill, rows) for skill in skills), _shares(rows))


def _of_skill(skill: str, rows: list[Practised]) -> SkillSum:
    ours = [row for row in rows if row.skill == skill]
    if len({row.person for row in ours}) < FEWEST:
        return SkillSum(skill, None)
    return SkillSum(skill, _rounded(len(ours), to=5))


def _shares(rows: list[Practised]) -> tuple[TierShare, ...]:
    """Nothing where a share would tell of fewer than three people, or the same of all."""
    people = {tier: {row.person for row in rows if row.tier is tier} for tier in Tier}
    reached = [who for who in people.values() if who]
    if len(reached) < 2 or min(len(who) for who in reached) < FEWEST:
        return ()
    counts = Counter(row.tier for row in rows if row.tier)
    return tuple(TierShare(tier, _rounded(100 * counts[tier] / counts.total(), to=10)) for tier in Tier)


def _rounded(number: float, *, to: int) -> int:
    return int(number / to + 0.5) * to

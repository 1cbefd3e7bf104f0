"""What readers were told of a service over the last 90 days: its days, and its uptime. Values in, values out.

**Uptime**, in this one place: the share of the time since the service was known, of the 90 days at most, in which
readers were not told of an outage. A major outage counts whole, a partial outage 30 %; degraded performance and
maintenance do not count. What several incidents say at once counts once, as the worst of it. These are the weights
of Statuspage; the formula is written out in https://instatus.com/help/status-page/uptime-colors.

A day is a day of UTC and looks like the worst that was said in it. Before the service was known there is no data.
The time before it does not count either: the first day counts from the moment when the service became known. Until
the service was known for a whole day when today began, no uptime is told: ten minutes of an outage would be a fifth
of the first hour, and a file that says so stands until the day turns.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from math import floor

from clarion.incidents.states import STATUS_ORDER, ServiceStatus, worst

DAYS = 90
COUNTED: dict[ServiceStatus, float] = {
    ServiceStatus.MAJOR_OUTAGE: 1.0,
    ServiceStatus.PARTIAL_OUTAGE: 0.3,
}
_DAY = timedelta(days=1)
#: The uptime next to 100 %.
_NOT_ALL = 99.99


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which an incident said that a service was not operational. `end` None: it still does.

    That of planned work may lie ahead.
    """

    start: datetime
    end: datetime | None
    status: ServiceStatus


@dataclass(frozen=True, slots=True)
class Told:
    """Of one service: since when it is known, its spells, which may overlap, and the incidents that named it.

    `incidents` are public ids, the one that spoke last first.
    """

    known_since: datetime
    spells: tuple[Spell, ...] = ()
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that read the same. `status` None: no data. `spent` is of one day, worst first."""

    first: date
    last: date
    status: ServiceStatus | None
    spent: tuple[tuple[ServiceStatus, timedelta], ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """The last days, oldest first; `spent` has the days with something to tell. `uptime` in percent, None: too new."""

    first: date
    statuses: tuple[ServiceStatus | None, ...]
    spent: Mapping[date, Mapping[ServiceStatus, timedelta]]
    uptime: float | None

    @property
    def last(self) -> date:
        return self.first + (len(self.statuses) - 1) * _DAY

    @property
    def runs(self) -> list[Run]:
        """All the days in words, newest first: days alike together, each day with something to tell alone."""
        days = [(self.first + number * _DAY, status) for number, status in enumerate(self.statuses)]
        runs: list[Run] = []
        for key, some in groupby(days, key=lambda day: day[0] if day[0] in self.spent else day[1]):
            those = list(some)
            first, status = those[0]
            spent = _worst_first(self.spent[first]) if isinstance(key, date) else ()
            runs.append(Run(first, those[-1][0], status, spent))
        return runs[::-1]


def first_day(at: datetime) -> date:
    """The oldest of the days that end with the day of `at`."""
    return at.astimezone(UTC).date() - (DAYS - 1) * _DAY


def last_days(told: Told, *, at: datetime) -> ServiceHistory:
    """The 90 days that end with the day of `at`; what still stands at `at` counts until then."""
    first = first_day(at)
    start = max(_midnight(first), told.known_since)
    spent = _by_day(_worst_over_time(told.spells, start=start, until=at))
    _note_what_stands(spent, told.spells, at=at)
    before = min(max((start.astimezone(UTC).date() - first).days, 0), DAYS)
    statuses: list[ServiceStatus | None] = [None] * before
    statuses += [ServiceStatus.OPERATIONAL] * (DAYS - before)
    for day, of_day in spent.items():
        statuses[(day - first).days] = worst([*of_day])
    uptime = None if _is_new(start, at=at) else _uptime(spent.values(), of=at - start)
    return ServiceHistory(first, tuple(statuses), spent, uptime)


def _is_new(start: datetime, *, at: datetime) -> bool:
    """Whether it was known for less than a day when today began.

    Asked of the day and not of the hour, so that all that is written of the service in a day tells the same.
    """
    return _midnight(at.astimezone(UTC).date()) - start < _DAY


def _uptime(days: Iterable[Mapping[ServiceStatus, timedelta]], *, of: timedelta) -> float:
    """In percent, to two places, never rounded up: one minute of outage is not 100 %, nor is one that begins now."""
    days = list(days)
    down = sum(
        length.total_seconds() * COUNTED.get(status, 0) for day in days for status, length in day.items()
    )
    # Rounded at the sixth place first: 99.7 must not become 99.69 because of how a float is kept.
    up = floor(round(10_000 * (1 - down / of.total_seconds()), 6)) / 100
    return min(up, _NOT_ALL) if any(status in COUNTED for day in days for status in day) else up


def _worst_over_time(spells: Iterable[Spell], *, start: datetime, until: datetime) -> Iterator[Spell]:
    """The spells between two instants without overlaps: at each instant the worst that is said then."""
    changes: dict[datetime, list[tuple[ServiceStatus, int]]] = defaultdict(list)
    for spell in spells:
        begin, end = max(spell.start, start), min(spell.end or until, until)
        if begin < end:
            changes[begin].append((spell.status, 1))
            changes[end].append((spell.status, -1))
    said: Counter[ServiceStatus] = Counter()
    for begin, end in pairwise(sorted(changes)):
        for status, more in changes[begin]:
            said[status] += more
        if standing := [status for status, number in said.items() if number]:
            yield Spell(begin, end, worst([*standing]))


def _by_day(spells: Iterable[Spell]) -> dict[date, dict[ServiceStatus, timedelta]]:
    """How long each status stood on each day of UTC."""
    days: dict[date, dict[ServiceStatus, timedelta]] = defaultdict(lambda: defaultdict(timedelta))
    for spell in spells:
        begin, end = spell.start, spell.end or spell.start
        while begin < end:
            day = begin.astimezone(UTC).date()
            stop = min(end, _midnight(day + _DAY))
            days[day][spell.status] += stop - begin
            begin = stop
    return {day: dict(spent) for day, spent in days.items()}


def _note_what_stands(
    spent: dict[date, dict[ServiceStatus, timedelta]], spells: Iterable[Spell], *, at: datetime
) -> None:
    """What stands at this very second has perhaps taken no time of the day yet, since it or the day begins now.

    The day looks like it all the same, so that the bar agrees with the status beside it.
    """
    standing = [
        spell.status for spell in spells if spell.start <= at and (spell.end is None or spell.end > at)
    ]
    if standing:
        spent.setdefault(at.astimezone(UTC).date(), {}).setdefault(worst([*standing]), timedelta(0))


def _worst_first(spent: Mapping[ServiceStatus, timedelta]) -> tuple[tuple[ServiceStatus, timedelta], ...]:
    return tuple(sorted(spent.items(), key=lambda item: STATUS_ORDER.index(item[0]), reverse=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

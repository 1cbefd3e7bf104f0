"""A figure: its dots, one for each incident, update, promise or action item, and what became of them, by month and severity."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from clarion.updates.ledger import percentile


@dataclass(frozen=True)
class Period:
    """What is counted: from `since` until `at`; `severity` empty counts all."""

    since: datetime
    at: datetime
    severity: str = ""

    def months(self) -> list[date]:
        """The first days of its months, the oldest first; also those in which nothing happened: a gap is a gap."""
        first, last = month_of(self.since), month_of(self.at)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        start = first.year * 12 + first.month - 1
        return [date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count)]


@dataclass(frozen=True)
class Dot:
    """`name` is what the dot stands for, as people call it ("INC-44"); `value` is in the unit of its figure."""

    month: date
    severity: str
    value: float
    name: str


@dataclass(frozen=True)
class Became:
    """What became of one thing that is counted: a promise was kept, an action item was closed late."""

    month: date
    severity: str
    outcome: str


@dataclass(frozen=True)
class Figure:
    """`unit` is "minutes", "days" or empty for plain counts. `definition` says what is measured, from when to when.

    `outcomes` names what can become of things, in the order in which it is told; empty for a figure of dots alone.
    """

    key: str
    title: str
    unit: str
    definition: str
    dots: tuple[Dot, ...]
    outcomes: tuple[str, ...] = ()
    became: tuple[Became, ...] = ()


@dataclass
class Cell:
    """One month and severity."""

    month: date
    severity: str
    values: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def median(self) -> float | None:
        return percentile(self.values, 50)

    @property
    def p90(self) -> float | None:
        return percentile(self.values, 90)

    @property
    def highest(self) -> float | None:
        return max(self.values, default=None)


def cells(figure: Figure) -> list[Cell]:
    """The table of a figure: months, the newest first, and severities; only those in which something happened."""
    found: dict[tuple[date, str], Cell] = {}
    for dot in figure.dots:
        _cell(found, dot.month, dot.severity).values.append(dot.value)
    for each in figure.became:
        _cell(found, each.month, each.severity).counts[each.outcome] += 1
    return sorted(found.values(), key=lambda cell: (-cell.month.toordinal(), cell.severity))


def by_month(dots: Iterable[Dot]) -> dict[date, list[Dot]]:
    months: dict[date, list[Dot]] = defaultdict(list)
    for dot in dots:
        months[dot.month].append(dot)
    return months


def month_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)


def _cell(found: dict[tuple[date, str], Cell], month: date, severity: str) -> Cell:
    return found.setdefault((month, severity), Cell(month, severity))

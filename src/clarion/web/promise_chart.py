"""Promises over time as a picture: a bar for every month, kept below, late above it, missed on top. Numbers only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clarion.updates.ledger import MonthOfSeverity

NOTHING = {"kept": 0, "late": 0, "missed": 0}
HEIGHT, WIDTH, GAP, FOOT = 120, 36, 12, 20


@dataclass(frozen=True)
class Part:
    """A piece of a bar: how it is called in CSS and in words, and where it stands in the picture."""

    name: str
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Chart:
    parts: list[Part]
    months: list[tuple[int, date]]
    """Middle of the bar, month."""
    width: int
    height: int
    most: int
    """Promises in the fullest month: what the full height stands for."""
    words: str
    """The same for whoever does not see the picture."""


def chart_of(entries: Iterable[MonthOfSeverity]) -> Chart | None:
    """Months from the oldest to the newest, all severities together; None of nothing."""
    months: dict[date, dict[str, int]] = {}
    for entry in entries:
        counts = months.setdefault(entry.month, dict(NOTHING))
        for name in counts:
            counts[name] += getattr(entry, name)
    most = max((sum(counts.values()) for counts in months.values()), default=0)
    if not most:
        return None
    ordered = [(month, months.get(month, NOTHING)) for month in _every_month(min(months), max(months))]
    return Chart(
        parts=[part for index, (_, counts) in enumerate(ordered) for part in _bar(counts, index, most)],
        months=[(_left(index) + WIDTH // 2, month) for index, (month, _) in enumerate(ordered)],
        width=_left(len(ordered)),
        height=HEIGHT + FOOT,
        most=most,
        words="; ".join(
            f"{month:%B %Y}: {counts['kept']} kept, {counts['late']} late, {counts['missed']} missed"
            for month, counts in ordered
        ),
    )


def _every_month(first: date, last: date) -> Iterator[date]:
    """Also those in which nothing fell due: a gap is a gap."""
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _bar(counts: dict[str, int], index: int, most: int) -> list[Part]:
    parts, bottom = [], float(HEIGHT)
    for name, count in counts.items():
        height = round(HEIGHT * count / most, 1)
        bottom = round(bottom - height, 1)
        if count:
            parts.append(Part(name, count, _left(index), bottom, height))
    return parts


def _left(index: int) -> int:
    return index * (WIDTH + GAP)

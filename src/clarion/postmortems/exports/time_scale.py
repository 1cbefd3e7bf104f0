"""From time to place: a scale that runs evenly, save where nothing happened for most of the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

#: Width of a pause that was cut out.
BREAK = 56.0
#: A pause is cut out only when, with at most a quarter of all pauses, it makes up this share of the time.
SHARE = 0.8
STEPS = (
    1, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    1_209_600, 2_592_000, 7_776_000, 31_536_000,
)  # fmt: skip
#: Room that a tick with its time needs.
ROOM = 76.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stretch:
    """A piece of time that is drawn evenly, from `left` to `right`."""

    start: datetime
    end: datetime
    left: float
    right: float

    def place(self, at: datetime) -> float:
        length = (self.end - self.start).total_seconds()
        share = (at - self.start).total_seconds() / length if length else 0
        return self.left + (self.right - self.left) * share


@dataclass(frozen=True)
class Tick:
    at: datetime
    x: float
    with_seconds: bool
    whole_day: bool


@dataclass(frozen=True)
class TimeScale:
    """One stretch, or several with a pause between each two."""

    stretches: tuple[Stretch, ...]

    def place(self, at: datetime) -> float:
        for stretch in self.stretches:
            if at <= stretch.end:
                return stretch.place(max(at, stretch.start))
        return self.stretches[-1].right

    def pauses(self) -> list[tuple[float, float, timedelta]]:
        """Left, right and length of what was cut out."""
        return [
            (before.right, after.left, after.start - before.end) for before, after in pairwise(self.stretches)
        ]

    def ticks(self) -> list[Tick]:
        """At round times where there is room, and at the begin of every stretch that has none of them."""
        found: list[Tick] = []
        for stretch in self.stretches:
            ticks = _round_ticks(stretch) or [Tick(stretch.start, stretch.left, False, False)]
            found += [tick for tick in ticks if not found or tick.x - found[-1].x >= ROOM * 0.7]
        return found


def scale_of(times: Sequence[datetime], *, left: float, right: float) -> TimeScale:
    """`times` are those that must have a place, one at least, in any order."""
    ordered = sorted(set(times))
    cut = _long_pauses(ordered)
    bounds = [ordered[0], *(edge for pause in cut for edge in pause), ordered[-1]]
    pieces = list(zip(bounds[::2], bounds[1::2], strict=True))
    total = sum((end - start).total_seconds() for start, end in pieces)
    room = right - left - BREAK * len(cut)
    stretches, x = [], left
    for start, end in pieces:
        share = (end - start).total_seconds() / total if total else 1 / len(pieces)
        stretches.append(Stretch(start, end, x, x + room * share))
        x += room * share + BREAK
    return TimeScale(tuple(stretches))


def _long_pauses(ordered: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """As few as make up most of the time, in order; none where the time is spread."""
    pauses = sorted(pairwise(ordered), key=lambda pause: pause[0] - pause[1])
    whole = ordered[-1] - ordered[0]
    allowed = max(1, len(pauses) // 4) if len(pauses) > 1 else 0
    cut = timedelta()
    for count, (start, end) in enumerate(pauses[:allowed], 1):
        cut += end - start
        if cut > whole * SHARE:
            return sorted(pauses[:count])
    return []


def _round_ticks(stretch: Stretch) -> list[Tick]:
    seconds = (stretch.end - stretch.start).total_seconds()
    if not seconds:
        return []
    fits = (step for step in STEPS if (stretch.right - stretch.left) * step / seconds >= ROOM)
    step = next(fits, STEPS[-1])
    first = -(-(stretch.start - _EPOCH).total_seconds() // step) * step
    ticks, at = [], _EPOCH + timedelta(seconds=first)
    while at <= stretch.end:
        ticks.append(Tick(at, stretch.place(at), step < 60, step >= 86_400))
        at += timedelta(seconds=step)
    return ticks

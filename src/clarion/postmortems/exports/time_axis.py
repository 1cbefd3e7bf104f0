"""The axis of a time scale: round times, the days below them, and how long each pause was that is cut out."""

from collections.abc import Iterator

from clarion.postmortems.exports.picture_pieces import (
    QUIET,
    RULE,
    SIZE,
    across,
    aside,
    coordinate,
    down,
    stroke,
)
from clarion.postmortems.exports.time_scale import BREAK, Tick, TimeScale
from clarion.postmortems.exports.wrapped_words import width
from clarion.updates.time_words import duration_words

HEIGHT = 42.0
_MIDDLE = ' text-anchor="middle"'


def axis(scale: TimeScale, *, top: float) -> str:
    parts = [
        stroke("axis", across(each.left, max(each.right, each.left + 1), top), QUIET)
        for each in scale.stretches
    ]
    parts += _pauses(scale, top)
    parts += _times(scale, top)
    parts += _days(scale.ticks(), top)
    return "".join([*parts, aside(scale.stretches[-1].right + 34, top + 16, "UTC")])


def pause_bands(scale: TimeScale, *, top: float, bottom: float) -> str:
    """Behind the lanes, so that nobody takes a long pause for a short one."""
    return "".join(
        f'<rect class="pause" x="{coordinate(left + 6)}" y="{coordinate(top)}" width="{coordinate(right - left - 12)}" '
        f'height="{coordinate(bottom - top)}" fill="{RULE}" fill-opacity="0.4"/>'
        for left, right, _ in scale.pauses()
    )


def _pauses(scale: TimeScale, top: float) -> Iterator[str]:
    for left, right, length in scale.pauses():
        middle = (left + right) / 2
        broken = f"{across(left, middle - 6, top)}l4 -5l4 10l4 -5H{coordinate(right)}"
        yield stroke("axis", broken, QUIET)
        slanted = f'{_MIDDLE} font-size="10" font-style="italic"'
        yield aside(middle, top + 16, duration_words(length), more=slanted)


def _times(scale: TimeScale, top: float) -> Iterator[str]:
    """A time is left out where the length of a pause stands, and where ticks are whole days."""
    taken = [(left + right) / 2 for left, right, _ in scale.pauses()]
    for tick in scale.ticks():
        if not any(abs(middle - tick.x) < BREAK - 8 for middle in taken):
            yield stroke("axis", down(tick.x, top, top + 4), QUIET)
            if not tick.whole_day:
                yield aside(tick.x, top + 16, _time(tick), more=_MIDDLE)


def _days(ticks: list[Tick], top: float) -> Iterator[str]:
    """At the first tick of each day, as far as there is room."""
    before, end = "", 0.0
    for tick in ticks:
        day = f"{tick.at.day} {tick.at:%b %Y}"
        left = max(tick.x - 16, 2.0)
        if day != before and left >= end:
            yield aside(left, top + 31, day)
            before, end = day, left + width(day, SIZE) + 6


def _time(tick: Tick) -> str:
    return f"{tick.at:%H:%M:%S}" if tick.with_seconds else f"{tick.at:%H:%M}"

"""A figure as a picture: months from left to right, each dot where its value is, a bar at the median, a dashed one at p90.

The same drawing stands in the page, where the console's style sheet colours it, and alone in a file, which brings a style.
Pure; every word is escaped.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from math import log1p

from clarion.numbers.figure import Dot, Figure, by_month
from clarion.updates.ledger import percentile
from clarion.updates.time_words import duration_words

COLUMN, LEFT, TOP, HEIGHT, FOOT = 64, 56, 12, 180, 28
#: From this ratio of the highest to the median on, a linear scale would press all dots but one to the ground.
SKEWED = 12
RADIUS, ROW = 3.5, 7
STYLE = """
text{font:12px system-ui,sans-serif;fill:#5e5c56}
.axis{stroke:#d9d8d3;fill:none}.dot{fill:#1f5f8b;fill-opacity:.55;stroke:#1f5f8b}
.median{stroke:#1d1d1b;stroke-width:3}.p90{stroke:#1d1d1b;stroke-width:1.5;stroke-dasharray:4 3}
@media(prefers-color-scheme:dark){svg{background:#161615}text{fill:#a9a79f}.axis{stroke:#3a3936}
.dot{fill:#7db8e0;stroke:#7db8e0}.median,.p90{stroke:#f1f0ec}}
"""


def draw(figure: Figure, months: list[date], *, alone: bool = False) -> str:
    """SVG. `alone` puts a style in, for a file; empty when there is no dot in these months."""
    dots = [dot for dot in figure.dots if dot.month in set(months)]
    if not dots:
        return ""
    scale = Scale([dot.value for dot in dots])
    width, height = LEFT + COLUMN * len(months) + 8, TOP + HEIGHT + FOOT
    words = escape(in_words(figure, months))
    inner = [
        *(f"<style>{STYLE}</style>" for _ in range(alone)),
        f"<title>{words}</title>",
        *_axis(scale, figure.unit, width),
    ]
    grouped = by_month(dots)
    for index, month in enumerate(months):
        middle = LEFT + COLUMN * index + COLUMN // 2
        inner.append(
            f'<text x="{middle}" y="{height - 8}" text-anchor="middle">{month:%b}'
            f"{f' {month:%y}' if month.month == 1 or index == 0 else ''}</text>"
        )
        inner += _column(grouped.get(month, []), middle, scale, figure.unit)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img">{"".join(inner)}</svg>'
    )


def in_words(figure: Figure, months: list[date]) -> str:
    """The picture for whoever does not see it."""
    grouped = by_month(figure.dots)
    told = [
        f"{month:%B %Y}: {len(values)}, median {shown(percentile(values, 50), figure.unit)}, p90"
        f" {shown(percentile(values, 90), figure.unit)}"
        for month in months
        if (values := [dot.value for dot in grouped.get(month, [])])
    ]
    return f"{figure.title}. {'; '.join(told)}"


def in_short(figure: Figure) -> str:
    """All months together: "median 5 min, p90 13 min of 36; 45 kept, 12 late, 3 missed"."""
    values = [dot.value for dot in figure.dots]
    told = []
    if values:
        told.append(
            f"median {shown(percentile(values, 50), figure.unit)}, p90 {shown(percentile(values, 90), figure.unit)} of"
            f" {len(values)}"
        )
    counts = Counter(each.outcome for each in figure.became)
    if counts:
        told.append(", ".join(f"{counts[outcome]} {outcome}" for outcome in figure.outcomes))
    return "; ".join(told)


def shown(value: float | None, unit: str) -> str:
    """A value as people read it: "42 min", "1 h 12 min", "3 days", "0"."""
    if value is None:
        return "–"
    if unit == "minutes":
        if value < 1:  # an axis begins at nought, and an approval may take seconds
            return f"{round(value * 60)} s" if value else "0 min"
        return duration_words(timedelta(minutes=value))
    if unit == "days":
        return f"{value:g} day{'' if abs(value) == 1 else 's'}"
    return f"{value:g}"


class Scale:
    """Where a value stands; linear, or by its logarithm where values are skewed and none lies below nought."""

    def __init__(self, values: list[float]) -> None:
        self.low, self.high = min(0.0, *values), max(values)
        middle = percentile(values, 50) or 0.0
        self.logarithmic = self.low == 0 and self.high > SKEWED * max(middle, 1.0)
        if self.low == self.high:
            self.high += 1

    def y(self, value: float) -> float:
        share = (
            log1p(value) / log1p(self.high)
            if self.logarithmic
            else (value - self.low) / (self.high - self.low)
        )
        return round(TOP + HEIGHT * (1 - share), 1)

    def ticks(self, unit: str) -> list[float]:
        """Four or five round values, from the lowest to the highest."""
        steps = {
            "minutes": (
                *(seconds / 60 for seconds in (1, 2, 5, 10, 15, 30)),
                1,
                2,
                5,
                10,
                15,
                30,
                60,
                120,
                240,
                480,
                1440,
                2880,
                7200,
                14400,
                43200,
                144000,
            ),
            "days": (1, 2, 5, 7, 14, 30, 60, 90, 180, 365),
        }.get(unit, (1, 2, 5, 10, 20, 50, 100, 500, 1000))
        if self.logarithmic:
            return [0.0, *(float(step) for step in steps if 1 <= step <= self.high)][-6:]
        span = self.high - self.low
        step = next((each for each in steps if span / each <= 5), span / 5)
        first = -int(-self.low // step) if self.low >= 0 else -int(-self.low / step)
        return [number * step for number in range(first, int(self.high / step) + 1)]


def _axis(scale: Scale, unit: str, width: int) -> Iterator[str]:
    for value in scale.ticks(unit):
        y = scale.y(value)
        yield f'<path class="axis" d="M{LEFT} {y}H{width - 8}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{escape(shown(value, unit))}</text>'


def _column(dots: list[Dot], middle: int, scale: Scale, unit: str) -> Iterator[str]:
    """The dots of a month, side by side where they would cover each other."""
    if not dots:
        return
    taken: dict[int, int] = defaultdict(int)
    for dot in sorted(dots, key=lambda dot: (dot.value, dot.name)):
        y = scale.y(dot.value)
        row = int(y // ROW)
        x = middle + _aside(taken[row])
        taken[row] += 1
        title = escape(f"{dot.name}, {dot.severity}: {shown(dot.value, unit)}")
        yield f'<circle class="dot {escape(dot.severity)}" cx="{x}" cy="{y}" r="{RADIUS}"><title>{title}</title></circle>'
    values = [dot.value for dot in dots]
    for name, percent in (("median", 50), ("p90", 90)):
        y = scale.y(percentile(values, percent) or 0.0)
        yield f'<path class="{name}" d="M{middle - 24} {y}H{middle + 24}"/>'


def _aside(number: int) -> float:
    """0, 7, -7, 14, -14, 21, -21, then again: a column holds seven side by side."""
    place = number % 7
    return (place + 1) // 2 * 7 * (1 if place % 2 else -1)

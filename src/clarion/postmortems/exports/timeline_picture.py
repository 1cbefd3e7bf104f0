"""The timeline as a picture: time from left to right, moments on top, below them a lane each for what happened, what
was said to whom, and alerts. The same SVG stands in the page, in HTML and in the PDF.

Every line has its mark; as many as have room are written out, those first that tell most. A form says the kind,
never a colour alone. Colours are attributes, so that a style sheet can set others for a dark page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from textwrap import shorten

from clarion.incidents.entry_kinds import EntryKind
from clarion.postmortems.document import Document, Line
from clarion.postmortems.exports.time_scale import TimeScale, scale_of
from clarion.postmortems.exports.wording import clock, duration, kind_of_line, moment
from clarion.postmortems.exports.wrapped_words import one_line, width

#: Of the picture in a page; paper has a narrower one, in which letters stay large enough.
WIDTH, ON_PAPER = 960.0, 640.0
LEFT, BEHIND = 20.0, 192.0
SIZE = 11
#: The second one is in the PDF.
FAMILY = "system-ui, 'DejaVu Sans', sans-serif"
INK, QUIET, RULE, PAPER, ACCENT = "#1d1d1b", "#5e5c56", "#d9d8d3", "#ffffff", "#1f5f8b"
_ROW, _BIN, _STACK = 16.0, 10.0, 50.0
#: How wide the words of a line may be, the widest first; more than `_FEW` lines are not tried with wide ones.
_WIDTHS, _FEW = (420.0, 280.0, 180.0), 40

#: Which moments are written out first where there is no room for all.
MOMENTS_FIRST = (
    "started", "resolved", "first published", "mitigated", "detected", "declared", "acknowledged",
)  # fmt: skip


@dataclass(frozen=True)
class Lane:
    """`kinds` in the order in which their lines are written out; `rows` bounds the rows of words above its marks."""

    name: str
    kinds: tuple[EntryKind, ...]
    rows: int


LANES = (
    Lane(
        "What happened",
        (
            EntryKind.DECISION,
            EntryKind.ACTION,
            EntryKind.OBSERVATION,
            EntryKind.CHANGE,
            EntryKind.NOTE,
        ),
        6,
    ),
    Lane("Communication", (EntryKind.COMMUNICATION,), 4),
    Lane("Alerts", (EntryKind.ALERT,), 2),
)


@dataclass(frozen=True)
class Label:
    """Words that begin at `x`, above what they name, and end at `right`."""

    x: float
    words: str
    right: float


def timeline_svg(document: Document, *, wide: float = WIDTH) -> str:
    """The picture; empty where nothing has a time. `wide` is its width in pixels, letters are 11 high in any."""
    moments = _moments(document)
    times = [at for at, _ in moments] + [line.at for line in document.timeline]
    if not times:
        return ""
    scale = scale_of(times, left=LEFT, right=wide - BEHIND)
    return "".join(_drawn(document, scale, moments, wide=wide))


def _drawn(
    document: Document, scale: TimeScale, moments: Sequence[tuple[datetime, list[str]]], *, wide: float
) -> Iterator[str]:
    flags, flags_bottom = _flags(scale, moments, top=8.0)
    lanes, y, written = [], flags_bottom, 0
    for lane in LANES:
        lines = [line for line in document.timeline if line.kind in lane.kinds]
        if lines:
            drawn, y, count = _lane(lane, lines, scale, top=y, wide=wide)
            lanes.append(drawn)
            written += count
    axis, bottom = _axis(scale, top=y), y + 42
    legend, bottom = _legend(document, top=bottom, wide=wide)
    note = _note(written, len(document.timeline), top=bottom)
    bottom += 20 if note else 0
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline-picture" viewBox="0 0 {_n(wide)} {_n(bottom)}" '
        f'width="{_n(wide)}" height="{_n(bottom)}" role="img" font-family="{FAMILY}" font-size="{SIZE}" '
        f'aria-labelledby="timeline-picture-title timeline-picture-desc">'
        f'<title id="timeline-picture-title">{_escaped(f"Timeline of {document.reference}")}</title>'
        f'<desc id="timeline-picture-desc">{_escaped(_in_words(document, moments))}</desc>'
    )
    yield _pauses(scale, top=flags_bottom, bottom=y)
    yield _posts(scale, moments, top=flags_bottom, bottom=y)
    yield "".join(lanes)
    yield flags
    yield axis + legend + note + "</svg>"


def _moments(document: Document) -> list[tuple[datetime, list[str]]]:
    """Each time once, with the names of all moments that it is of; of which incident, where there are several."""
    named: dict[datetime, list[str]] = defaultdict(list)
    for incident in document.incidents:
        before = f"{incident.reference} " if len(document.incidents) > 1 else ""
        for name, at in incident.moments.items():
            named[at].append(before + name)
    return sorted(named.items())


def _flags(
    scale: TimeScale, moments: Sequence[tuple[datetime, list[str]]], *, top: float
) -> tuple[str, float]:
    """Names and times of the moments, and where the lanes begin below them."""
    labels = [_label(scale.place(at), f"{', '.join(names)} {clock(at)}") for at, names in moments]
    first = sorted(range(len(moments)), key=lambda index: _rank(moments[index][1]))
    rows = _rows([labels[index] for index in first], most=8)
    height = _ROW * (max((row for _, row in rows), default=-1) + 1)
    drawn = [
        f'<path class="leader" d="M{_n(label.x)} {_n(top + height - _ROW * row - 12)}V{_n(top + height + 4)}" '
        f'stroke="{QUIET}" fill="none"/>' + _words(label, top + height - _ROW * row - 4, bold=True)
        for label, row in rows
    ]
    return "".join(drawn), top + height + 4


def _rank(names: Iterable[str]) -> int:
    return min(MOMENTS_FIRST.index(name.split(" ", 1)[1] if name.startswith("INC-") else name) for name in names)


def _posts(
    scale: TimeScale, moments: Sequence[tuple[datetime, list[str]]], *, top: float, bottom: float
) -> str:
    d = "".join(f"M{_n(scale.place(at))} {_n(top)}V{_n(bottom)}" for at, _ in moments)
    return f'<path class="post" d="{d}" stroke="{QUIET}" stroke-dasharray="2 3" fill="none"/>' if d else ""


def _lane(
    lane: Lane, lines: Sequence[Line], scale: TimeScale, *, top: float, wide: float
) -> tuple[str, float, int]:
    """The drawing, where it ends, and how many of its lines are written out."""
    order = sorted(lines, key=lambda line: (lane.kinds.index(EntryKind(line.kind)), line.at))
    rows = _written(order, scale, most=lane.rows, wide=wide)
    bins: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        bins[round(scale.place(line.at) / _BIN)].append(line)
    tallest = max(map(len, bins.values()))
    step = min(10.0, _STACK / tallest)
    words_top = top + 22
    marks_top = words_top + _ROW * (max((row for _, row in rows), default=-1) + 1)
    base = marks_top + step * (tallest - 1) + 14
    parts = [
        f'<path class="rule" d="M0 {_n(top)}H{_n(wide)}" stroke="{RULE}" fill="none"/>',
        f'<text class="lane" x="4" y="{_n(top + 15)}" fill="{QUIET}" stroke="{PAPER}" stroke-width="3" '
        f'paint-order="stroke" font-weight="600">{_escaped(lane.name)}</text>',
    ]
    heights = {label.x: base - step * len(bins[round(label.x / _BIN)]) for label, _ in rows}
    parts += [
        f'<path class="leader" d="M{_n(label.x)} {_n(marks_top - _ROW * row - 12)}V{_n(heights[label.x])}" '
        f'stroke="{RULE}" fill="none"/>'
        for label, row in rows
    ]
    for stacked in bins.values():
        for index, line in enumerate(stacked):
            parts.append(_mark(line, scale.place(line.at), base - step * index))
    parts += [_words(label, marks_top - _ROW * row - 4) for label, row in rows]
    return "".join(parts), base + 12, len(rows)


def _label(x: float, words: str) -> Label:
    return Label(x, words, x + 4 + width(words, SIZE) + 8)


def _written(order: Sequence[Line], scale: TimeScale, *, most: int, wide: float) -> list[tuple[Label, int]]:
    """Long words where all have room with them, else short ones."""
    rows: list[tuple[Label, int]] = []
    for room in _WIDTHS if len(order) <= _FEW else _WIDTHS[-1:]:
        places = [scale.place(line.at) for line in order]
        texts = [f"{clock(line.at)} {line.text}" for line in order]
        labels = [
            _label(x, _shortened(text, min(room, wide - x - 12)))
            for x, text in zip(places, texts, strict=True)
        ]
        rows = _rows(labels, most=most)
        if len(rows) == len(labels):
            break
    return rows


def _rows(labels: Sequence[Label], *, most: int) -> list[tuple[Label, int]]:
    """Those that have room in `most` rows, the first ones first, each with its row; row 0 is the lowest.

    Words never overlap, nor does the line that leads down from them cross others: a label stands above all that
    begin below its words.
    """
    chosen: list[Label] = []
    placed: list[tuple[Label, int]] = []
    for label in labels:
        tried = _stairs([*chosen, label])
        if max(row for _, row in tried) < most:
            chosen, placed = [*chosen, label], tried
    return placed


def _stairs(labels: Sequence[Label]) -> list[tuple[Label, int]]:
    placed: list[tuple[Label, int]] = []
    for label in sorted(labels, key=lambda each: -each.x):
        below = [row for other, row in placed if other.x <= label.right]
        placed.append((label, max(below, default=-1) + 1))
    return placed


def _words(label: Label, y: float, *, bold: bool = False) -> str:
    """With an edge in the colour of the paper, so that a line behind them does not strike them through."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="words" x="{_n(label.x + 4)}" y="{_n(y)}" fill="{INK}" stroke="{PAPER}" stroke-width="3" '
        f'stroke-linejoin="round" paint-order="stroke"{weight}>{_escaped(label.words)}</text>'
    )


def _mark(line: Line, x: float, y: float) -> str:
    told = shorten(f"{moment(line.at)}, {kind_of_line(line).lower()}: {line.text}", 200, placeholder="…")
    return f"<g>{_form(EntryKind(line.kind), x, y)}<title>{_escaped(told)}</title></g>"


def _form(kind: EntryKind, x: float, y: float) -> str:
    """Round for what was seen, square for what was done, a rhombus for a decision, pointed for a change of state."""
    at = f"M{_n(x)} {_n(y)}"
    forms = {
        EntryKind.OBSERVATION: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        EntryKind.ACTION: "m-4 -4h8v8h-8z",
        EntryKind.DECISION: "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
        EntryKind.CHANGE: "m0 -5l5 9h-10z",
        EntryKind.NOTE: "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        EntryKind.COMMUNICATION: "m-5.5 -4h11v7h-5l-3 3v-3h-3z",
        EntryKind.ALERT: "m0 5l5 -9h-10z",
    }
    colour = ACCENT if kind == EntryKind.COMMUNICATION else INK
    hollow = kind in {EntryKind.NOTE, EntryKind.ALERT}
    name = f"mark{' said' if kind == EntryKind.COMMUNICATION else ''}{' hollow' if hollow else ''}"
    return f'<path class="{name}" d="{at}{forms[kind]}" fill="{PAPER if hollow else colour}" stroke="{colour if hollow else PAPER}"/>'


def _pauses(scale: TimeScale, *, top: float, bottom: float) -> str:
    """What was cut out: a band with its length below, so that nobody takes it for a short time."""
    return "".join(
        f'<rect class="pause" x="{_n(left + 6)}" y="{_n(top)}" width="{_n(right - left - 12)}" '
        f'height="{_n(bottom - top)}" fill="{RULE}" fill-opacity="0.4"/>'
        for left, right, _ in scale.pauses()
    )


def _axis(scale: TimeScale, *, top: float) -> str:
    pauses = scale.pauses()
    parts = []
    for stretch in scale.stretches:
        parts.append(
            f'<path class="axis" d="M{_n(stretch.left)} {_n(top)}H{_n(max(stretch.right, stretch.left + 1))}" '
            f'stroke="{QUIET}" fill="none"/>'
        )
    for left, right, length in pauses:
        middle, words = (left + right) / 2, duration(length)
        parts += [
            f'<path class="axis" d="M{_n(left)} {_n(top)}h{_n(middle - left - 6)}l4 -5l4 10l4 -5H{_n(right)}" '
            f'stroke="{QUIET}" fill="none"/>',
            f'<text class="quiet" x="{_n(middle)}" y="{_n(top + 16)}" text-anchor="middle" font-size="10" '
            f'font-style="italic" fill="{QUIET}">{_escaped(words)}</text>',
        ]
    taken = [((left + right) / 2 - 30, (left + right) / 2 + 30) for left, right, _ in pauses]
    day_before = ""
    right_of_day = 0.0
    for tick in scale.ticks():
        words = f"{tick.at:%H:%M:%S}" if tick.with_seconds else clock(tick.at)
        if not tick.whole_day and not any(left < tick.x + 18 and tick.x - 18 < right for left, right in taken):
            parts += [
                f'<path class="axis" d="M{_n(tick.x)} {_n(top)}v4" stroke="{QUIET}" fill="none"/>',
                f'<text class="quiet" x="{_n(tick.x)}" y="{_n(top + 16)}" text-anchor="middle" fill="{QUIET}">{words}</text>',
            ]
        elif tick.whole_day:
            parts.append(f'<path class="axis" d="M{_n(tick.x)} {_n(top)}v4" stroke="{QUIET}" fill="none"/>')
        today = f"{tick.at.day} {tick.at:%b %Y}"
        if today != day_before and tick.x - 18 >= right_of_day:
            parts.append(
                f'<text class="quiet" x="{_n(max(tick.x - 16, 2))}" y="{_n(top + 31)}" fill="{QUIET}">{today}</text>'
            )
            day_before, right_of_day = today, tick.x + width(today, SIZE)
    parts.append(f'<text class="quiet" x="{_n(scale.stretches[-1].right + 34)}" y="{_n(top + 16)}" fill="{QUIET}">UTC</text>')
    return "".join(parts)


def _legend(document: Document, *, top: float, wide: float) -> tuple[str, float]:
    """The forms that are used, with their words, and where they end."""
    used = {line.kind for line in document.timeline}
    parts, x, y = [], LEFT + 6, top + 6
    for kind in (kind for lane in LANES for kind in lane.kinds if kind in used):
        words = str(kind.label)
        if x + width(words, SIZE) + 16 > wide:
            x, y = LEFT + 6, y + 18
        parts.append(
            _form(kind, x, y)
            + f'<text class="quiet" x="{_n(x + 11)}" y="{_n(y + 4)}" fill="{QUIET}">{_escaped(words)}</text>'
        )
        x += width(words, SIZE) + 36
    return "".join(parts), y + 16 if parts else top


def _note(written: int, lines: int, *, top: float) -> str:
    if written >= lines:
        return ""
    words = f"{written} of {lines} lines are written out here; the table below has all of them."
    return f'<text class="quiet" x="{_n(LEFT)}" y="{_n(top + 8)}" fill="{QUIET}">{words}</text>'


def _in_words(document: Document, moments: Sequence[tuple[datetime, list[str]]]) -> str:
    """The same for whoever does not see the picture."""
    counts = {
        lane.name.lower(): sum(line.kind in lane.kinds for line in document.timeline) for lane in LANES
    }
    said = "; ".join(f"{name}: {count}" for name, count in counts.items() if count)
    named = "; ".join(f"{', '.join(names)} {moment(at)}" for at, names in moments)
    sentences = (f"Lines: {said}." if said else "", f"Moments: {named}." if named else "")
    return " ".join(filter(None, sentences))


def _n(value: float) -> str:
    """A coordinate, one digit after the point at most."""
    return f"{value:.1f}".removesuffix(".0")


def _shortened(text: str, room: float) -> str:
    """As many of its words as have room; an ellipsis says that there were more."""
    line = one_line(text)
    if width(line, SIZE) <= room:
        return line
    taken, count = width("…", SIZE), 0
    while (taken := taken + width(line[count], SIZE)) <= room:
        count += 1
    return line[:count].rstrip() + "…"


def _escaped(text: str) -> str:
    return escape(one_line(text))

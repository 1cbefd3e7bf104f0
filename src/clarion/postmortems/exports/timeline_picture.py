"""The timeline as a picture: time from left to right, moments on top, below them a lane each for what happened, what
was said to whom, and alerts. The same SVG stands in the page, in HTML and in the PDF.

Every line has its mark; as many as have room are written out, those first that tell most.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clarion.incidents.entry_kinds import EntryKind
from clarion.postmortems.document import Document, Line
from clarion.postmortems.exports.picture_labels import (
    Label,
    Rows,
    count_rows,
    in_rows,
    in_rows_of,
    label_at,
)
from clarion.postmortems.exports.picture_pieces import (
    FAMILY,
    QUIET,
    RULE,
    SIZE,
    across,
    aside,
    coordinate,
    down,
    mark,
    safe,
    stroke,
    words,
)
from clarion.postmortems.exports.time_axis import HEIGHT, axis, pause_bands
from clarion.postmortems.exports.time_scale import TimeScale, scale_of
from clarion.postmortems.exports.wording import clock, kind_of_line, moment
from clarion.postmortems.exports.wrapped_words import width

#: Width of the picture in a page; paper has a narrower one, in which letters stay large enough.
WIDTH, ON_PAPER = 960.0, 640.0
#: Before the first moment, and behind the last one for its words.
_LEFT, _RIGHT = 20.0, 192.0
_ROW, _BIN, _STACK = 16.0, 10.0, 50.0
_LONGEST_HINT = 200
#: How wide the words of a line may be, the widest first; more than `_FEW` lines are not tried with wide ones.
_ROOMS, _FEW = (460.0, 380.0, 300.0, 240.0, 180.0), 40

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
class Moment:
    """A time, and of which moments it is; the lowest `rank` is written out first."""

    at: datetime
    names: str
    rank: int


@dataclass(frozen=True)
class Sheet:
    """What is drawn on: the scale, and how wide it is with the room for words behind it."""

    scale: TimeScale
    wide: float


def timeline_svg(document: Document, *, wide: float = WIDTH) -> str:
    """The picture; empty where nothing has a time. `wide` is its width in pixels, letters are 11 high in any."""
    moments = _moments(document)
    times = [each.at for each in moments] + [line.at for line in document.timeline]
    if not times:
        return ""
    sheet = Sheet(scale_of(times, left=_LEFT, right=wide - _RIGHT), wide)
    return "".join(_drawn(document, moments, sheet))


def _drawn(document: Document, moments: Sequence[Moment], sheet: Sheet) -> Iterator[str]:
    rows = _flags(moments, sheet)
    top = 12 + _ROW * count_rows(rows)
    lanes, bottom, written = _lanes(document, sheet, top=top)
    legend, end = _legend(document, sheet, top=bottom + HEIGHT)
    note, end = _note(written, len(document.timeline), top=end)
    yield _opening(sheet.wide, end)
    yield f'<title id="timeline-picture-title">{safe(f"Timeline of {document.reference}")}</title>'
    yield f'<desc id="timeline-picture-desc">{safe(_in_words(document, moments))}</desc>'
    yield pause_bands(sheet.scale, top=top, bottom=bottom)
    yield _posts(rows, top=top, bottom=bottom)
    yield lanes
    yield from (_flag(label, top - 4, row) for label, row in rows)
    yield axis(sheet.scale, top=bottom)
    yield legend + note + "</svg>"


def _opening(wide: float, high: float) -> str:
    size = f"{coordinate(wide)} {coordinate(high)}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="timeline-picture" role="img" '
        'aria-labelledby="timeline-picture-title timeline-picture-desc" '
        f'viewBox="0 0 {size}" width="{coordinate(wide)}" height="{coordinate(high)}" '
        f'font-family="{FAMILY}" font-size="{SIZE}">'
    )


def _moments(document: Document) -> list[Moment]:
    """Each time once; which incident a moment is of stands before it, where there are several."""
    found: dict[datetime, list[tuple[int, str]]] = defaultdict(list)
    for incident in document.incidents:
        before = f"{incident.reference} " if len(document.incidents) > 1 else ""
        for at, names in _by_time(incident.moments).items():
            found[at].append((min(map(MOMENTS_FIRST.index, names)), before + ", ".join(names)))
    return [
        Moment(at, "; ".join(words for _, words in named), min(rank for rank, _ in named))
        for at, named in sorted(found.items())
    ]


def _by_time(moments: Mapping[str, datetime]) -> dict[datetime, list[str]]:
    found: dict[datetime, list[str]] = defaultdict(list)
    for name, at in moments.items():
        found[at].append(name)
    return found


def _flags(moments: Sequence[Moment], sheet: Sheet) -> Rows:
    """Times and names of the moments, as many as have room."""
    told = [
        (sheet.scale.place(each.at), f"{clock(each.at)} {each.names}")
        for each in sorted(moments, key=lambda each: each.rank)
    ]
    return in_rows([label_at(x, text, room=sheet.wide - x - 30) for x, text in told], most=8)


def _flag(label: Label, bottom: float, row: int) -> str:
    pole = stroke("leader", down(label.x, bottom - _ROW * row - 12, bottom + 4), QUIET)
    return pole + label.written(bottom - _ROW * row - 4, bold=True)


def _posts(rows: Rows, *, top: float, bottom: float) -> str:
    """From each flag down through all lanes."""
    d = "".join(down(label.x, top, bottom) for label, _ in rows)
    return stroke("post", d, QUIET, more=' stroke-dasharray="2 3"') if d else ""


def _lanes(document: Document, sheet: Sheet, *, top: float) -> tuple[str, float, int]:
    """All lanes that have lines, where they end, and how many lines are written out."""
    drawn, written = [], 0
    for lane in LANES:
        if lines := [line for line in document.timeline if line.kind in lane.kinds]:
            picture, top, count = _lane(lane, lines, sheet, top=top)
            drawn.append(picture)
            written += count
    return "".join(drawn), top, written


def _lane(lane: Lane, lines: Sequence[Line], sheet: Sheet, *, top: float) -> tuple[str, float, int]:
    """Rows of words, below them the marks, which are piled up where many are of one time."""
    rows = _written(lane, lines, sheet)
    piles: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        piles[_pile(sheet.scale.place(line.at))].append(line)
    tallest = max(map(len, piles.values()))
    step = min(10.0, _STACK / tallest)
    words_end = top + 22 + _ROW * count_rows(rows)
    base = words_end + step * (tallest - 1) + 14
    drawn = [
        stroke("rule", across(0, sheet.wide, top), RULE),
        words(4, top + 15, lane.name, long=width(lane.name, SIZE), name="lane", bold=True),
        *(
            stroke(
                "leader", down(label.x, words_end - _ROW * row - 12, _top_of(piles, label, base, step)), RULE
            )
            for label, row in rows
        ),
        *(
            _mark(line, sheet.scale.place(line.at), base - step * index)
            for pile in piles.values()
            for index, line in enumerate(pile)
        ),
        *(label.written(words_end - _ROW * row - 4) for label, row in rows),
    ]
    return "".join(drawn), base + 12, len(rows)


def _pile(x: float) -> int:
    return round(x / _BIN)


def _top_of(piles: dict[int, list[Line]], label: Label, base: float, step: float) -> float:
    return base - step * len(piles[_pile(label.x)])


def _written(lane: Lane, lines: Sequence[Line], sheet: Sheet) -> Rows:
    """Long words where all lines have room with them, else short ones."""
    order = sorted(lines, key=lambda line: (lane.kinds.index(EntryKind(line.kind)), line.at))
    told = [(sheet.scale.place(line.at), f"{clock(line.at)} {line.text}") for line in order]

    def labels(room: float) -> list[Label]:
        return [label_at(x, text, room=min(room, sheet.wide - x - 12)) for x, text in told]

    return in_rows_of(labels, _ROOMS if len(order) <= _FEW else _ROOMS[-1:], most=lane.rows)


def _mark(line: Line, x: float, y: float) -> str:
    told = f"{moment(line.at)}, {kind_of_line(line).lower()}: {line.text[:_LONGEST_HINT]}"
    return f"<g>{mark(EntryKind(line.kind), x, y)}<title>{safe(told)}</title></g>"


def _legend(document: Document, sheet: Sheet, *, top: float) -> tuple[str, float]:
    """The forms that are used, with their words, and where they end."""
    used = {line.kind for line in document.timeline}
    parts, x, y = [], _LEFT + 6, top + 6
    for kind in (kind for lane in LANES for kind in lane.kinds if kind in used):
        name = str(kind.label)
        if x + width(name, SIZE) + 16 > sheet.wide:
            x, y = _LEFT + 6, y + 18
        parts.append(mark(kind, x, y) + aside(x + 11, y + 4, name))
        x += width(name, SIZE) + 36
    return "".join(parts), y + 16 if parts else top


def _note(written: int, lines: int, *, top: float) -> tuple[str, float]:
    if written >= lines:
        return "", top
    note = f"{written} of {lines} lines are written out here; the table below has all of them."
    return aside(_LEFT, top + 8, note), top + 20


def _in_words(document: Document, moments: Sequence[Moment]) -> str:
    """The same for whoever does not see the picture."""
    counts = [(lane, sum(line.kind in lane.kinds for line in document.timeline)) for lane in LANES]
    lines = "; ".join(f"{lane.name.lower()}: {count}" for lane, count in counts if count)
    named = "; ".join(f"{each.names} {moment(each.at)}" for each in moments)
    sentences = (f"Lines: {lines}." if lines else "", f"Moments: {named}." if named else "")
    return " ".join(filter(None, sentences))

"""The tree of whys as a picture (SVG): the problem on the left, each answer to the right of what it explains.

A kind is told by its word and the shape of its mark, a hypothesis by its word and a dashed border: no colour has to be seen.
In the page its colours are those of console.css; alone, in a file or on paper, it carries its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.exports.problem_words import problem_in_words
from clarion.postmortems.exports.wrapped_words import one_line, width, wrapped
from clarion.postmortems.five_whys import WhyKind

#: All lengths in pixels. Up to six columns fit the page and a sheet of paper; more make the picture wider.
PAGE, MARGIN, GAP, BETWEEN = 940.0, 8.0, 28.0, 12.0
NARROWEST, WIDEST = 134.0, 230.0
PADDING, SIZE, LINE = 10.0, 13.0, 17.0
#: Kinds stand in bold letters, which are measured like larger ones.
HEAD, SMALL, TAG, BELOW_HEAD = 12.0, 11.0, 18.0, 6.0
#: Lines meet a box this far below its top, and turn with this radius.
JOINT, ROUND = 21.0, 6.0
#: The statement of the problem is as long as its writer likes; the picture shows its beginning.
LONGEST_PROBLEM = 240

#: The mark of each kind, in a square of 10.
MARKS = {
    WhyKind.TRIGGER: "M5 0 10 10 0 10Z",
    WhyKind.CONTRIBUTOR: "M5 0A5 5 0 1 1 5 10A5 5 0 1 1 5 0Z",
    WhyKind.MITIGATOR: "M3.5 0H6.5V3.5H10V6.5H6.5V10H3.5V6.5H0V3.5H3.5Z",
    WhyKind.DETECTION_GAP: "M5 0A5 5 0 1 1 0 5H3A2 2 0 1 0 5 3Z",
    WhyKind.DIFFICULTY: "M0 0H10V10H0Z",
    WhyKind.LUCK: "M5 0 10 5 5 10 0 5Z",
}  # fmt: skip

#: For files and paper. No variables: what sets PDF does not know them.
OWN_STYLE = """
.cause-picture{font-family:"DejaVu Sans","Noto Sans","Segoe UI",system-ui,sans-serif}
.cause-paper{fill:#ffffff}
.cause-box{fill:#ffffff;stroke:#8b8980;stroke-width:1}
.cause-problem .cause-box{fill:#f0f0ed;stroke:#1d1d1b;stroke-width:2}
.cause-hypothesis .cause-box{stroke-dasharray:5 4}
.cause-line{fill:none;stroke:#8b8980;stroke-width:1.5}
.cause-mark{fill:#5e5c56}
.cause-kind{font-size:11px;font-weight:600;fill:#5e5c56}
.cause-words{font-size:13px;fill:#1d1d1b}
.cause-tag{fill:#f0f0ed;stroke:#8b8980}
.cause-tag-words{font-size:11px;fill:#1d1d1b}
"""


@dataclass(frozen=True)
class Box:
    """A node with its lines; `heads` say its kind, `tags` what was decided about it. `key` is None for the problem."""

    key: int | None
    kind: str
    hypothesis: bool
    heads: tuple[str, ...]
    lines: tuple[str, ...]
    tags: tuple[str, ...]
    height: float
    below: tuple["Box", ...]

    @property
    def block(self) -> float:
        """The height that it takes with all that is below it."""
        return max(self.height, sum(each.block for each in self.below) + BETWEEN * (len(self.below) - 1))

    @property
    def columns(self) -> int:
        return 1 + max((each.columns for each in self.below), default=0)


def cause_svg(document: Document, *, standalone: bool = False) -> str:
    """The picture; empty without an answer. `standalone` gives it its own colours, a ground, and its text as description."""
    if not document.whys:
        return ""
    column = _column_width(1 + max(map(depth_of, document.whys)))
    problem = _problem(document, column)
    wide = 2 * MARGIN + problem.columns * (column + GAP) - GAP
    high = 2 * MARGIN + problem.block
    parts = [
        _opening(wide, high),
        f'<title id="cause-picture-title">{_safe(f"Causes of {document.title}")}</title>',
        f'<desc id="cause-picture-desc">{_safe(_description(document, whole=standalone))}</desc>',
    ]
    if standalone:
        parts += [
            f"<style>{OWN_STYLE}</style>",
            f'<rect class="cause-paper" width="{wide:g}" height="{high:g}"/>',
        ]
    return "".join([*parts, *_drawn(problem, left=MARGIN, top=MARGIN, column=column), "</svg>"])


def depth_of(node: WhyNode) -> int:
    """How many answers stand under each other from here on, itself included."""
    return 1 + max(map(depth_of, node.below), default=0)


def _opening(wide: float, high: float) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="cause-picture" role="img"'
        ' aria-labelledby="cause-picture-title cause-picture-desc"'
        f' viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">'
    )


def _column_width(columns: int) -> float:
    return max(NARROWEST, min(WIDEST, (PAGE - 2 * MARGIN + GAP) / columns - GAP))


def _problem(document: Document, column: float) -> Box:
    words = problem_in_words(document)
    shown = words if len(words) <= LONGEST_PROBLEM else f"{words[: LONGEST_PROBLEM - 1].rstrip()}…"
    below = tuple(_box(node, column) for node in document.whys)
    return _measured(None, "problem", ["Problem"], shown, tags=(), below=below, column=column)


def _box(node: WhyNode, column: float) -> Box:
    head = WhyKind(node.kind).label + (", hypothesis" if node.hypothesis else "")
    tags = (*node.items, *(["risk accepted"] if node.accepted_risk else []))
    below = tuple(_box(each, column) for each in node.below)
    heads = wrapped(head, room=column - 2 * PADDING - 16, size=HEAD)
    return _measured(
        node.key,
        node.kind,
        heads,
        node.answer,
        tags=tags,
        below=below,
        column=column,
        hypothesis=node.hypothesis,
    )


def _measured(
    key: int | None, kind: str, heads: list[str], words: str, *, tags: tuple[str, ...], below: tuple[Box, ...],
    column: float, hypothesis: bool = False,
) -> Box:  # fmt: skip
    lines = wrapped(words, room=column - 2 * PADDING, size=SIZE)
    rows = _tag_rows(tags, column)
    height = 2 * PADDING + len(heads) * LINE + len(lines) * LINE + BELOW_HEAD + len(rows) * (TAG + 6)
    return Box(key, kind, hypothesis, tuple(heads), tuple(lines), tags, height, below)


def _tag_rows(tags: tuple[str, ...], column: float) -> list[list[tuple[str, float]]]:
    """Tags with their widths, side by side as long as they fit."""
    rows: list[list[tuple[str, float]]] = []
    left = column
    for tag in tags:
        wide = min(width(tag, SMALL) + 12, column - 2 * PADDING)
        if left + wide > column - 2 * PADDING:
            rows.append([])
            left = 0
        rows[-1].append((tag, wide))
        left += wide + 6
    return rows


def _drawn(box: Box, *, left: float, top: float, column: float) -> Iterator[str]:
    """The box, what is below it to its right from the same height on, and the lines that lead there."""
    start = (left + column, top + JOINT)
    next_top = top
    for each in box.below:
        end = (left + column + GAP, next_top + JOINT)
        yield _line(start, end)
        yield from _drawn(each, left=end[0], top=next_top, column=column)
        next_top += each.block + BETWEEN
    yield from _node(box, left=left, top=top, column=column)


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Straight to the first answer; for the others down a shared trunk, and round the corner."""
    if start[1] == end[1]:
        way = f"H{end[0]:g}"
    else:
        middle = (start[0] + end[0]) / 2
        way = (
            f"H{middle - ROUND:g}Q{middle:g} {start[1]:g} {middle:g} {start[1] + ROUND:g}"
            f"V{end[1] - ROUND:g}Q{middle:g} {end[1]:g} {middle + ROUND:g} {end[1]:g}H{end[0]:g}"
        )
    return f'<path class="cause-line" d="M{start[0]:g} {start[1]:g}{way}"/>'


def _node(box: Box, *, left: float, top: float, column: float) -> Iterator[str]:
    classes = f"cause-node cause-{box.kind}{' cause-hypothesis' if box.hypothesis else ''}"
    key = "" if box.key is None else f' data-why="{box.key}"'
    yield f'<g class="{classes}"{key}>'
    yield f'<rect class="cause-box" x="{left:g}" y="{top:g}" width="{column:g}" height="{box.height:g}" rx="6"/>'
    x, y = left + PADDING, top + PADDING + 11
    if mark := MARKS.get(WhyKind(box.kind)) if box.key is not None else None:
        yield f'<path class="cause-mark" transform="translate({x:g} {y - 9:g})" d="{mark}"/>'
    yield _text("cause-kind", box.heads, x if box.key is None else x + 16, y)
    y += len(box.heads) * LINE + BELOW_HEAD
    yield _text("cause-words", box.lines, x, y)
    y += len(box.lines) * LINE - 8
    for row in _tag_rows(box.tags, column):
        at = x
        for tag, wide in row:
            yield f'<rect class="cause-tag" x="{at:g}" y="{y:g}" width="{wide:g}" height="{TAG:g}" rx="4"/>'
            yield _text("cause-tag-words", (tag,), at + 6, y + 13)
            at += wide + 6
        y += TAG + 6
    yield "</g>"


def _text(name: str, lines: tuple[str, ...], x: float, y: float) -> str:
    spans = " ".join(
        f'<tspan x="{x:g}" y="{y + LINE * number:g}">{_safe(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="{name}">{spans}</text>'


def _description(document: Document, *, whole: bool) -> str:
    """What the picture shows, for whoever does not see it: numbers in the page, where the list says the rest."""
    nodes = list(_all(document.whys))
    guesses = sum(node.hypothesis for node, _ in nodes)
    told = (
        f"Answers: {len(nodes)}, in {len(document.whys)} branches from the problem,"
        f" at most {max(depth for _, depth in nodes)} deep; hypotheses: {guesses}."
    )
    if not whole:
        return told
    outline = "; ".join(f"{depth}. {WhyKind(node.kind).label}: {node.answer}" for node, depth in nodes)
    return f"{told} Problem: {problem_in_words(document)}. {outline}"


def _all(nodes: tuple[WhyNode, ...], depth: int = 1) -> Iterator[tuple[WhyNode, int]]:
    for node in nodes:
        yield node, depth
        yield from _all(node.below, depth + 1)


def _safe(text: str) -> str:
    return escape(one_line(text), quote=False)

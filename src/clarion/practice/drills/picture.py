"""A drill as one picture: time from left to right; what came in as flags, what was true, and a lane for each audience with
what it knew. Promises are marks below a lane. Each sign has a form of its own, so that no colour is needed to read it.

Colours are attributes, which any viewer knows and a style sheet replaces by its classes. Beside the picture stands
`lines_of`, the same in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from clarion.practice.drills.course import Course, Heard, Message, Owed
from clarion.practice.drills.marks import name_of
from clarion.practice.drills.read_messages import ReadMessage
from clarion.practice.drills.script import MINUTE, InjectKind

WIDTH, LEFT, RIGHT = 960.0, 124.0, 24.0
FLAG, LANE, AXIS, LEGEND = 22.0, 62.0, 30.0, 28.0
#: Rows of flags: two at least, so that pictures look alike; more only where many things came in at once.
_ROWS, _MOST_ROWS = 2, 5
_BAR, _PROMISE = 24.0, 46.0
_LETTER = 6.1
#: Minutes between two ticks: the first that leaves room for a time.
_STEPS, _ROOM = (1, 2, 5, 10, 15, 30, 60), 52.0
INK, QUIET, RULE, PAPER, RAISED, ACCENT, RED, AMBER = (
    "#1d1d1b", "#5e5c56", "#d9d8d3", "#ffffff", "#f0f0ed", "#1f5f8b", "#b3261e", "#8a5300",
)  # fmt: skip
_FORMS = {
    "kept": ("m-5 0l4 4l6 -8", "none", INK),
    "late": ("m0 -5l6 10h-12z", AMBER, AMBER),
    "missed": ("m-5 -5l10 10m0 -10l-10 10", "none", RED),
}
_IN_WORDS = {
    "kept": "promise kept",
    "late": "promise kept late",
    "missed": "promise missed",
    "ended": "promise ended with the incident",
    "open": "promise not yet due",
}


@dataclass(frozen=True)
class Line:
    """One line of the table beside the picture."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True)
class _Sheet:
    begins_at: datetime
    length: timedelta

    def x(self, at: datetime) -> float:
        share = (at - self.begins_at) / self.length
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0.0), 1.0)


def drill_svg(course: Course, messages: Sequence[ReadMessage]) -> str:
    """The picture, as wide as a page; letters are 11 high."""
    return "".join(_drawn(course, messages))


def _drawn(course: Course, messages: Sequence[ReadMessage]) -> Iterator[str]:
    sheet = _Sheet(course.begins_at, max(course.ended_at - course.begins_at, MINUTE))
    audiences = course.audiences()
    rows = _rows(course, sheet)
    lanes = 14 + FLAG * max([_ROWS, *(row + 1 for row in rows)])
    bottom = lanes + LANE * (len(audiences) + 1)
    high = bottom + AXIS + LEGEND
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drill-picture" role="img" aria-labelledby="drill-picture-title" '
        f'viewBox="0 0 {_n(WIDTH)} {_n(high)}" width="{_n(WIDTH)}" height="{_n(high)}" '
        f'font-family="system-ui, \'DejaVu Sans\', sans-serif" font-size="11">'
        f'<title id="drill-picture-title">{escape(_summary(course))}</title>'
    )
    yield from _flags(course, sheet, rows, bottom=bottom)
    yield from _truth(course, sheet, top=lanes)
    for place, audience in enumerate(audiences, start=1):
        own = [each for each in messages if each.message.audience == audience]
        yield from _lane(course, own, sheet, audience=audience, top=lanes + LANE * place)
    yield from _axis(sheet, course, bottom)
    yield from _legend(bottom + AXIS + 16)
    yield "</svg>"


def _summary(course: Course) -> str:
    return (
        f"What each audience knew when, in the drill {course.script.title}: {len(course.messages)} messages,"
        f" {len(course.injects)} things that came in. The table below says the same."
    )


# -- what came in


def _rows(course: Course, sheet: _Sheet) -> list[int]:
    """The row of each flag: the first one that has room, so that few overlap."""
    ends, rows = [0.0] * _MOST_ROWS, []
    for heard in course.injects:
        x = sheet.x(heard.at)
        row = next((each for each, end in enumerate(ends) if x >= end), _MOST_ROWS - 1)
        ends[row] = x + 22
        rows.append(row)
    return rows


def _flags(course: Course, sheet: _Sheet, rows: Sequence[int], *, bottom: float) -> Iterator[str]:
    """Numbered, in rows where they stand close; a rumour's flag is hollow."""
    yield _words(4, 20, "What came in", name="lane")
    for number, (heard, row) in enumerate(zip(course.injects, rows, strict=True), start=1):
        x, top = sheet.x(heard.at), 6.0 + FLAG * row
        hollow = heard.inject.kind is InjectKind.RUMOUR
        name, fill, ink = ("flag rumour", PAPER, INK) if hollow else ("flag", INK, PAPER)
        told = f"{_clock(heard.at)} {heard.inject.kind}, {heard.inject.sender}: {heard.inject.text}"
        yield (
            f'<g><path class="pole" d="M{_n(x)} {_n(top)}V{_n(bottom)}" stroke="{RULE}"/>'
            f'<path class="{name}" d="M{_n(x)} {_n(top)}h19l-4 8l4 8h-19z" fill="{fill}" stroke="{INK}"/>'
            f'<text class="{name}" x="{_n(x + 7)}" y="{_n(top + 12)}" font-size="10" text-anchor="middle" fill="{ink}">{number}'
            f"</text><title>{escape(told)}</title></g>"
        )


def _truth(course: Course, sheet: _Sheet, *, top: float) -> Iterator[str]:
    yield from _head("What was true", top)
    for begin, end, words in course.truths():
        yield _bar(sheet.x(begin), sheet.x(end), top + 8, words, name="true", fill=RAISED)


# -- what an audience knew


def _lane(
    course: Course, own: Sequence[ReadMessage], sheet: _Sheet, *, audience: str, top: float
) -> Iterator[str]:
    yield from _head(name_of(audience), top)
    over = course.ended_at
    heard = [each for each in own if each.message.kind != "customer_reply"]
    first = heard[0].message.at if heard else over
    if first > course.begins_at:
        yield _bar(
            sheet.x(course.begins_at), sheet.x(first), top + 8, "nothing yet", name="nothing", fill="none"
        )
    ends = [*(each.message.at for each in heard[1:]), over]
    for each, end in zip(heard, ends, strict=False):
        yield _message(each, sheet.x(each.message.at), sheet.x(end), top + 8)
    for reply in (each for each in own if each.message.kind == "customer_reply"):
        x, told = sheet.x(reply.message.at), escape(_said(reply.message))
        yield f'<g><path class="reply" d="M{_n(x - 4)} {_n(top + 42)}h8v6h-4l-4 4z" fill="{ACCENT}"/><title>{told}</title></g>'
    for promise in course.promises:
        if promise.audience == audience and promise.due_at <= course.ended_at:
            yield _promise(promise, sheet.x(promise.due_at), top + _PROMISE)


def _message(read: ReadMessage, left: float, right: float, top: float) -> str:
    message = read.message
    wrong = (
        ""
        if not (read.contradicted or read.rumours)
        else _cross(right - 12 if right - left > 30 else left + 8, top + 12)
    )
    words = f"{_clock(message.at)} {message.state}"
    bar = _bar(
        left, right, top, words, name="knew", fill="#e3eef6", more=message.text, room=20 if wrong else 0
    )
    edge = f'<path class="edge" d="M{_n(left)} {_n(top)}v{_n(_BAR)}" stroke="{ACCENT}" stroke-width="3"/>'
    return f"<g>{bar}{edge}{wrong}<title>{escape(_said(message))}</title></g>"


def _cross(x: float, y: float) -> str:
    return f'<path class="wrong" d="M{_n(x - 4)} {_n(y - 4)}l8 8m0 -8l-8 8" stroke="{RED}" stroke-width="2" fill="none"/>'


def _promise(promise: Owed, x: float, y: float) -> str:
    told = escape(f"{_IN_WORDS[promise.outcome]}, due {_clock(promise.due_at)}")
    if promise.outcome not in _FORMS:
        form = f'<path class="promise ended" d="M{_n(x - 4)} {_n(y)}h8" stroke="{QUIET}" stroke-width="2"/>'
    else:
        form = _form(promise.outcome, x, y)
    return f"<g>{form}<title>{told}</title></g>"


def _form(outcome: str, x: float, y: float) -> str:
    path, fill, ink = _FORMS[outcome]
    return f'<path class="promise {outcome}" d="M{_n(x)} {_n(y)}{path}" fill="{fill}" stroke="{ink}" stroke-width="2"/>'


# -- pieces


def _head(name: str, top: float) -> Iterator[str]:
    yield f'<path class="rule" d="M0 {_n(top)}H{_n(WIDTH)}" stroke="{RULE}"/>'
    yield _words(4, top + 24, name, name="lane")


def _bar(
    left: float,
    right: float,
    top: float,
    words: str,
    *,
    name: str,
    fill: str,
    more: str = "",
    room: float = 0,
) -> str:
    """A stretch of time with as many words as have room; `more` stands behind them, when all of them have."""
    wide = max(right - left, 1.5)
    fits = int((wide - 10 - room) / _LETTER)
    rest = " ".join(more.split())
    shown = f"{words}: {rest}" if rest and fits > len(words) + 12 else words
    shown = shown if len(shown) <= fits else f"{shown[: fits - 1].rstrip()}…" if fits >= 5 else ""
    text = _words(left + 6, top + 16, shown, name="said") if shown else ""
    dash = ' stroke-dasharray="3 3"' if name == "nothing" else ""
    return (
        f'<rect class="{name}" x="{_n(left)}" y="{_n(top)}" width="{_n(wide)}" height="{_n(_BAR)}" fill="{fill}" '
        f'stroke="{RULE}"{dash}><title>{escape(words)}</title></rect>{text}'
    )


def _words(x: float, y: float, text: str, *, name: str) -> str:
    weight = ' font-weight="600"' if name == "lane" else ""
    ink = QUIET if name in {"quiet", "lane"} else INK
    return f'<text class="{name}" x="{_n(x)}" y="{_n(y)}" fill="{ink}"{weight}>{escape(text)}</text>'


def _axis(sheet: _Sheet, course: Course, top: float) -> Iterator[str]:
    yield f'<path class="axis" d="M{_n(LEFT)} {_n(top)}H{_n(WIDTH - RIGHT)}" stroke="{QUIET}"/>'
    minutes = sheet.length / MINUTE
    wide = WIDTH - LEFT - RIGHT
    step = next((each for each in _STEPS if wide * each / minutes >= _ROOM), _STEPS[-1])
    for count in range(0, int(minutes) + 1, step):
        at = course.begins_at + count * MINUTE
        x = sheet.x(at)
        yield f'<path class="axis" d="M{_n(x)} {_n(top)}v4" stroke="{QUIET}"/>'
        if x < WIDTH - 30:
            yield f'<text class="quiet" x="{_n(x)}" y="{_n(top + 16)}" fill="{QUIET}" text-anchor="middle">{at:%H:%M}</text>'
    yield _words(4, top + 16, "UTC, drill time", name="quiet")


def _legend(y: float) -> Iterator[str]:
    x = LEFT
    for outcome in _FORMS:
        yield _form(outcome, x, y - 4)
        yield _words(x + 11, y, _IN_WORDS[outcome], name="quiet")
        x += 28 + _LETTER * len(_IN_WORDS[outcome])
    yield f'<path class="flag rumour" d="M{_n(x)} {_n(y - 12)}h19l-4 8l4 8h-19z" fill="{PAPER}" stroke="{INK}"/>'
    yield _words(x + 26, y, "rumour", name="quiet")
    x += 84
    yield _cross(x, y - 4)
    yield _words(x + 11, y, "said something that was not true", name="quiet")


def _said(message: Message) -> str:
    to = message.audience_words.lower()
    return f"{_clock(message.at)} {message.kind_words} to {to}: {' '.join(message.text.split())}"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _n(value: float) -> str:
    """One digit after the point at most."""
    return f"{value:.1f}".removesuffix(".0")


# -- the same in words


def lines_of(course: Course) -> list[Line]:
    """Everything that the picture shows, in the order of its times."""
    lines = [Line(begin, "What was true", words) for begin, _, words in course.truths()]
    lines += [_line_of_inject(number, each) for number, each in enumerate(course.injects, start=1)]
    lines += [
        Line(each.at, each.audience_words, f"{each.kind_words}: {' '.join(each.text.split())}")
        for each in course.messages
    ]
    lines += [
        Line(each.due_at, name_of(each.audience), _IN_WORDS[each.outcome])
        for each in course.promises
        if each.due_at <= course.ended_at
    ]
    return sorted(lines, key=lambda line: line.at)


def _line_of_inject(number: int, heard: Heard) -> Line:
    return Line(heard.at, f"{number}. {heard.inject.kind}", f"{heard.inject.sender}: {heard.inject.text}")

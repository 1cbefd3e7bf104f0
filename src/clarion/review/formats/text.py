"""The text form, for people at a terminal: where, what, the words with a mark below them, why, and what to write.

status/outage.md:3:5: block[blame] Names people as the fault: say which check or tool let it through.
  3 | The technician forgot a cable, and uploads failed.
    |     ^^^^^^^^^^^^^^^^^
    = write: ...
"""

import unicodedata
from collections.abc import Iterator, Sequence

from clarion.review.finding import Severity
from clarion.review.formats.report import Lines, Problem, Reviewed, counted, problems_of

_COLOURS = {Severity.BLOCK: "31", Severity.WARN: "33", Severity.HINT: "36"}
_WIDEST = 110
"""Longer lines are cut to the words around the finding: a paragraph is often one line."""
_BEFORE = 40


def render(reviewed: Sequence[Reviewed], *, colour: bool = False) -> Iterator[str]:
    """Yield the lines of the report. Without problems that is one line: the summary."""
    for each in reviewed:
        problems = problems_of(each)
        if problems or len(reviewed) == 1:
            yield f"{each.name}: {each.kind} for {each.audience} ({each.why})"
            lines = Lines(each.text)
            for problem in problems:
                yield from _described(each.name, problem, lines, colour=colour)
            yield ""
    yield summary(reviewed)


def _described(name: str, problem: Problem, lines: Lines, *, colour: bool) -> Iterator[str]:
    label = _painted(f"{problem.severity}[{problem.rule}]", _COLOURS[problem.severity], colour=colour)
    if not problem.quote:
        yield f"{name}: {label} {problem.message}"
        return
    place = lines.place(problem.start)
    yield f"{name}:{place.line}:{place.column}: {label} {problem.message}"
    shown, marks = _excerpt(problem, lines)
    margin = " " * (len(str(place.line)) + 2)
    yield f"  {place.line} | {shown}"
    yield f"{margin} | {_painted(marks, _COLOURS[problem.severity], colour=colour)}".rstrip()
    if problem.suggestion is not None:
        offer = "fix" if problem.safe else "write"
        yield f"{margin} = {offer}: {problem.suggestion or '(nothing: take it out)'}"


def _excerpt(problem: Problem, lines: Lines) -> tuple[str, str]:
    """Return the line of the problem, shortened, and the line of marks below it. Secrets change lengths, so pieces are masked apart."""
    begin, stop = lines.around(problem.start, problem.end)
    end = min(problem.end, stop)
    before, words, after = (
        lines.shown(begin, problem.start),
        lines.shown(problem.start, end),
        lines.shown(end, stop),
    )
    if len(before) + len(words) + len(after) > _WIDEST:
        if len(before) > _BEFORE:
            before = "…" + before[-_BEFORE:].partition(" ")[2]
        if len(words) > _WIDEST - _BEFORE:
            words = words[: _WIDEST - _BEFORE] + "…"
        room = max(_WIDEST - len(before) - len(words), 0)
        after = after if len(after) <= room else after[:room].rpartition(" ")[0] + " …"
    before, words, after = (printable(piece) for piece in (before, words, after))
    return before + words + after, " " * columns_of(before) + "^" * max(columns_of(words), 1)


def printable(text: str) -> str:
    """Control characters would move the cursor, or worse: a text under review may come from anywhere."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def columns_of(text: str) -> int:
    """Columns on a terminal: wide East Asian characters and emoji take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def summary(reviewed: Sequence[Reviewed]) -> str:
    texts = f"{len(reviewed)} text" + ("" if len(reviewed) == 1 else "s")
    counts = counted(reviewed)
    found = ", ".join(f"{count} {severity}" for severity, count in counts.items() if count)
    allowed = sum(len(each.review.allowed) for each in reviewed)
    return f"{texts}: {found or 'nothing to say'}" + (f" ({allowed} allowed)" if allowed else "")

"""Words in a picture that stand above what they name, in rows, so that none of them overlap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from clarion.postmortems.exports.picture_pieces import SIZE, words
from clarion.postmortems.exports.wrapped_words import one_line, width

#: Between a line and the words beside it, and behind the words.
BESIDE, BEHIND = 4.0, 8.0


@dataclass(frozen=True)
class Label:
    """Words beside the line that leads down at `x` to what they name; `long` is their width."""

    x: float
    words: str
    long: float

    @property
    def right(self) -> float:
        """Where the next words may begin."""
        return self.x + BESIDE + self.long + BEHIND

    def written(self, y: float, *, bold: bool = False) -> str:
        return words(self.x + BESIDE, y, self.words, long=self.long, bold=bold)


type Rows = list[tuple[Label, int]]
"""Labels with the row of each; row 0 is the lowest."""


def label_at(x: float, text: str, *, room: float = 1000.0) -> Label:
    shown = shortened(text, room)
    return Label(x, shown, sum(map(_wide, shown)))


def in_rows(labels: Sequence[Label], *, most: int) -> Rows:
    """Those that have room in `most` rows; the first ones are placed first.

    Words never overlap, nor does the line that leads down from them cross others: a label stands above all that
    begin below its words.
    """
    chosen: list[Label] = []
    placed: Rows = []
    for label in labels:
        if not _may_fit(label, placed, most):
            continue
        tried = _stairs([*chosen, label])
        if max(row for _, row in tried) < most:
            chosen, placed = [*chosen, label], tried
    return placed


def in_rows_of(make: Callable[[float], Sequence[Label]], rooms: Sequence[float], *, most: int) -> Rows:
    """Made for the first room with which all of them are placed, else for the last."""
    placed: Rows = []
    for room in rooms:
        labels = make(room)
        placed = in_rows(labels, most=most)
        if len(placed) == len(labels):
            break
    return placed


def count_rows(rows: Rows) -> int:
    return max((row for _, row in rows), default=-1) + 1


def shortened(text: str, room: float) -> str:
    """As much of it as has room on one line; an ellipsis says that there was more."""
    line, taken, kept = one_line(text), 0.0, 0
    for place, letter in enumerate(line):
        taken += _wide(letter)
        if taken > room:
            return line[:kept].rstrip() + "…"
        if taken + _wide("…") <= room:
            kept = place + 1
    return line


@cache
def _wide(letter: str) -> float:
    return width(letter, SIZE)


def _may_fit(label: Label, placed: Rows, most: int) -> bool:
    """False where it surely has no row: a cheap answer for most of many labels."""
    own = max((row for other, row in placed if label.x <= other.x <= label.right), default=-1) + 1
    lifts_another = any(other.x < label.x <= other.right for other, _ in placed)
    return own + lifts_another < most


def _stairs(labels: Sequence[Label]) -> Rows:
    """From right to left, each one row above all that begin below it."""
    placed: Rows = []
    for label in sorted(labels, key=lambda each: -each.x):
        below = [row for other, row in placed if other.x <= label.right]
        placed.append((label, max(below, default=-1) + 1))
    return placed

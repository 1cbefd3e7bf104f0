"""Two people wrote in one text at the same time: what each of them changed, together in one text.

Paragraphs, and items of a list, are what is merged. Where the two changed different ones, both changes stand; where both changed the same
one, nobody but a person can tell what is right, and both texts are handed out. Pure: texts in, texts out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

#: Two new paragraphs at one place that share this much of their words are taken for two versions of one.
ALIKE = 0.5
#: So many pairs of paragraphs are compared word by word; where there are more, a person is asked sooner.
MOST_PAIRS = 1000
ITEM = r"[^\S\n]*(?:[-*+]|\d{1,9}[.)])[^\S\n]"
PARAGRAPH = re.compile(rf"(.+?)(\n(?:[^\S\n]*\n)+|\n(?={ITEM})|\Z)", re.DOTALL)


class Choice(StrEnum):
    """What a writer may say about the paragraphs that both changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Conflict:
    """One place that both changed. A text is empty where that side took the paragraph out."""

    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """`text` holds the changes of both; where they collide it holds what the choice says, without one theirs."""

    text: str
    conflicts: tuple[Conflict, ...] = ()

    @property
    def mark(self) -> str:
        """Short, and the same as long as they wrote nothing else in the places that both changed."""
        return sha256(repr([each.theirs for each in self.conflicts]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Paragraph:
    """Two are the same when their words are; the blank lines below are only carried along."""

    words: str
    below: str = field(default="\n\n", compare=False)


@dataclass(frozen=True)
class _Edit:
    """Of the base, paragraphs `start` to `end` (exclusive) became `now`; an insertion has no length."""

    start: int
    end: int
    now: tuple[_Paragraph, ...]


def merge(base: str, *, theirs: str, mine: str, choice: Choice = Choice.THEIRS) -> Merged:
    """`base` is what both began from. Without a collision no word that either side wrote is missing from the result.

    With one, nothing is dropped unasked: the caller looks at `conflicts` before it keeps `text`.
    """
    if mine in {base, theirs}:
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    began, wrote_now, saved_now = _paragraphs(base), _paragraphs(mine), _paragraphs(theirs)
    ours, others = _edits(began, wrote_now), _edits(began, saved_now)
    began = _spaced_as_in(saved_now, _spaced_as_in(wrote_now, began))
    parts: list[_Paragraph] = []
    conflicts: list[Conflict] = []
    position = 0
    for start, end, their_edits, my_edits in _places(others, ours):
        parts += began[position:start]
        position = end
        said, wrote = _applied(began, their_edits, start, end), _applied(began, my_edits, start, end)
        if _stand_together(their_edits, my_edits, said, wrote):
            parts += _together(their_edits, my_edits, said, wrote)
            continue
        conflicts.append(Conflict(_text(said), _text(wrote)))
        parts += {Choice.MINE: wrote, Choice.THEIRS: said, Choice.BOTH: _both(said, wrote)}[choice]
    parts += began[position:]
    still_open = mine[len(mine.rstrip("\n")) :]  # line breaks of a paragraph that is about to be typed
    return Merged(_text(parts) + still_open, tuple(conflicts))


def _paragraphs(text: str) -> list[_Paragraph]:
    return [_Paragraph(words, below) for words, below in PARAGRAPH.findall(text.strip("\n")) if words.strip()]


def _text(paragraphs: Sequence[_Paragraph]) -> str:
    """As many blank lines between two as there were; one at least, except above an item of a list."""
    parts = []
    for each, after in pairwise([*paragraphs, _Paragraph("")]):
        above_an_item = each.below.count("\n") < 2 and re.match(ITEM, after.words)
        apart = each.below if each.below.count("\n") > 1 else "\n\n"
        parts += [each.words, "\n" if above_an_item else apart]
    return "".join(parts).rstrip("\n")


def _spaced_as_in(now: list[_Paragraph], base: list[_Paragraph]) -> list[_Paragraph]:
    """The base, where a paragraph stands closer to the next one by now, or further from it, spaced like that."""
    spaced = list(base)
    for start, new_start, size in SequenceMatcher(a=base, b=now).get_matching_blocks():
        for before, after in zip(range(start, start + size), now[new_start : new_start + size], strict=True):
            if after.below and after.below != "\n\n":
                spaced[before] = after
    return spaced


def _edits(base: list[_Paragraph], now: list[_Paragraph]) -> list[_Edit]:
    opcodes = SequenceMatcher(a=base, b=now).get_opcodes()
    return [
        edit
        for tag, start, end, new_start, new_end in opcodes
        if tag != "equal"
        for edit in _one_by_one(base, start, end, now[new_start:new_end])
    ]


def _one_by_one(base: list[_Paragraph], start: int, end: int, now: list[_Paragraph]) -> Iterator[_Edit]:
    """A run of changed paragraphs as edits of one each, where the new ones plainly go with the old ones."""
    if start == end:
        yield _Edit(start, end, tuple(now))
        return
    pairs = _pairs(base[start:end], now)
    taken = 0
    for offset in range(end - start):
        last = offset == end - start - 1
        upto = len(now) if last else pairs.get(offset, taken - 1) + 1
        upto = max(upto, taken)
        yield _Edit(start + offset, start + offset + 1, tuple(now[taken:upto]))
        taken = upto


def _pairs(old: list[_Paragraph], new: list[_Paragraph]) -> dict[int, int]:
    """Which new paragraph each old one became, in order; the old ones that became none are left out."""
    if len(old) == len(new):
        return {index: index for index in range(len(old))}
    if len(old) * len(new) > MOST_PAIRS:
        return {}
    pairs, free = dict[int, int](), 0
    for index, before in enumerate(old):
        likely = max(range(free, len(new)), key=lambda at: _likeness(before, new[at]), default=None)
        if likely is not None and _likeness(before, new[likely]) >= ALIKE:
            pairs[index], free = likely, likely + 1
    return pairs


def _likeness(one: _Paragraph, other: _Paragraph) -> float:
    """Between 0 and 1: how much of their words two paragraphs share, in order."""
    return SequenceMatcher(a=one.words.split(), b=other.words.split(), autojunk=False).ratio()


def _places(theirs: list[_Edit], mine: list[_Edit]) -> Iterator[tuple[int, int, list[_Edit], list[_Edit]]]:
    """Start and end of each changed place of the base with the edits of both that belong there, in order."""
    waiting = sorted(
        [(edit, 0) for edit in theirs] + [(edit, 1) for edit in mine],
        key=lambda each: (each[0].start, each[0].end, each[1]),
    )
    while waiting:
        first, _ = waiting[0]
        start, end, count = first.start, first.end, 0
        while count < len(waiting) and _touches(waiting[count][0], start, end):
            end = max(end, waiting[count][0].end)
            count += 1
        here, waiting = waiting[:count], waiting[count:]
        yield start, end, [edit for edit, side in here if not side], [edit for edit, side in here if side]


def _touches(edit: _Edit, start: int, end: int) -> bool:
    """Whether an edit speaks of the same place: the same paragraph, or an insertion at the same point."""
    if start == end:
        return edit.start == edit.end == start
    return edit.start < end


def _applied(base: list[_Paragraph], edits: list[_Edit], start: int, end: int) -> list[_Paragraph]:
    parts, position = list[_Paragraph](), start
    for edit in edits:
        parts += [*base[position : edit.start], *edit.now]
        position = edit.end
    return parts + base[position:end]


def _stand_together(
    their_edits: list[_Edit], my_edits: list[_Edit], said: list[_Paragraph], wrote: list[_Paragraph]
) -> bool:
    """Whether one side left the place alone, both did the same, or both only added something of their own."""
    if not their_edits or not my_edits or said == wrote:
        return True
    only_added = all(edit.start == edit.end for edit in [*their_edits, *my_edits])
    return only_added and not _alike(said, wrote)


def _alike(said: list[_Paragraph], wrote: list[_Paragraph]) -> bool:
    if len(said) * len(wrote) > MOST_PAIRS:
        return True
    return any(_likeness(one, other) >= ALIKE for one in said for other in wrote if one != other)


def _together(
    their_edits: list[_Edit], my_edits: list[_Edit], said: list[_Paragraph], wrote: list[_Paragraph]
) -> list[_Paragraph]:
    if not my_edits:
        return said
    if not their_edits or said == wrote:
        return wrote
    return _both(said, wrote)


def _both(said: list[_Paragraph], wrote: list[_Paragraph]) -> list[_Paragraph]:
    return said + [each for each in wrote if each not in said]

"""Sentences of prose blocks, by offsets. A table cell, a heading and a labelled line are sentences of their own."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from clarion.review.reading.markdown import PROSE, Block, BlockKind, comments_of
from clarion.review.reading.patterns import pattern

# An end of sentence, or a line end before or after a labelled line ("Impact: ..."), or a table's bar.
_END = pattern(r"[.!?…][.!?…]*[\"'”’)\]*_]*(?=\s|$)")
_LINE_END = pattern(r"\n")
_LABEL = pattern(r"[ \t>*_]*[A-Z][\w /&-]{0,30}[*_]*:[*_]*(?=\s|$)")
_CELL_END = pattern(r"\|")
_ABBREVIATED = pattern(
    r"(?:^|[\s(\"“])(?:e\.g|i\.e|etc|approx|ca|cf|vs|resp|incl|Dr|Mr|Mrs|Ms|Prof|St|No|Nos|Fig|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|[A-Z])\.$"
)
_MERIDIEM = pattern(r"(?:^|[\s\d])[ap]\.m\.$", re.IGNORECASE)
_LONGEST_ABBREVIATION = 8


class Sentence:
    """text[start:end], and its words: lower[first:last]."""

    __slots__ = ("block", "end", "first", "index", "last", "start")

    def __init__(self, index: int, block: Block, start: int, end: int) -> None:
        self.index = index
        self.block = block
        self.start = start
        self.end = end
        self.first = self.last = 0

    @property
    def quoted(self) -> bool:
        return self.block.quoted

    def __repr__(self) -> str:
        return f"Sentence({self.index}, {self.start}, {self.end})"


def sentences_of(text: str, blocks: list[Block]) -> list[Sentence]:
    """Return the sentences of the prose in `blocks`; blanks around them are left out."""
    sentences: list[Sentence] = []
    for block in blocks:
        if block.kind in PROSE:
            for begin, stop in _split(text, block):
                start, end = _stripped(text, begin, stop)
                if start < end and not text.startswith("<!--", start, end):
                    sentences.append(Sentence(len(sentences), block, start, end))
    return sentences


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for end in _ends(text, block):
        yield start, end
        start = end
    yield start, block.end


def _ends(text: str, block: Block) -> list[int]:
    ends = [m.end() for m in _END.finditer(text, block.start, block.end) if _is_end(text, m)]
    if block.kind is not BlockKind.ROW and "\n" not in text and "<!--" not in text:
        return ends
    if block.kind is BlockKind.ROW:
        ends += [match.end() for match in _CELL_END.finditer(text, block.start, block.end)]
    if text.find("\n", block.start, block.end) >= 0:
        ends += _labelled_lines(text, block)
    if text.find("<!--", block.start, block.end) >= 0:
        ends = _outside_comments(text, block, ends)
    return sorted(set(ends))


def _outside_comments(text: str, block: Block, ends: list[int]) -> list[int]:
    """A comment is no part of any sentence: it is cut out whole, whatever stands in it."""
    comments = list(comments_of(text, block.start, block.end))
    starts = [start for start, _ in comments]
    inside = {end for end in ends if (at := bisect_left(starts, end)) and end < comments[at - 1][1]}
    return [end for end in ends if end not in inside] + [edge for comment in comments for edge in comment]


def _is_end(text: str, match: re.Match[str]) -> bool:
    mark, end = text[match.start()], match.end()
    following = text[end : end + 2].strip()
    if mark == ".":
        if following.islower() and text[match.start() - 1 : match.start()].isalpha():
            before = text[max(match.start() - _LONGEST_ABBREVIATION, 0) : match.start() + 1]
            return not (_ABBREVIATED.search(before) or _MERIDIEM.search(before))
        before = text[max(match.start() - _LONGEST_ABBREVIATION, 0) : match.start() + 1]
        return not _ABBREVIATED.search(before)
    # "Jeopardy! and Mamma Mia! start": a lower-case word goes on with the sentence
    return not (
        mark in "!?" and end - match.start() == 1 and following.islower() and _in_a_name(text, match.start())
    )


def _in_a_name(text: str, mark: int) -> bool:
    start = text.rfind(" ", 0, mark) + 1
    return (
        start > 0
        and text[start : start + 1].isupper()
        and text[start - 2 : start - 1] not in {".", "!", "?", ""}
    )


def _labelled_lines(text: str, block: Block) -> list[int]:
    ends = []
    before_is_labelled = bool(_LABEL.match(text, block.start, block.end))
    for match in _LINE_END.finditer(text, block.start, block.end):
        labelled = bool(_LABEL.match(text, match.end(), block.end))
        if labelled or before_is_labelled or text.startswith(("  ", "\\"), match.start() - 2):
            ends.append(match.end())
        before_is_labelled = labelled
    return ends

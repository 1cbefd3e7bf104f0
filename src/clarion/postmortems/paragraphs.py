"""Paragraphs of a section: what a comment quotes and a finding stands in. Pure.

What a reader sees as one piece is one: a paragraph, a whole list, a heading, a quotation, a block of code.
"""

from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from markdown_it import MarkdownIt


class Paragraph(NamedTuple):
    """`text` is section[start:end], its Markdown without blank lines around it; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str


@lru_cache(maxsize=1024)
def paragraphs_of(section: str) -> tuple[Paragraph, ...]:
    """The pieces in order. What is no piece for a reader (the target of a link, given apart) is in none."""
    lines = [0, *accumulate(len(line) for line in section.split("\n"))]
    found: list[Paragraph] = []
    for token in _parser().parse(section.replace("\r", " ")):
        if token.level or token.nesting < 0 or token.map is None:
            continue
        first, last = token.map
        start, end = lines[first] + first, min(lines[last] + last, len(section))
        text = section[start:end].strip("\n")
        start = section.index(text, start)
        found.append(Paragraph(len(found) + 1, start, start + len(text), text))
    return tuple(found)


def same_words(one: str, other: str) -> bool:
    """Whether two paragraphs differ in nothing but blanks and line breaks."""
    return one.split() == other.split()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})

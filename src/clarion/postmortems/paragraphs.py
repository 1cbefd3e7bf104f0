"""Paragraphs of a section: what a comment quotes and a finding stands in. Pure.

Blank lines part them, except within a fence of code: what a reader sees as one piece is one.
"""

from typing import NamedTuple

_FENCES = ("```", "~~~")


class Paragraph(NamedTuple):
    """`text` is section[start:end], without the blank lines around it; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str


def paragraphs_of(section: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    start: int | None = None
    place, end, fence = 0, 0, ""
    for line in section.splitlines(keepends=True):
        bare = line.strip()
        if not bare and not fence:
            if start is not None:
                found.append(Paragraph(len(found) + 1, start, end, section[start:end]))
            start = None
        else:
            start = place if start is None else start
            end = place + len(line.rstrip())
            fence = _fence_after(bare, fence)
        place += len(line)
    if start is not None:
        found.append(Paragraph(len(found) + 1, start, end, section[start:end]))
    return found


def same_words(one: str, other: str) -> bool:
    """Whether two paragraphs differ in nothing but blanks and line breaks."""
    return one.split() == other.split()


def _fence_after(line: str, fence: str) -> str:
    """The mark of the fence that is open after the line; empty where none is."""
    if fence:
        return "" if line.startswith(fence) else fence
    return next((mark for mark in _FENCES if line.startswith(mark)), "")

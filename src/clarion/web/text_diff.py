"""Two texts line by line: what went, what came, what stayed."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple


class DiffLine(NamedTuple):
    """`sign` is "-" (only in the older text), "+" (only in the newer) or " " (in both)."""

    sign: str
    words: str


def diff_lines(before: str, after: str) -> Iterator[DiffLine]:
    """All lines of both texts, in reading order; of a changed line the old words come first."""
    old, new = before.splitlines(), after.splitlines()
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DiffLine(" ", line) for line in old[start:end])
            continue
        yield from (DiffLine("-", line) for line in old[start:end])
        yield from (DiffLine("+", line) for line in new[new_start:new_end])

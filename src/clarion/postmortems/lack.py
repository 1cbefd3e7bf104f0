"""One thing that a post-mortem lacks: a file of its own, so that each topic can say what it misses (see `missing.py`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """`where` is the id of a part of the page; `words` say what to add, as a sentence without a full stop."""

    where: str
    words: str

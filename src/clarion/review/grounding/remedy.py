"""What the reader is told to do or may do meanwhile, as a stretch of words, and the clause that holds it."""

from typing import NamedTuple

from clarion.review.reading import Reading, Sentence
from clarion.review.reading.grammar import clause_around


class Remedy(NamedTuple):
    """The words first..last (inclusive) that tell what to do."""

    first: int
    last: int


REACH = 14
_JOINTS = frozenset(["but", "while", "until", "because"])


def clause_of(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int]:
    return clause_around(reading, sentence, word, _JOINTS, reach=REACH)

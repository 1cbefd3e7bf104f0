"""Clauses that deny a way out: "do not use the radio", "opening the app does not help", "not possible at the counter"."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clarion.review.grounding.likeness import stem
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE, DO, NEGATIONS
from clarion.review.reading.grammar import clause_around

_RUN_OUT = frozenset(["run", "sold"])
DENIALS = NEGATIONS | _RUN_OUT
_OF_NO_USE = frozenset(
    "work works help helps possible available accepted working offered served answered either".split()
)
_REACH = 12


class Refusal(NamedTuple):
    """The words first..last (inclusive) of a clause that denies, and where its subject ends."""

    first: int
    last: int
    verb: int
    forbids: bool
    """The reader is told not to do it; False where it is said to be of no use or not to be had."""


def refusals(reading: Reading) -> Iterator[Refusal]:
    """Yield the clauses in which something is forbidden, of no use or not to be had."""
    seen = -1
    for word in reading.where(DENIALS):
        sentence = reading.sentence_at(reading.starts[word]) if word > seen else None
        refusal = _at(reading, sentence, word) if sentence else None
        if refusal:
            seen = refusal.last
            yield refusal


def _at(reading: Reading, sentence: Sentence, word: int) -> Refusal | None:
    lower = reading.lower
    first, last = _clause(reading, sentence, word)
    text = lower[word]
    told_to = lower[first] in {"do", "don't", "please"}
    if not told_to and not _HARMED.isdisjoint(lower[word : min(word + _NEAR, last + 1)]):
        return None
    if text in _RUN_OUT:
        gone = lower[word + 1 : word + 2] == ["out"] and {"as", "too", "also", "well"} & set(
            lower[word + 2 : min(word + 6, sentence.last)]
        )
        return Refusal(first, last, word - 1, forbids=False) if gone else None
    start = first + (lower[first] == "please")
    if (
        text in {"not", "don't", "never"}
        and start in {word, word - 1}
        and lower[start] in {"do", "don't", "never"}
    ):
        return Refusal(first, last, word, forbids=True)
    verb = word - 1 if lower[word - 1] in BE | DO and word > first else word
    can = text in {"cannot", "can't"} or (text == "not" and lower[word - 1] == "can")
    if verb <= first or (
        _OF_NO_USE.isdisjoint(lower[word : last + 1]) and not (can and "be" in lower[word : word + 3])
    ):
        return None
    return Refusal(first, last, verb - (text == "not" and lower[word - 1] == "can"), forbids=False)


_HARMED = frozenset("lost stolen leaked exposed damaged".split())
"""What was "never lost" is told as spared; nothing is forbidden or of no use."""
_NEAR = 4


def _clause(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int]:
    """Return the first and last word of the clause that holds `word`, without the joint that opens it."""
    first, last = clause_around(reading, sentence, word, _JOINTS, reach=_REACH)
    return first + (reading.lower[first] in _JOINTS and first < word), last


_JOINTS = frozenset(["but", "while", "until", "because", "as", "so"])


@lru_cache(maxsize=1)
def elsewhere() -> frozenset[str]:
    """Return the stems of means that need no service of ours: when one of them is denied, it was the way out."""
    return frozenset(map(stem, "phone radio counter desk hand paper fax branch hotline".split()))

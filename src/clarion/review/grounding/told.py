"""A cause as the stretch of words that tells it, how sure the text is of it, and where such a stretch ends."""

from typing import NamedTuple

from clarion.review.reading import Reading, Sentence


class Told(NamedTuple):
    """The words first..last (inclusive) that name a cause."""

    first: int
    last: int
    outright: bool
    """The words around it call it the cause; False where only their order suggests it."""
    hedged: bool


HEDGES = frozenset(
    """
    may might could probably possibly perhaps maybe likely presumably apparently suspect suspected suspects believe believed think
    assume assumed assumption hypothesis theory unconfirmed potentially potential possible seems seem appears appear looks suggest
    suggests indicate indicates indications preliminary checking whether if examining verifying verify confirm why investigating not unclear unlikely
    """.split()
)


def hedged_at(reading: Reading, sentence: Sentence, cue: int, last: int) -> bool:
    """A "not" hedges only beside the word for the cause: "orders do not load because ..." is sure of it."""
    if "not" in reading.lower[max(cue - 3, sentence.first) : last + 1]:
        return True
    return not (HEDGES - {"not"}).isdisjoint(reading.lower[max(cue - 10, sentence.first) : last + 1])


def ends_before(reading: Reading, word: int) -> bool:
    gap = reading.gap(word)
    if "," in gap or ";" in gap or "(" in gap or "—" in gap or " – " in gap:
        return True
    return reading.lower[word] in {"but", "while", "so"} or (
        reading.lower[word] == "and"
        and reading.lower[word + 1 : word + 2] in (["we"], ["is"], ["it"], ["the"], ["has"], ["was"])
    )

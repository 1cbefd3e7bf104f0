"""Sentences that tell the reader what to do meanwhile: "please ...", "you can ...", "orders can be placed by phone"."""

from collections.abc import Iterator

from clarion.review.grounding.offers import ABLE, OFFERED, offered, possible, works_if
from clarion.review.grounding.orders import DOING, after_condition, helping, imperative, told_to_do
from clarion.review.grounding.remedy import Remedy, clause_of
from clarion.review.reading import Reading, Sentence

_CUES = frozenset(
    "please can could may workaround instead meantime meanwhile alternatively helps temporarily alternative".split()
)
OPENINGS = _CUES | {"if", "might"} | DOING | OFFERED
_BEFORE_IMPERATIVE = frozenset(["please", "alternatively", "instead", "meanwhile", "meantime"])


def remedies(reading: Reading) -> Iterator[Remedy]:
    """Yield what the reader is told to do or may do meanwhile, at most one a clause."""
    seen = -1
    for word in reading.where(OPENINGS):
        sentence = reading.sentence_at(reading.starts[word]) if word > seen else None
        remedy = _at(reading, sentence, word) if sentence else None
        if remedy:
            remedy = _without_what_it_replaces(reading, remedy)
            seen = remedy.last
            yield remedy


def _without_what_it_replaces(reading: Reading, remedy: Remedy) -> Remedy:
    """ "Write an e-mail | instead of calling the bank"."""
    for word in range(remedy.first + 1, remedy.last):
        if reading.lower[word : word + 2] in (["instead", "of"], ["rather", "than"]):
            return Remedy(remedy.first, word - 1)
    return remedy


def _at(reading: Reading, sentence: Sentence, word: int) -> Remedy | None:
    text = reading.lower[word]
    if word == sentence.first and text in DOING:
        return told_to_do(reading, sentence, word)
    if text in OFFERED:
        return offered(reading, sentence, word)
    if text == "if" and word > sentence.first + 1:
        return works_if(reading, sentence, word)
    if text in ABLE:
        return possible(reading, sentence, word)
    if text in _BEFORE_IMPERATIVE:
        return imperative(reading, sentence, word + 1)
    if (
        text in {"workaround", "alternative"}
        and word + 1 < sentence.last
        and reading.gap(word + 1)[:1] in {",", ":"}
    ):
        return imperative(reading, sentence, word + 1)
    if text == "helps":
        return helping(reading, sentence, word)
    if text == "if" and word == sentence.first:
        return after_condition(reading, sentence, word)
    return None


def instructs(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether the clause that holds `word` tells the reader what to do."""
    first, last = clause_of(reading, sentence, word)
    clause = reading.lower[first : last + 1]
    if "please" in clause or "instead" in clause:
        return True
    return any(
        text in {"can", "may"} and reading.lower[first + place - 1] in {"you", "customers", "users"}
        for place, text in enumerate(clause)
        if place
    )

"""Statements that a text makes only to take them back, to deny them or to suppose them: they claim nothing."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from clarion.review.detectors import Judge, Look, Scan, Situation, Spot
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.grammar import dependent_if

_TOLD = frozenset(
    """
    said wrote written stated reported announced named gave told claimed published mentioned listed quoted posted indicated put
    suggested communicated read gave described showed
    """.split()
)
_EARLIER = frozenset(
    "earlier previous previously originally initially first before wrongly incorrectly mistakenly erroneously falsely".split()
)
_OURS = frozenset("we our i my update message post notice statement mail email report bulletin".split())
_WE_EARLIER = _OURS | _EARLIER
_WRONG = frozenset(
    """
    wrong incorrect incorrectly mistaken mistake error inaccurate false untrue wrongly mistakenly correct correction corrected
    right actually fact should accurate erroneous erroneously instead typo misstated
    """.split()
)
_INSTEAD = (
    ["instead", "of"],
    ["rather", "than"],
    ["and", "not"],
    ["as", "opposed", "to"],
    ["contrary", "to"],
)
_CONTRASTS = frozenset(["instead", "rather", "not", "opposed", "contrary"])
"""One of these stands in every contrast."""


def stated(look: Look, words: AbstractSet[str] | None = None, *, figures: bool = False) -> Scan:
    """Make a scan of `look` that keeps what the text states."""

    def stated_spots(reading: Reading, situation: Situation) -> Iterator[Spot]:
        for spot in look(reading, situation):
            if not withdrawn(reading, spot.start, spot.end):
                yield spot

    return Scan(stated_spots, words, figures=figures)


def stated_only(judge: Judge) -> Judge:
    """Make a judge that keeps of the spots of `judge` what the text states."""

    def stated_spot(match: Match, situation: Situation) -> Spot | None:
        spot = judge(match, situation)
        return None if spot and withdrawn(match.reading, spot.start, spot.end) else spot

    return stated_spot


def withdrawn(reading: Reading, start: int, end: int) -> bool:
    """Tell whether text[start:end] is named as wrong or not meant as a statement of fact."""
    sentence = reading.sentence_at(start)
    if sentence is None:
        return False
    word = reading.word_at(start)
    return (
        reading.text[max(sentence.end - 8, sentence.start) : sentence.end].rstrip("\"'”’)").endswith("?")
        or dependent_if(reading, sentence, word)
        or _contrasted(reading, sentence, word, reading.word_at(end))
        or _told_wrongly(reading, sentence, word)
    )


def _contrasted(reading: Reading, sentence: Sentence, first: int, after: int) -> bool:
    """ "Not 40 % but 4 %", "instead of 40 %", "(not 40 %)"."""
    if _CONTRASTS.isdisjoint(reading.vocabulary):
        return False
    before = reading.lower[max(first - 4, sentence.first) : first]
    if any(words == before[-len(words) :] for words in _INSTEAD):
        return True
    if any(words == before[-len(words) - 1 : -1] for words in _INSTEAD):
        return True
    following = reading.lower[after : min(after + 7, sentence.last)]
    return "not" in before[-2:] and "but" in following and "only" not in before


def _told_wrongly(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "We first said that 40 % ...", where the same or the next sentence calls it wrong."""
    before = reading.lower[sentence.first : word]
    if _TOLD.isdisjoint(before):
        return False
    told = max((place for place, text in enumerate(before[-40:]) if text in _TOLD), default=-1)
    if told < 0 or _WE_EARLIER.isdisjoint(before) or not _WRONG.isdisjoint(before[-40:][told:]):
        return False
    if not _EARLIER.isdisjoint(before):
        return True
    following = _sentence_after(reading, sentence)
    near = reading.lower[sentence.first : sentence.last] + (
        reading.lower[following.first : following.last] if following else []
    )
    return not _WRONG.isdisjoint(near)


def _sentence_after(reading: Reading, sentence: Sentence) -> Sentence | None:
    later = sentence.index + 1
    return reading.sentences[later] if later < len(reading.sentences) else None

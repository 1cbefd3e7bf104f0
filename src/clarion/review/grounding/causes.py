"""Causes as a text tells them: the words after "caused by", "because", "due to", or before "was the cause"."""

from collections.abc import Iterator

from clarion.review.grounding.roles import TROUBLE
from clarion.review.grounding.told import Told, ends_before, hedged_at
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE
from clarion.review.reading.grammar import breaks_before

_AFTER = {
    "caused": ("by",), "because": (), "triggered": ("by",), "due": ("to",), "owing": ("to",), "resulted": ("from",),
    "results": ("from",), "resulting": ("from",), "stemmed": ("from",), "stems": ("from",), "originated": ("in", "from", "with"),
    "traced": ("to", "back"), "come": ("from",), "comes": ("from",), "came": ("from",), "goes": ("back",), "attributed": ("to",), "attributable": ("to",), "brought": ("by", "down"), "provoked": ("by",),
    "explained": ("by",), "blamed": ("on",), "thanks": ("to",), "introduced": ("by",), "induced": ("by",), "led": (), "result": ("of",), "consequence": ("of",), "behind": (), "confirmed": ("that",), "confirm": ("that",),
}  # fmt: skip
"""Word -> the words one of which must follow it; what comes then is the cause."""
_NOUNS = frozenset(["cause", "reason", "culprit", "trigger", "origin", "source", "explanation"])
_VERBS = frozenset(["caused", "causes", "causing", "triggered", "provoked"])
_EMPTY_SUBJECTS = frozenset(
    "this that it we we're it's they're i i'm which what they these those you problems inconvenience".split()
)
_NOT_OF_THE_INCIDENT = frozenset(
    """
    fix fixed recovered recovery resolved mitigated mitigation
    replies reply responses longer demand volume volumes calls holiday holidays interest your you inconvenience trouble
    """.split()
)
_REACH = 16


def told_causes(reading: Reading) -> Iterator[Told]:
    """Yield the causes that a text names, by place."""
    seen = -1
    for word in reading.where(CUES):
        if word > seen and (sentence := reading.sentence_at(reading.starts[word])):
            told = _at(reading, sentence, word)
            if told:
                seen = told.last
                yield told


def _at(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    text = reading.lower[word]
    if text == "led" and not _led_to_the_trouble(reading, word):
        return None
    if text == "behind":
        return (
            _before(reading, sentence, word)
            if reading.lower[word - 1] in BE and word > sentence.first
            else None
        )
    if text in _AFTER and text != "led" and (found := _after(reading, sentence, word)):
        return found
    if text in _NOUNS:
        return _beside_noun(reading, sentence, word)
    if text in {"responsible", "blame"}:
        return _before(reading, sentence, word) if _predicate(reading, sentence, word) else None
    if text in _VERBS or text == "led":
        if reading.lower[word - 1] in BE or (
            text == "triggered" and "not" in reading.lower[max(word - 3, 0) : word]
        ):
            return None
        return _before(reading, sentence, word)
    return None


def _led_to_the_trouble(reading: Reading, word: int) -> bool:
    return reading.lower[word + 1 : word + 2] == ["to"]


def _after(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    """The cause that follows "caused by", "because of", "due to", up to the next comma or clause."""
    needed = _AFTER[reading.lower[word]]
    first = word + 1
    if reading.lower[word] in _OF_TROUBLE_ONLY and not _trouble_before(reading, sentence, word):
        return None
    if needed:
        if reading.lower[first : first + 1] == [] or reading.lower[first] not in needed:
            return None
        first += 1
        first += reading.lower[first : first + 1] in (["to"], ["by"])
    elif reading.lower[first : first + 1] == ["of"]:
        first += 1
    return _told(reading, sentence, first, word)


_OF_TROUBLE_ONLY = frozenset(["come", "comes", "came", "goes"])
_IT = frozenset(["this", "it", "these", "they", "all"])


def _trouble_before(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "The failures come from", "this came from"; messages and orders come from somewhere, too."""
    subject = reading.lower[max(word - 4, sentence.first) : word]
    return reading.lower[word - 1] in _IT or not TROUBLE.isdisjoint(subject)


def _told(reading: Reading, sentence: Sentence, first: int, cue: int) -> Told | None:
    last = first - 1
    while (
        last + 1 < sentence.last
        and last - first < _REACH
        and not (last >= first and ends_before(reading, last + 1))
    ):
        last += 1
    if last < first or reading.lower[first] in {
        "we",
        "be",
        "start",
        "end",
        "go",
        "arrive",
        "this",
        "that",
        "these",
    }:
        return None
    if not _NOT_OF_THE_INCIDENT.isdisjoint(reading.lower[first : last + 1]):
        return None
    return Told(first, last, outright=True, hedged=hedged_at(reading, sentence, cue, last))


def _beside_noun(reading: Reading, sentence: Sentence, noun: int) -> Told | None:
    """ "The cause was ...", "cause: ...", "..., which was the cause", "... is the reason"."""
    lower = reading.lower
    following = noun + 1
    if following < sentence.last and ":" in reading.gap(following):
        return _told(reading, sentence, following, noun)
    if following < sentence.last and lower[following] in {"of", "for", "behind"}:
        following = _over_phrase(reading, sentence, following)
    if following < sentence.last and (lower[following] in BE or lower[following] in _COPULAS):
        first = following + 1
        while first < sentence.last and lower[first] in _TO_THE_CAUSE:
            first += 1
        if first < sentence.last and lower[first] not in _STATES:
            return _told(reading, sentence, first, noun)
        return None
    if _predicate(reading, sentence, noun):
        return _before(reading, sentence, noun)
    return None


_TO_THE_CAUSE = frozenset("that now simply found to been therefore out in with be".split())
_COPULAS = frozenset(["lies", "lay", "turned", "proved", "has"])
_STATES = frozenset(
    """
    known unknown unclear open pending being not still being identified confirmed found under determined established located clear isolated as has have
    yet investigated fixed resolved corrected removed gone
    """.split()
)


def _over_phrase(reading: Reading, sentence: Sentence, word: int) -> int:
    """Step over "of the delay" and "for this outage" to the verb."""
    stop = min(word + 8, sentence.last)
    while (
        word < stop
        and reading.lower[word] not in BE
        and not breaks_before(reading, word + 1 if word + 1 < sentence.last else word)
    ):
        if reading.lower[word] in {"and", "or", "but"}:
            return sentence.last
        word += 1
    return word


def _predicate(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "... was (found to be) the root cause", "were to blame"."""
    before = reading.lower[max(word - 6, sentence.first) : word]
    return not BE.isdisjoint(before) and "no" not in before


def _before(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    """The subject of "was the cause" and "caused": the words of the clause before its verb."""
    stop = word
    while stop > sentence.first and (reading.lower[stop - 1] in _LINKS or (reading.lower[stop - 1] in BE)):
        stop -= 1
    first = stop
    while first > sentence.first and stop - first < _REACH and not breaks_before(reading, first):
        first -= 1
    last = stop - 1
    if last - first == 0 and reading.lower[first] in {"this", "that", "which", "it"}:
        return _antecedent(reading, sentence, first, word)
    while first < stop and reading.lower[first] in {
        "and",
        "but",
        "as",
        "so",
        "because",
        "that",
        "which",
        "when",
    }:
        first += 1
    if last < first or reading.lower[last] in _EMPTY_SUBJECTS or reading.lower[first] in _EMPTY_SUBJECTS:
        return None
    return Told(first, last, outright=True, hedged=hedged_at(reading, sentence, word, word))


def _antecedent(reading: Reading, sentence: Sentence, pronoun: int, cue: int) -> Told | None:
    """ "The index is damaged, that is the cause", "A disk was full. This caused the errors.": the clause before."""
    if pronoun > sentence.first:
        first, last = sentence.first, pronoun - 1
    elif sentence.index and reading.lower[pronoun] in {"this", "that"}:
        before = reading.sentences[sentence.index - 1]
        first, last = before.first, before.last - 1
    else:
        return None
    if last < first or last - first > _REACH:
        return None
    return Told(
        first, last, outright=reading.lower[cue] in _NOUNS, hedged=hedged_at(reading, sentence, cue, cue)
    )


_LINKS = frozenset(
    "the a root to main only likely probable found be been has have had also therefore thus directly our this".split()
)
CUES = frozenset({*_AFTER, *_NOUNS, *_VERBS, "responsible", "blame"})

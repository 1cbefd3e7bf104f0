"""Details in which an account that is otherwise the recorded cause departs from it: a number, a version, too high for too low."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from clarion.review.grounding.cause_words import GENERIC
from clarion.review.grounding.likeness import content, content_of, stem
from clarion.review.reading import Reading
from clarion.review.reading.classes import BE, DETERMINERS, HAVE, MODALS, NUMBER_WORDS, PREPOSITIONS
from clarion.review.reading.patterns import pattern
from clarion.review.reading.things import GENERIC_MODIFIERS

# -- numbers

_TOKEN = pattern(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_LABELS = frozenset("release version build node server region zone shard cluster batch line".split())
"""Nouns that a number may follow: "release 8.1"."""


def amounts(reading: Reading, recorded: str) -> Iterator[tuple[int, int]]:
    """Yield the places of numbers that stand beside the same noun as another number in the recorded cause."""
    expected = _amounts_told(recorded)
    if not expected:
        return
    telling = content_of(recorded)
    for sentence in reading.sentences:
        if len(content(reading.lower[sentence.first : sentence.last]) & telling) < 2:
            continue
        tokens = _tokens(reading.text, sentence.start, sentence.end)
        for place, (start, word) in enumerate(tokens):
            value = _value(word)
            if value is None or _of_time(reading, start):
                continue
            known = [expected[noun] for noun in _nouns_beside(tokens, place) if noun in expected]
            if known and all(value not in values for values in known):
                yield start, start + len(word)


@lru_cache(maxsize=64)
def _amounts_told(recorded: str) -> dict[str, set[float]]:
    """The numbers of a recorded cause by the nouns beside them."""
    return _amounts_of(_tokens(recorded, 0, len(recorded)))


def _tokens(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Words and numbers, decimals whole, lower case, with their offsets."""
    return [(match.start(), match.group().lower()) for match in _TOKEN.finditer(text, start, end)]


def _of_time(reading: Reading, start: int) -> bool:
    return any(_holds(spans, start) for spans in (reading.times, reading.dates, reading.durations))


def _holds(spans: Sequence[tuple[Any, ...]], start: int) -> bool:
    """Tell whether one of `spans` (start, end, ... by start) holds the character at `start`."""
    place = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return place >= 0 and start < spans[place][1]


def _amounts_of(tokens: list[tuple[int, str]]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for place, (_, word) in enumerate(tokens):
        value = _value(word)
        if value is not None:
            for noun in _nouns_beside(tokens, place):
                found.setdefault(noun, set()).add(value)
    return found


def _value(word: str) -> float | None:
    if word[0].isdigit() and word.isascii():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None  # "8.1.2": a version
    return NUMBER_WORDS.get(word)


def _nouns_beside(tokens: list[tuple[int, str]], place: int) -> list[str]:
    """The stems of the label before a number, or of up to three words after it, over "of the" and "our"."""
    if place and tokens[place - 1][1] in _LABELS:
        return [stem(tokens[place - 1][1])]
    nouns = []
    for _, word in tokens[place + 1 : place + 4]:
        if word in PREPOSITIONS and word != "of":
            break
        if word not in {"of", "the", "our", "its"}:
            nouns.append(stem(word))
    return nouns


# -- versions

_CARRIES_A_VERSION = _LABELS | {"patch", "update", "firmware", "driver", "package", "image"}
_GOES_BACK = frozenset(["to", "back"])


def versions(reading: Reading, recorded: str) -> Iterator[tuple[int, int]]:
    """ "Patch 3.41" for "a faulty patch, version 3.14": a dotted number behind the recorded noun; not what we go back to."""
    expected = _dotted(recorded)
    if not expected or "." not in reading.text:
        return
    nouns = content_of(recorded) | {stem(word) for word in _CARRIES_A_VERSION}
    found = [(match.start(), match.end()) for match in _VERSION.finditer(reading.text)]
    if any(reading.text[start:end] in expected for start, end in found):
        return
    for start, end in found:
        word = reading.word_at(start)
        before = reading.lower[max(word - 1, 0) : word]
        if not before or stem(before[0]) not in nouns or _of_time(reading, start):
            continue
        if _GOES_BACK.isdisjoint(reading.lower[max(word - 3, 0) : word]):
            yield reading.starts[word - 1], end


_VERSION = pattern(r"(?<![\w.])\d{1,4}(?:\.\d{1,4}){1,3}(?![\w%]|\.\d)")


@lru_cache(maxsize=64)
def _dotted(recorded: str) -> frozenset[str]:
    return (
        frozenset(match.group() for match in _VERSION.finditer(recorded)) if "." in recorded else frozenset()
    )


# -- degrees

_DEGREES = (
    ("high", "low"), ("early", "late"), ("long", "short"), ("large", "small"), ("big", "small"), ("many", "few"), ("fast", "slow"),
    ("wide", "narrow"), ("hot", "cold"), ("old", "new"), ("much", "little"), ("often", "rarely"), ("strict", "loose"), ("full", "empty"),
    ("soon", "late"), ("tight", "loose"), ("heavy", "light"), ("thick", "thin"), ("warm", "cold"), ("dry", "wet"), ("strong", "weak"),
)  # fmt: skip
_OTHER_WAY = {
    degree: {other for pair in _DEGREES for other in pair if degree in pair and other != degree}
    for pair in _DEGREES
    for degree in pair
}


def degrees(reading: Reading, recorded: str) -> Iterator[tuple[int, int]]:
    """ "Set too high" for "set too low", "ran early" for "ran late"; without "too" the rest must be the recorded cause."""
    expected = _degrees_told(recorded)
    if not expected or not reading.vocabulary.isdisjoint(expected):
        return
    wrong = {other for degree in expected for other in _OTHER_WAY[degree]}
    telling = content_of(recorded)
    for word in reading.where(wrong):
        sentence = reading.sentence_at(reading.starts[word])
        shared = content(reading.lower[sentence.first : sentence.last]) & telling if sentence else set()
        too = word > 0 and reading.lower[word - 1] == "too" and "too" in recorded.lower().split()
        if len(shared) >= (1 if too else max(2, _NEARLY_ALL * len(telling))):
            yield reading.starts[word - too], reading.ends[word]


_NEARLY_ALL = 0.6


@lru_cache(maxsize=64)
def _degrees_told(recorded: str) -> frozenset[str]:
    return frozenset(word.strip(",.;") for word in recorded.lower().split()) & _OTHER_WAY.keys()


# -- the same part of another kind


def other_kinds(reading: Reading, recorded: str) -> Iterator[tuple[int, int]]:
    """ "A temperature sensor" for "a humidity sensor", where the rest of the clause is the recorded cause."""
    kinds = _kinds_told(recorded)
    telling = content_of(recorded)
    if not kinds or len(telling) < _ENOUGH_TO_TELL:
        return
    for head, kind in kinds:
        if kind in reading.vocabulary:
            continue
        for word in (word for word, lower in enumerate(reading.lower) if word and stem(lower) == head):
            sentence = reading.sentence_at(reading.starts[word])
            shared = content(reading.lower[sentence.first : sentence.last]) & telling if sentence else set()
            if len(shared) >= max(2, 0.6 * len(telling)) and _is_a_kind(reading.lower[word - 1], telling):
                yield reading.starts[word - 1], reading.ends[word]


_ENOUGH_TO_TELL = 4


def _is_a_kind(text: str, telling: frozenset[str]) -> bool:
    """Nouns that say which: no article, no adjective that may be added to any part."""
    return (
        text.isalpha()
        and text not in PREPOSITIONS | DETERMINERS | GENERIC_MODIFIERS | BE | HAVE | MODALS
        and not text.endswith(
            ("ed", "ing", "ous", "ive", "ful", "less", "able", "ible", "ly", "al", "ic", "'s")
        )
        and stem(text) not in telling
        and bool(content([text]))
    )


@lru_cache(maxsize=64)
def _kinds_told(recorded: str) -> tuple[tuple[str, str], ...]:
    """The stems of nouns with the noun before them: sensor, humidity."""
    words = [word for _, word in _tokens(recorded, 0, len(recorded))]
    return tuple(
        (stem(noun), kind)
        for kind, noun in pairwise(words)
        if _is_a_kind(kind, frozenset()) and content([noun]) - GENERIC
    )

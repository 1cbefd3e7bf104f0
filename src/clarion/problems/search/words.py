"""From a text to the words by which texts are compared: without stop words and endings, words of one meaning as one.

Pure: no database. English; words of other languages are compared as they are written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from clarion.problems.search.vocabulary import (
    EVERYWHERE,
    LOOSE,
    ONE_MEANING,
    PHRASES,
    STOP_WORDS,
)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Clock times, dates, dotted versions and addresses say when and where, not what.
_NUMBERS = re.compile(r"\b\d+(?:[.:/,-]\d+)+\b|\b\d{1,2}\b|\b\d{4,}\b")
_VOWEL = re.compile(r"[aeiouy]")
#: Longest first. What is left must hold a vowel and three letters.
_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ments", "ment"), ("ness", ""), ("ities", "iti"), ("ity", "iti"),
    ("ies", "i"), ("ied", "i"), ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("sses", "ss"), ("xes", "x"),
    ("ches", "ch"), ("shes", "sh"), ("ers", "er"), ("ed", ""), ("es", "e"), ("ly", ""), ("s", ""),
)  # fmt: skip
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Word:
    """`key` is what is compared; `shown` how it stands in the text, from `start` to `end`."""

    key: str
    shown: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words that say something, in their order."""
    plain = _plain(text)
    numbers = [match.span() for match in _NUMBERS.finditer(plain)]
    phrases = [
        (match.span(), key)
        for part, phrase, key in _phrases()
        if part in plain
        for match in phrase.finditer(plain)
    ]
    for (start, end), key in phrases:
        yield Word(key, text[start:end], start, end)
    taken = numbers + [span for span, _ in phrases]
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if taken and any(start < until and end > since for since, until in taken):
            continue
        if key := key_of(match.group()):
            yield Word(key, text[start:end], start, end)


def keys_of(text: str) -> list[str]:
    """Each word once, in the order in which it came first."""
    return list(dict.fromkeys(word.key for word in words_in(text)))


def is_loose(key: str) -> bool:
    """Whether the word stands in reports of every kind ("fails", "slow", "customers") and tells little by itself."""
    return key in _loose()


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """What is compared of one word, in lower case; empty for a stop word."""
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if len(word) < 2 or word in STOP_WORDS or word in EVERYWHERE:
        return ""
    stem = stem_of(word)
    return ONE_MEANING.get(word) or _meanings().get(stem) or stem


def stem_of(word: str) -> str:
    """The word without its ending: "expired", "expires" and "expiring" are one."""
    if not word.isascii() or any(letter.isdigit() for letter in word):
        return word
    for ending, instead in _ENDINGS:
        kept = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(kept) >= _SHORTEST and _VOWEL.search(kept):
            if ending == "s" and word.endswith(("ss", "us", "is")):
                break
            word = kept
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]  # "dropp" of "dropped"
    return word.removesuffix("e") if len(word) > _SHORTEST + 1 else word


def _plain(text: str) -> str:
    """In lower case and without accents, every character in its place."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[str, re.Pattern[str], str]]:
    return [(part, re.compile(rf"\b(?:{phrase})\b"), key) for part, phrase, key in PHRASES]


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    return {stem_of(word): key for word, key in ONE_MEANING.items()}


@lru_cache(maxsize=1)
def _loose() -> frozenset[str]:
    return frozenset(filter(None, map(key_of, LOOSE)))

"""Words of a passage that a learner marks, and whether they are the wrong ones. Pure.

A word is what stands between blanks. What is wrong is told twice: by the span of the question, often a whole sentence,
and by what the review finds there, often a word or two of it. A mark is right when both hold:

- it holds at least half of the words of the question's span, or of a finding that lies inside it;
- it holds at most three words beside that span and all findings there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from clarion.practice.quiz.question import Passage
from clarion.review import Finding, Severity, review

SHARE = 0.5
"""Of the words of one wrong span, how much a mark must hold."""
BESIDE = 3
"""Words that a mark may hold beside the wrong ones: where a span begins and ends is a matter of taste."""
_LEFT_OUT = re.compile(r"\s*(?:\.\.\.|…)\s*")
_EDGES = ".,;:!?()[]\"'“”‘’«»"


class NotMarked(ValueError):
    """What was typed or ticked names no place in the text; the message says what to do."""


@dataclass(frozen=True)
class Word:
    """A word of the passage with its number from 0, its place, and what stands between it and the next word."""

    number: int
    text: str
    start: int
    end: int
    gap: str = ""


@dataclass(frozen=True)
class Run:
    """A piece of the passage of one look: wrong or not, marked by the learner or not."""

    text: str
    wrong: bool
    marked: bool


def words_of(text: str) -> list[Word]:
    return [
        Word(number, found[1], found.start(1), found.end(1), found[2])
        for number, found in enumerate(re.finditer(r"(\S+)(\s*)", text))
    ]


@cache
def found_by_review(passage: Passage) -> tuple[Finding, ...]:
    """What the review says against the wrong span: findings of the question's rule that overlap it."""
    said = review(passage.text, audience=passage.audience, kind=passage.message)
    return tuple(
        finding
        for finding in said.findings
        if finding.rule == passage.rule
        and finding.severity != Severity.HINT
        and finding.start < passage.end
        and passage.start < finding.end
    )


def wrong_spans(passage: Passage) -> list[frozenset[int]]:
    """Numbers of the words of each span that is wrong: of the question first, then of the findings."""
    places = [(passage.start, passage.end), *((each.start, each.end) for each in found_by_review(passage))]
    spans = [_words_between(passage.text, start, end) for start, end in places]
    return [span for span in spans if span]


def spans_to_hit(passage: Passage) -> list[frozenset[int]]:
    """Those of which a mark holds half. A finding that reaches further than the question does not tell what is wrong in it."""
    asked, *found = wrong_spans(passage)
    return [asked, *(span for span in found if span <= asked)]


def _words_between(text: str, start: int, end: int) -> frozenset[int]:
    """A mark of punctuation alone does not make a word part of a span."""
    return frozenset(
        word.number
        for word in words_of(text)
        if word.start < end and start < word.start + len(word.text.rstrip(_EDGES) or word.text)
    )


def is_right(passage: Passage, marked: Iterable[int]) -> bool:
    held = frozenset(marked)
    beside = held.difference(*wrong_spans(passage))
    hit = any(len(held & span) >= SHARE * len(span) for span in spans_to_hit(passage))
    return hit and len(beside) <= BESIDE


def words_ticked(text: str, numbers: Iterable[int]) -> tuple[int, ...]:
    """All words from the first ticked one to the last: a span has no holes, and two ticks mark a long sentence.

    Raises NotMarked for none, and for a number that no word has.
    """
    ticked = sorted(set(numbers))
    if not ticked:
        raise NotMarked("Mark the words that are wrong: at least one.")
    if not 0 <= ticked[0] <= ticked[-1] < len(words_of(text)):
        raise NotMarked("These marks do not fit the text. Mark the words again.")
    return tuple(range(ticked[0], ticked[-1] + 1))


def words_typed(text: str, typed: str) -> tuple[int, ...]:
    """Numbers of the words that somebody typed, whatever their case and punctuation.

    Three dots leave out what stands between: "Customers who ... their card". Raises NotMarked where the words do not
    stand in the text, or stand there twice.
    """
    words = [_bare(word.text) for word in words_of(text)]
    parts = [[_bare(word) for word in part.split()] for part in _LEFT_OUT.split(typed) if part.strip()]
    if not parts:
        raise NotMarked("Mark the words that are wrong: at least one.")
    places = [_place(part, words) for part in parts]
    if places[-1].stop <= places[0].start:
        raise NotMarked("Write the first words before the three dots and the last words after them.")
    return tuple(range(places[0].start, places[-1].stop))


def _place(part: list[str], words: list[str]) -> range:
    found = [at for at in range(len(words) - len(part) + 1) if words[at : at + len(part)] == part]
    if not found:
        raise NotMarked("These words do not stand in the text like this. Copy them as they are there.")
    if len(found) > 1:
        raise NotMarked("These words stand in the text more than once. Add the words before or after them.")
    return range(found[0], found[0] + len(part))


def _bare(word: str) -> str:
    return word.strip(_EDGES).casefold() or word


def runs(passage: Passage, marked: Iterable[int] = ()) -> Iterator[Run]:
    """The whole passage in pieces: what is wrong to the character, what was marked to the word."""
    looks = [[passage.start <= at < passage.end, False] for at in range(len(passage.text))]
    words, held = words_of(passage.text), frozenset(marked)
    for word in words:
        if word.number in held:
            end = word.end + len(word.gap) if word.number + 1 in held else word.end
            for at in range(word.start, end):
                looks[at][1] = True
    for (wrong, mark), places in groupby(range(len(looks)), key=lambda at: tuple(looks[at])):
        yield Run("".join(passage.text[at] for at in places), wrong, mark)

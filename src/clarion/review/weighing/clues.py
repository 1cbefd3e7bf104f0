"""Clues: the words of a sentence and short runs of them, in which people, numbers, names and endings are alike.

"The engineer forgot two rows" and "our admin forgets 14 rows" share the run `<human> forg <number>`: what was learned from
one sentence is known of the other. A clue is written as text, so that people can read what was learned.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clarion.review.reading.classes import BE, DETERMINERS, HAVE, HUMAN, NUMBER_WORDS, SCALES
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence


class Pieces(NamedTuple):
    """The words and marks of a sentence, in parallel lists, with one before the first and one after the last."""

    written: list[str]
    """In lower case."""
    counts_as: list[str]
    """What a piece counts as: a class (`<human>`), a mark, or the stem of the word."""
    words: list[int]
    """Index of the word in the reading; marks have that of a neighbour."""


LONGEST_RUN = 3
"""Pieces of a run."""
MOST_PIECES = 400
"""What is longer is no sentence; its beginning is weighed."""
_LONGEST_WORD = 60
"""What is longer is no word; words are remembered, and memory must not grow with what somebody pastes."""
_START, _END = "^", "$"
_ALIKE = {
    **dict.fromkeys(BE, "<be>"),
    **dict.fromkeys(HAVE, "<have>"),
    **dict.fromkeys(DETERMINERS - {"no", "some", "any", "each", "every", "all", "many", "most"}, "<the>"),
    **dict.fromkeys(HUMAN, "<human>"),
    **dict.fromkeys({*NUMBER_WORDS, *SCALES}, "<number>"),
    **dict.fromkeys("customer customers user users client clients guest guests passenger passengers patient patients "
                    "player players member members subscriber subscribers visitor visitors caller callers buyer buyers "
                    "merchant merchants".split(), "<customer>"),
    **dict.fromkeys("we our us i my ours me we're we've we'll i'm i've i'll ourselves".split(), "<we>"),
    **dict.fromkeys("you your yours you're you've you'll yourself yourselves".split(), "<you>"),
    **dict.fromkeys("he she they him them his their her they're he's she's".split(), "<they>"),
    **dict.fromkeys("minute minutes hour hours day days week weeks second seconds min mins hrs".split(), "<unit>"),
    **dict.fromkeys("monday tuesday wednesday thursday friday saturday sunday january february april june july august "
                    "september october november december".split(), "<day>"),
    **dict.fromkeys("am pm utc gmt cet cest est edt pst pdt bst ist jst aest eet eest cst mst sgt".split(), "<zone>"),
}  # fmt: skip
"""Words of which one is as good as another."""
_MARKS = {mark: mark for mark in ',;:()?!…"%/'} | {
    "—": "-",
    "–": "-",
    "“": '"',
    "”": '"',
    "„": '"',
    "\n": "¶",
}
"""Marks that tell something, and what they count as."""
_ENDINGS = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 4


@lru_cache(maxsize=16_384)
def counting_as(word: str) -> str:
    """Return the class of a word in lower case, or else its stem."""
    alike = _ALIKE.get(word)
    if alike:
        return alike
    return "<number>" if word[0].isdigit() else stem(word)


def stem(word: str) -> str:
    """Cut the ending off: "forgets" and "forgetting" are `forget` and `forgett`, near enough for counting."""
    word = word.removesuffix("'s")
    if len(word) > _SHORTEST_STEM:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
    return word


def pieces(reading: Reading, sentence: Sentence) -> Pieces:
    """Take a sentence to pieces."""
    first, stop = sentence.first, min(sentence.last, sentence.first + MOST_PIECES)
    written = reading.lower[first:stop]
    if max(map(len, written), default=0) > _LONGEST_WORD:
        written = [word[:_LONGEST_WORD] for word in written]
    counts_as = list(map(counting_as, written))
    found = Pieces(
        [_START, *written, _END], [_START, *counts_as, _END], [first, *range(first, stop), stop - 1]
    )
    _count_names(reading, first, found.counts_as)
    _put_marks(reading, sentence, found)
    return found


def _count_names(reading: Reading, first: int, counts_as: list[str]) -> None:
    """A capital inside a sentence makes a name of a word that is in no class."""
    cased, capitals = reading.words.cased, reading.capitals
    stop = first + len(counts_as) - 2
    for word in capitals[bisect_right(capitals, first) : bisect_left(capitals, stop)]:
        place = word - first + 1
        if counts_as[place][0] != "<":
            shouted = len(cased[word]) > 1 and cased[word].isupper()
            counts_as[place] = "<CAPITALS>" if shouted else "<Name>"


def _put_marks(reading: Reading, sentence: Sentence, found: Pieces) -> None:
    """Put the marks between the words, from the last to the first so that places hold; join the hours of a time with its minutes."""
    first, length = sentence.first, len(found.words) - 2
    stop = first + length
    if stop == sentence.last:
        tail = reading.text[reading.ends[stop - 1] : sentence.end]
        _put(tail, length + 1, stop - 1, found)
    gaps = reading.words.gaps[first + 1 : stop]
    for place in [place for place, gap in enumerate(gaps, start=2) if gap != " "][::-1]:
        gap, word = gaps[place - 2], first + place - 1
        if gap == ":" and found.counts_as[place] == "<number>" == found.counts_as[place - 1]:
            found.counts_as[place - 1 : place + 1] = ["<time>"]
            del found.written[place], found.words[place]
        else:
            _put(gap, place, word, found)


def _put(gap: str, place: int, word: int, found: Pieces) -> None:
    marks = [_MARKS[mark] for mark in gap if mark in _MARKS][:2]
    if not marks:
        return
    found.written[place:place] = marks
    found.counts_as[place:place] = marks
    found.words[place:place] = [word] * len(marks)


def clues(found: Pieces) -> Iterator[str]:
    """Yield everything that a sentence is weighed by, as text. `Scale` looks up the same without writing it out."""
    written, counts_as, _ = found
    for place, seen in enumerate(counts_as):
        if written[place] != seen:
            yield f"={written[place]}"
        for end in range(place + 1, min(place + LONGEST_RUN, len(counts_as)) + 1):
            yield " ".join(counts_as[place:end])

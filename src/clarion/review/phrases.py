"""The phrase language, and one pass that finds every phrase of every rule, element and claim.

A phrase is written as words, lower case, separated by blanks:

    out of the woods            these words
    hit|hits a snag|wall        one of
    a? minor bug                an optional word
    ~forget to                  any form of the verb (forgets, forgot, forgotten, forgetting)
    ~take .. blame              up to 3 words between, also over a comma; ..6 for up to 6
    <human> error               a class of words, see reading/classes.py
    ^ uh oh                     at the start of the sentence
    no worries $                at its end
    prior to => before          a rewrite, shown as the finding's suggestion

Hyphens separate words: write "zero downtime". Between two words of a phrase there may be blanks, hyphens, emphasis and
quotation marks, nothing else. The rarest word that must occur is the anchor: the phrase is tried only where it stands.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import CLASSES
from clarion.review.reading.inflection import verb_forms

_JOINS = frozenset(" \t\n\r\u00a0*_-\u2010\u2011\"'“”‘’>")
_COMMON = dict.fromkeys(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "may",
        "me",
        "might",
        "more",
        "must",
        "my",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "our",
        "out",
        "she",
        "should",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "too",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
    ],
    40,
)
_COMMON |= dict.fromkeys(
    [
        "after",
        "again",
        "all",
        "also",
        "any",
        "before",
        "being",
        "cause",
        "customers",
        "data",
        "down",
        "due",
        "error",
        "errors",
        "every",
        "fix",
        "get",
        "got",
        "has",
        "how",
        "incident",
        "issue",
        "issues",
        "just",
        "know",
        "last",
        "make",
        "minutes",
        "new",
        "next",
        "now",
        "off",
        "only",
        "over",
        "please",
        "problem",
        "service",
        "services",
        "still",
        "system",
        "team",
        "time",
        "today",
        "under",
        "update",
        "users",
        "very",
        "work",
        "working",
        "yet",
    ],
    8,
)
_TRIES_PER_SENTENCE = 12
"""An anchor repeated more often in one sentence is no prose; trying it on would only cost time."""


class PhraseError(ValueError):
    """A phrase cannot be read; the message quotes it."""


class Part(NamedTuple):
    """One place of a phrase: one of `words`; or, with `words` None, a gap of up to `gap` words."""

    words: frozenset[str] | None
    optional: bool = False
    gap: int = 0


class Phrase(NamedTuple):
    parts: tuple[Part, ...]
    anchor: int
    """Index of the part whose words are looked up."""
    at_start: bool
    furthest: int
    """Where it stands at the start of a sentence: no more words than these can stand before its anchor."""
    at_end: bool
    suggestion: str | None


class Match(NamedTuple):
    """A phrase found: the words first..last (inclusive) of a sentence."""

    reading: Reading
    sentence: Sentence
    first: int
    last: int
    anchor: int
    """The word that stands for the phrase's anchor."""
    suggestion: str | None

    @property
    def start(self) -> int:
        return self.reading.starts[self.first]

    @property
    def end(self) -> int:
        return self.reading.ends[self.last]

    @property
    def text(self) -> str:
        return self.reading.text[self.start : self.end]


@cache
def parse(source: str) -> Phrase:
    """Read one phrase. Raises PhraseError when it has no word that could be an anchor."""
    written, _, suggestion = source.partition(" => ")
    tokens = written.split()
    places = [token for token in tokens if token not in {"^", "$"}]
    at_start, at_end = tokens[:1] == ["^"], tokens[-1:] == ["$"]
    anchor = places.index(_anchor(source))
    parts = tuple(map(_part, places))
    furthest = sum(1 if part.words else part.gap for part in parts[:anchor])
    return Phrase(parts, anchor, at_start, furthest, at_end, suggestion.strip() or None)


def anchor_words(source: str) -> frozenset[str]:
    """Return the words under which a phrase is looked up, without reading all of it. Raises PhraseError."""
    return _words(_anchor(source))


def _anchor(source: str) -> str:
    """Return the part of a phrase that would be tried most seldom, the first of several."""
    lightest, anchor = _NEVER, ""
    for part in source.partition(" => ")[0].split():
        weight = _weight(part)
        if weight < lightest:
            lightest, anchor = weight, part
            if weight == 1:
                break  # no part is lighter
    if lightest == _NEVER:
        raise PhraseError(f"no word to look up in phrase {source!r}")
    return anchor


_NEVER = 1 << 30


@cache
def _part(token: str) -> Part:
    if token.startswith(".."):
        return Part(None, gap=int(token[2:] or 3))
    return Part(_words(token.removesuffix("?")), token.endswith("?"))


@cache
def _words(token: str) -> frozenset[str]:
    options = token.split("|")
    if "~" not in token and "<" not in token:
        return frozenset(options)
    words: set[str] = set()
    for option in options:
        if option.startswith("<"):
            words |= CLASSES[option[1:-1]]
        elif option.startswith("~"):
            words.update(verb_forms(option[1:]))
        else:
            words.add(option)
    return frozenset(words)


@cache
def _weight(token: str) -> int:
    """How often a place would be tried: the fewer and the rarer its words, the better an anchor it makes."""
    if token.endswith("?") or token.startswith("..") or token in {"^", "$"}:
        return _NEVER
    if "|" not in token and token[0] not in "<~":
        return _COMMON.get(token, 1)
    words = _words(token)
    if len(words) > 60:
        return 1000 + len(words)
    return len(words) + sum([_COMMON[word] - 1 for word in words & _COMMON.keys()])


type _Near = tuple[frozenset[str], int, int]
"""Words of which one has to stand near an anchor: from so many words off to so many, the last exclusive."""


type _Try[Owner] = tuple[Owner, Phrase, frozenset[str] | None, _Near | None]
"""A phrase after its owner, what has to stand right before its anchor, and what has to stand on the other side of a gap.

A plain tuple: some fifty are taken apart for each text, which is twice as fast as with names.
"""


class _Tries[Owner]:
    """The phrases of one anchor. Nine of ten fall at the word after the anchor, so they are kept by that word."""

    def __init__(self) -> None:
        self.written: list[tuple[_Try[Owner], frozenset[str] | None]] = []
        """All, each with what has to stand right after the anchor; None where that is open."""
        self.by_next: dict[str, list[_Try[Owner]] | None] = {}
        """Word that some phrase has right after the anchor -> what to try before it, None until it is first met there."""
        self.anywhere: list[_Try[Owner]] = []
        """What to try before every other word."""

    def add(self, each: _Try[Owner], following: frozenset[str] | None) -> None:
        self.written.append((each, following))
        if following is None:
            self.anywhere.append(each)
        else:
            self.by_next.update(dict.fromkeys(following))

    def before(self, following: str) -> list[_Try[Owner]]:
        """Return what to try at an anchor before the word `following`, in the order of writing."""
        here = [each for each, words in self.written if words is None or following in words]
        self.by_next[following] = here
        return here


class Anchors[Owner]:
    """Anchor word -> the phrases to try there, each with its owner. A phrase is read when its anchor first occurs."""

    def __init__(self, owned: Iterable[tuple[Owner, str]]) -> None:
        self._written: dict[str, list[tuple[Owner, str]]] = {}
        self._ready: dict[str, _Tries[Owner]] = {}
        for owner, source in owned:
            for word in anchor_words(source):
                self._written.setdefault(word, []).append((owner, source))

    def _tries(self, word: str) -> _Tries[Owner]:
        """Read the phrases of an anchor. Reading all at the start would cost a cold command more than everything else."""
        ready = self._ready[word] = _Tries()
        for owner, source in self._written[word]:
            phrase = parse(source)
            left, behind = _beside(phrase.parts[: phrase.anchor][::-1])
            right, ahead = _beside(phrase.parts[phrase.anchor + 1 :])
            near = (left, -behind, 0) if left and behind > 1 else None
            near = (right, 1, 1 + ahead) if right and ahead > 1 else near
            ready.add((owner, phrase, left if behind == 1 else None, near), right if ahead == 1 else None)
        return ready

    def search(self, reading: Reading) -> dict[Owner, list[Match]]:
        """Return the matches of each owner, in the order of the text."""
        ready, lower = self._ready, reading.lower
        found: dict[Owner, list[Match]] = {}
        anchors = reading.vocabulary & self._written.keys()
        places = reading.where(anchors)
        crowded = len(places) - len(anchors) >= _TRIES_PER_SENTENCE
        for sentence in reading.sentences if places else ():
            first, last = sentence.first, sentence.last
            inside = places[bisect_left(places, first) : bisect_left(places, last)]
            for word in _thinned(lower, inside) if crowded else inside:
                at_anchor = ready.get(lower[word]) or self._tries(lower[word])
                after = lower[word + 1] if word + 1 < last else ""
                here = at_anchor.by_next.get(after, at_anchor.anywhere)
                if here is None:
                    here = at_anchor.before(after)
                before = lower[word - 1] if word > first else ""
                for owner, phrase, left, near in here:
                    if left and before not in left:
                        continue
                    if near and near[0].isdisjoint(lower[max(word + near[1], 0) : word + near[2]]):
                        continue
                    match = match_at(phrase, reading, sentence, word)
                    if match:
                        found.setdefault(owner, []).append(match)
        return found


def _thinned(lower: list[str], places: Sequence[int]) -> Sequence[int]:
    """Leave out of the places of anchors in a sentence those of an anchor that stands there too often."""
    if len(places) - len({lower[word] for word in places}) < _TRIES_PER_SENTENCE:
        return places
    tries = Counter[str]()
    kept = []
    for word in places:
        tries[lower[word]] += 1
        if tries[lower[word]] <= _TRIES_PER_SENTENCE:
            kept.append(word)
    return kept


def _beside(parts: Iterable[Part]) -> tuple[frozenset[str] | None, int]:
    """Return the words of which one has to stand beside an anchor, and within how many words; None where that is open.

    `parts` lead away from the anchor. What follows an optional part may stand beside the anchor, too.
    """
    words: frozenset[str] = frozenset()
    reach = 1
    for part in parts:
        if part.words is None:
            reach += part.gap
            continue
        words = words | part.words if words else part.words
        if not part.optional:
            return words, reach
    return None, 0


def match_at(phrase: Phrase, reading: Reading, sentence: Sentence, word: int) -> Match | None:
    """Match a phrase whose anchor part stands at `word`."""
    parts, anchor = phrase.parts, phrase.anchor
    if phrase.at_start and word - sentence.first > phrase.furthest:
        return None
    first = last = word
    if anchor:
        first = _left(parts, anchor - 1, reading, sentence, word)
        if first < 0:
            return None
    if anchor < len(parts) - 1:
        last = _right(parts, anchor + 1, reading, sentence, word)
        if last < 0:
            return None
    if phrase.at_start and first != sentence.first:
        return None
    if phrase.at_end and last != sentence.last - 1:
        return None
    return Match(reading, sentence, first, last, word, phrase.suggestion)


def _right(
    parts: tuple[Part, ...],
    place: int,
    reading: Reading,
    sentence: Sentence,
    word: int,
    *,
    loose: bool = False,
) -> int:
    """Return the last word of parts[place:] matched after `word`, -1 if they do not match.

    `loose`: anything may stand between `word` and the next one, as inside a gap.
    """
    lower = reading.lower
    while place < len(parts):
        part = parts[place]
        if part.words is None:
            return -1 if loose else _right_of_gap(parts, place + 1, reading, sentence, word, part.gap)
        following = word + 1
        place += 1
        if (
            following < sentence.last
            and lower[following] in part.words
            and (loose or joined(reading, following))
        ):
            if not part.optional:
                word, loose = following, False
                continue
            last = _right(parts, place, reading, sentence, following)
            if last >= 0:
                return last
        elif not part.optional:
            return -1
    return word


def _right_of_gap(
    parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int, gap: int
) -> int:
    stop = min(word + gap, sentence.last - 1)
    needed = parts[place].words if place < len(parts) and not parts[place].optional else None
    if needed and needed.isdisjoint(reading.lower[word + 1 : min(stop + 2, sentence.last)]):
        return -1  # one look at the whole reach spares a try at each place of it
    for skipped in range(word, stop + 1):
        last = _right(parts, place, reading, sentence, skipped, loose=True)
        if last >= 0:
            return last
    return -1


def _left(
    parts: tuple[Part, ...],
    place: int,
    reading: Reading,
    sentence: Sentence,
    word: int,
    *,
    loose: bool = False,
) -> int:
    """Return the first word of parts[:place + 1] matched before `word`, -1 if they do not match."""
    lower = reading.lower
    while place >= 0:
        part = parts[place]
        if part.words is None:
            return -1 if loose else _left_of_gap(parts, place - 1, reading, sentence, word, part.gap)
        before = word - 1
        place -= 1
        if before >= sentence.first and lower[before] in part.words and (loose or joined(reading, word)):
            if not part.optional:
                word, loose = before, False
                continue
            first = _left(parts, place, reading, sentence, before)
            if first >= 0:
                return first
        elif not part.optional:
            return -1
    return word


def _left_of_gap(
    parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int, gap: int
) -> int:
    stop = max(word - gap, sentence.first)
    needed = parts[place].words if place >= 0 and not parts[place].optional else None
    if needed and needed.isdisjoint(reading.lower[max(stop - 1, sentence.first) : word]):
        return -1
    for skipped in range(word, stop - 1, -1):
        first = _left(parts, place, reading, sentence, skipped, loose=True)
        if first >= 0:
            return first
    return -1


def joined(reading: Reading, word: int) -> bool:
    """Tell whether nothing but blanks, hyphens, emphasis and quotation marks stands before this word."""
    gap = reading.words.gaps[word]
    return gap == " " or _JOINS.issuperset(gap)

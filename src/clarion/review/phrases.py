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

from collections.abc import Iterable
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
    return Phrase(tuple(map(_part, places)), anchor, at_start, at_end, suggestion.strip() or None)


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
    words: set[str] = set()
    for option in token.split("|"):
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
    if token.startswith("..") or token.endswith("?") or token in {"^", "$"}:
        return _NEVER
    options = token.split("|")
    if len(options) == 1 and token[0] not in "<~":
        return _COMMON.get(token, 1)
    words = _words(token)
    return 1000 + len(words) if len(words) > 60 else sum(_COMMON.get(word, 1) for word in words)


type _Try[Owner] = tuple[int, Owner, Phrase, frozenset[str] | None]
"""Its place in the order of writing, whose phrase it is, the phrase, and what has to stand right before its anchor."""
_FEW = 40


class _Tries[Owner](NamedTuple):
    """The phrases of one anchor. Nine of ten fall at the word after the anchor, so most are kept by that word."""

    by_next: dict[str, list[_Try[Owner]]]
    others: list[tuple[frozenset[str] | None, _Try[Owner]]]
    """With what has to stand right after the anchor, where that is open or one of many."""


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
        ready = self._ready[word] = _Tries({}, [])
        for place, (owner, source) in enumerate(self._written[word]):
            phrase = parse(source)
            left, right = _neighbours(phrase)
            each = (place, owner, phrase, left)
            if right and len(right) <= _FEW:
                for following in right:
                    ready.by_next.setdefault(following, []).append(each)
            else:
                ready.others.append((right, each))
        return ready

    def search(self, reading: Reading) -> dict[Owner, list[Match]]:
        """Return the matches of each owner, in the order of the text."""
        written, ready, lower = self._written, self._ready, reading.lower
        found: dict[Owner, list[Match]] = {}
        anchors = reading.vocabulary & written.keys()
        if not anchors:
            return found
        for sentence in reading.sentences:
            tries: dict[str, int] = {}
            for word in range(sentence.first, sentence.last):
                anchor = lower[word]
                if anchor not in anchors:
                    continue
                tried = tries[anchor] = tries.get(anchor, 0) + 1
                if tried > _TRIES_PER_SENTENCE:
                    continue
                by_next, others = ready.get(anchor) or self._tries(anchor)
                after = lower[word + 1] if word + 1 < sentence.last else ""
                here = by_next.get(after, [])
                if others:
                    rest = [each for right, each in others if not right or after in right]
                    # `each` begins with its place, which is told apart before anything else is compared.
                    here = sorted(here + rest) if here and rest else here or rest
                before = lower[word - 1] if word > sentence.first else ""
                for _, owner, phrase, left in here:
                    if left and before not in left:
                        continue
                    match = match_at(phrase, reading, sentence, word)
                    if match:
                        found.setdefault(owner, []).append(match)
        return found


def _neighbours(phrase: Phrase) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The words of which one has to stand right before the anchor, and right after it; None where that is open."""
    parts, anchor = phrase.parts, phrase.anchor
    left = parts[anchor - 1] if anchor else None
    right = parts[anchor + 1] if anchor < len(parts) - 1 else None
    return (
        left.words if left and not left.optional else None,
        right.words if right and not right.optional else None,
    )


def match_at(phrase: Phrase, reading: Reading, sentence: Sentence, word: int) -> Match | None:
    """Match a phrase whose anchor part stands at `word`."""
    parts, anchor = phrase.parts, phrase.anchor
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


def _right(parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int) -> int:
    """Return the last word of parts[place:] matched after `word`, -1 if they do not match."""
    if place == len(parts):
        return word
    part = parts[place]
    if part.words is None:
        stop = min(word + part.gap, sentence.last - 1)
        for skipped in range(word, stop + 1):
            last = _right_word(parts, place + 1, reading, sentence, skipped, loose=True)
            if last >= 0:
                return last
        return -1
    return _right_word(parts, place, reading, sentence, word, loose=False)


def _right_word(
    parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int, *, loose: bool
) -> int:
    if place == len(parts):
        return word
    words, optional, _ = parts[place]
    following = word + 1
    if (
        following < sentence.last
        and words is not None
        and reading.lower[following] in words
        and (loose or joined(reading, following))
    ):
        last = _right(parts, place + 1, reading, sentence, following)
        if last >= 0:
            return last
    if optional:
        if loose:
            return _right_word(parts, place + 1, reading, sentence, word, loose=True)
        return _right(parts, place + 1, reading, sentence, word)
    return -1


def _left(parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int) -> int:
    """Return the first word of parts[:place + 1] matched before `word`, -1 if they do not match."""
    if place < 0:
        return word
    part = parts[place]
    if part.words is None:
        stop = max(word - part.gap, sentence.first)
        for skipped in range(word, stop - 1, -1):
            first = _left_word(parts, place - 1, reading, sentence, skipped, loose=True)
            if first >= 0:
                return first
        return -1
    return _left_word(parts, place, reading, sentence, word, loose=False)


def _left_word(
    parts: tuple[Part, ...], place: int, reading: Reading, sentence: Sentence, word: int, *, loose: bool
) -> int:
    if place < 0:
        return word
    words, optional, _ = parts[place]
    before = word - 1
    if (
        before >= sentence.first
        and words is not None
        and reading.lower[before] in words
        and (loose or joined(reading, word))
    ):
        first = _left(parts, place - 1, reading, sentence, before)
        if first >= 0:
            return first
    if optional:
        if loose:
            return _left_word(parts, place - 1, reading, sentence, word, loose=True)
        return _left(parts, place - 1, reading, sentence, word)
    return -1


def joined(reading: Reading, word: int) -> bool:
    """Tell whether nothing but blanks, hyphens, emphasis and quotation marks stands before this word."""
    gap = reading.words.gaps[word]
    return gap == " " or _JOINS.issuperset(gap)

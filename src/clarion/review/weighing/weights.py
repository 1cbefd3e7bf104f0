"""Scales: what was learned from labelled sentences, read from a file of the package and laid on a sentence's clues.

A file is text: a line of JSON with the labels, then a line for each piece with which clues begin, so that a cold command
reads only what its words ask for. `training/learn.py` writes these files.

All labels are summed at once: the weights of a clue are packed into one integer, 32 bits a label, and integers are added at the
speed of C. With thirty labels that is ten times cheaper than thirty sums.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from math import exp, sqrt
from pathlib import Path
from struct import unpack
from typing import Any, NamedTuple

from clarion.review.weighing.clues import LONGEST_RUN, Pieces

_BITS = 32
_HALF = 1 << (_BITS - 1)
UNIT = 0.1
"""Weights in files are whole numbers of this."""


type _Written = Iterable[tuple[str, list[int]]]
"""Clues as the file has them: the pieces that follow, and label, weight, label, weight ..."""
type _Onwards = dict[str, _Node | _Written]
"""How a clue goes on, by the next piece. It stays as written until a text goes on so: most of it is never asked for."""


class _Node(NamedTuple):
    """A clue that begins with these pieces: its packed weights, and how it goes on."""

    weights: int
    onwards: _Onwards


_NOWHERE: _Onwards = {}
"""How a clue goes on that does not: one for all, as most clues end, and looking into an empty dictionary is a look, too."""
_UNKNOWN = _Node(0, _NOWHERE)
_MOST_SENTENCES = 1_000
_LONGEST_REMEMBERED = 500
_MOST_WORDS = 20_000
"""Words are kept as they were looked up; no text can make that grow without end."""


class Scale:
    """Weighs sentences for several labels at once. What comes out is log-odds, one for each of `labels`."""

    def __init__(self, text: str) -> None:
        header, *lines = text.rstrip("\n").split("\n")
        facts = json.loads(header)
        self.labels: tuple[str, ...] = tuple(facts["labels"])
        self.least: tuple[float, ...] = tuple(facts["least"])
        """What it takes for a label to be believed: log-odds for rules, a probability for elements."""
        self.doubt: tuple[float, ...] = tuple(facts["doubt"])
        """Log-odds below which a rule's own finding is not believed."""
        self._bias: list[float] = facts["bias"]
        self._given: dict[str, list[float]] = facts["given"]
        self._lines = dict(line.split("\t", 1) for line in lines)
        self._known: dict[str, _Node] = {}
        self._words: dict[tuple[str, str], _Node] = {}
        self.remembered: dict[str, list[float]] = {}
        """Sentences as they were weighed before."""
        self._sums: dict[tuple[str, ...], tuple[float, ...]] = {}
        """Of what was given before: readers, kinds and findings occur in few combinations."""
        self._nothing = (0.0,) * len(self.labels)
        self._zero = sum(_HALF << (_BITS * label) for label in range(len(self.labels)))
        """Makes every sum positive, so that none borrows from its neighbour when they are taken apart."""

    def weigh(self, found: Pieces) -> list[float]:
        """Return the log-odds of each label by the words alone."""
        written, counts_as, _ = found
        words, total = self._words, self._zero
        for word, two, three in zip_longest(
            zip(written, counts_as, strict=True), counts_as[1:], counts_as[2:]
        ):
            weights, onwards = words.get(word) or self._word(*word)
            if weights:
                total += weights
            if two in onwards:
                run = onwards[two]
                weights, onwards = run if isinstance(run, _Node) else _met(onwards, two, run)
                if weights:
                    total += weights
                if three in onwards:
                    run = onwards[three]
                    total += (run if isinstance(run, _Node) else _met(onwards, three, run)).weights
        count = len(self.labels)
        sums = unpack(f"<{count}I", total.to_bytes(count * _BITS // 8, "little"))
        share = UNIT / sqrt(len(written))
        return [bias + share * (each - _HALF) for bias, each in zip(self._bias, sums, strict=True)]

    def remember(self, sentence: str, log_odds: list[float]) -> None:
        """Keep what a sentence weighs, within bounds: some 2 MB at most."""
        if len(self.remembered) >= _MOST_SENTENCES:
            self.remembered.clear()
        if len(sentence) <= _LONGEST_REMEMBERED:
            self.remembered[sentence] = log_odds

    def given(self, known: tuple[str, ...]) -> tuple[float, ...]:
        """Return what is added to the log-odds for what is known besides the words: reader, kind, findings."""
        sums = self._sums.get(known)
        if sums is None:
            if len(self._sums) >= _MOST_SENTENCES:
                self._sums.clear()
            rows = [self._given[one] for one in known if one in self._given]
            sums = self._sums[known] = tuple(map(sum, zip(*rows, strict=True))) if rows else self._nothing
        return sums

    def shares(self, found: Pieces, label: int) -> list[float]:
        """Return how much each piece of a sentence speaks for a label, in log-odds: runs share theirs out evenly."""
        share = UNIT / sqrt(len(found.written))
        zero, shift, field = self._zero, _BITS * label, (1 << _BITS) - 1
        shares = [0.0] * len(found.written)
        for place, length, weights in self._hits(found):
            weight = ((weights + zero) >> shift & field) - _HALF
            if weight:
                part = weight * share / length
                for piece in range(place, place + length):
                    shares[piece] += part
        return shares

    def _hits(self, found: Pieces) -> Iterator[tuple[int, int, int]]:
        """Yield place, length and packed weights of each clue of a sentence that weighs something: what `weigh` adds up."""
        written, counts_as, _ = found
        for place, word in enumerate(zip(written, counts_as, strict=True)):
            weights, onwards = self._words.get(word) or self._word(*word)
            if weights:
                yield place, 1, weights
            for length, following in enumerate(counts_as[place + 1 : place + LONGEST_RUN], start=2):
                if following not in onwards:
                    break
                run = onwards[following]
                weights, onwards = run if isinstance(run, _Node) else _met(onwards, following, run)
                if weights:
                    yield place, length, weights

    def _word(self, written: str, counts_as: str) -> _Node:
        """Return what a word weighs by itself, as written and as what it counts, and how clues go on from it."""
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        node = self._read(counts_as) or _UNKNOWN
        if written != counts_as and (as_written := self._read("=" + written)):
            node = _Node(node.weights + as_written.weights, node.onwards)
        self._words[written, counts_as] = node
        return node

    def _read(self, piece: str) -> _Node | None:
        """Read what begins with a piece when it first occurs."""
        if piece not in self._known and piece in self._lines:
            self._known[piece] = _node(json.loads(self._lines[piece]).items())
        return self._known.get(piece)


def _met(onwards: _Onwards, piece: str, written: _Written) -> _Node:
    """Read how a clue goes on with a piece that is met for the first time."""
    node = onwards[piece] = _node(written)
    return node


def _node(written: _Written) -> _Node:
    weights, onwards = 0, dict[str, Any]()
    for rest, values in written:
        if rest:
            piece, _, further = rest.partition(" ")
            onwards.setdefault(piece, []).append((further, values))
        else:
            weights = _packed(values)
    return _Node(weights, onwards or _NOWHERE)


def _packed(values: list[int]) -> int:
    return sum(weight << (_BITS * label) for label, weight in zip(values[::2], values[1::2], strict=True))


def odds(log_odds: float) -> float:
    """Return the probability that belongs to log-odds."""
    return 1 / (1 + exp(-max(min(log_odds, 30.0), -30.0)))


@cache
def scale(name: str) -> Scale:
    """Read a scale of this package: "messages" (rules and elements) or "post_mortem"."""
    # The loader reads from a zipped installation too, and unlike importlib.resources costs a cold command nothing.
    return Scale(globals()["__loader__"].get_data(str(Path(__file__).with_name(f"{name}.txt"))).decode())

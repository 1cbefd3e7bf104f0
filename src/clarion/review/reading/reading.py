"""One text, read once: blocks, sentences and words at once, everything else when it is first asked for."""

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import compress, count
from operator import ne
from typing import TYPE_CHECKING

from clarion.review.lexicon import EMPTY, Lexicon
from clarion.review.reading.markdown import Region, Span, blocks_of, spans_of
from clarion.review.reading.sentences import Sentence, sentences_of
from clarion.review.reading.words import Words

if TYPE_CHECKING:
    from clarion.review.reading.durations import Duration
    from clarion.review.reading.numbers import Number
    from clarion.review.reading.proper_names import ProperName
    from clarion.review.reading.times import ClockTime, Date


STOPS = frozenset(",;:()[]{}—–|/•\u2026")
"""Punctuation that ends a phrase."""


class Reading:
    """A text with its structure. Offsets are those of `text`; words are addressed by their index in `words`."""

    def __init__(self, text: str, lexicon: Lexicon = EMPTY) -> None:
        self.text = text
        self.lexicon = lexicon
        self.blocks = blocks_of(text)
        self.words = Words(text)
        self.lower = self.words.lower
        self.starts = self.words.starts
        self.ends = self.words.ends
        self.sentences = sentences_of(text, self.blocks)
        self._share_out_words()

    def _share_out_words(self) -> None:
        starts, word = self.starts, 0
        for sentence in self.sentences:
            sentence.first = word = bisect_right(starts, sentence.start - 1, word)
            sentence.last = word = bisect_right(starts, sentence.end - 1, word)

    # -- places

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`, None in code and between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def sentence_after(self, offset: int) -> Sentence | None:
        """Return the first sentence that ends after `offset`."""
        index = max(bisect_right(self._sentence_starts, offset) - 1, 0)
        while index < len(self.sentences) and self.sentences[index].end <= offset:
            index += 1
        return self.sentences[index] if index < len(self.sentences) else None

    def word_at(self, offset: int) -> int:
        """Return the index of the first word that ends after `offset` (len(words) after the last)."""
        return bisect_right(self.ends, offset)

    def gap(self, word: int) -> str:
        """Return what stands between the word before and this one."""
        return self.words.gaps[word]

    def cased(self, word: int) -> str:
        """Return the word as written."""
        return self.words.cased[word]

    def capitalised(self, word: int) -> bool:
        return self.words.cased[word][0].isupper()

    # -- what a text holds at all: a look here spares a look at every word

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the text, each once, in lower case."""
        return frozenset(self.lower)

    @cached_property
    def marks(self) -> frozenset[str]:
        """What stands between two words, each gap once."""
        return frozenset(self.words.gaps[1:-1])

    def where(self, words: AbstractSet[str]) -> Sequence[int]:
        """Return where one of `words` stands, in the order of the text."""
        if words.isdisjoint(self.vocabulary):
            return ()
        return [word for word, lower in enumerate(self.lower) if lower in words]

    @cached_property
    def capitals(self) -> list[int]:
        """The words that begin with a capital."""
        cased = self.words.cased
        return [word for word in self.raised if cased[word][0].isupper()]

    @cached_property
    def raised(self) -> Sequence[int]:
        """The words that hold a capital, and perhaps more: all, where some capitals have no small letter (mathematical ones)."""
        cased = self.words.cased
        return (
            list(compress(count(), map(ne, cased, self.lower))) if self.text.isascii() else range(len(cased))
        )

    @cached_property
    def breaks(self) -> list[int]:
        """The words before which punctuation ends a phrase."""
        return [word for word, gap in enumerate(self.words.gaps) if gap != " " and not STOPS.isdisjoint(gap)]

    @cached_property
    def figures(self) -> frozenset[str]:
        """The words of the vocabulary that hold a digit."""
        mixed = [word for word in self.vocabulary if not word.isalpha()]
        return frozenset([word for word in mixed if word.isalnum() or any(map(str.isdigit, word))])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    # -- what is not the writer's prose

    @cached_property
    def spans(self) -> list[Span]:
        """Code, block quotes, quotations, link targets and markup, by start."""
        return spans_of(self.text, self.blocks)

    @cached_property
    def _reach(self) -> list[int]:
        """The furthest end of spans[0..i], so that a search may stop early."""
        reach, furthest = [], 0
        for span in self.spans:
            furthest = max(furthest, span.end)
            reach.append(furthest)
        return reach

    @cached_property
    def _span_starts(self) -> list[int]:
        return [span.start for span in self.spans]

    def regions(self, start: int, end: int) -> set[Region]:
        """Return what text[start:end] lies in: the regions that overlap it. Empty for the writer's own prose."""
        found: set[Region] = set()
        if not self.spans:
            return found
        index = bisect_right(self._span_starts, end - 1) - 1
        while index >= 0 and self._reach[index] > start:
            if self.spans[index].end > start:
                found.add(self.spans[index].region)
            index -= 1
        return found

    def lies_in(self, regions: AbstractSet[Region], start: int, end: int) -> bool:
        """Tell whether text[start:end] overlaps one of `regions`."""
        return bool(self.spans) and not regions.isdisjoint(self.regions(start, end))

    def quotation(self, start: int, end: int) -> Span | None:
        """Return the words in quotation marks that hold text[start:end] whole, if any."""
        for span in self.spans:
            if span.region is Region.SPOKEN and span.start <= start and end <= span.end:
                return span
        return None

    # -- times and numbers

    @cached_property
    def quantities(self) -> Sequence[int]:
        """The words that may belong to a time, date, duration or number: digits and the words that can name one."""
        from clarion.review.reading.quantities import QUANTITY_WORDS

        return self.where(
            (self.vocabulary & QUANTITY_WORDS).union([w for w in self.figures if w[0].isdigit()])
        )

    @cached_property
    def times(self) -> "list[ClockTime]":
        """Times of day, by start, with zones inherited through ranges and paragraphs."""
        if not self.quantities:
            return []
        from clarion.review.reading.times import times_of

        return times_of(self)

    @cached_property
    def dates(self) -> "list[Date]":
        if not self.quantities:
            return []
        from clarion.review.reading.times import dates_of

        return dates_of(self)

    @cached_property
    def durations(self) -> "list[Duration]":
        """Lengths of time, intervals ("every 30 minutes") and distances ("20 minutes ago"), by start."""
        if not self.quantities:
            return []
        from clarion.review.reading.durations import durations_of

        return durations_of(self)

    @cached_property
    def proper_names(self) -> "list[ProperName]":
        """People, teams, places and products by their names, by place."""
        from clarion.review.reading.proper_names import proper_names_of

        return proper_names_of(self)

    @cached_property
    def numbers(self) -> "list[Number]":
        """Counts and shares, without those that belong to times, dates, durations, versions and addresses."""
        if not self.quantities:
            return []
        from clarion.review.reading.numbers import numbers_of

        return numbers_of(self)


def read(text: str, lexicon: Lexicon = EMPTY) -> Reading:
    """Read a text."""
    return Reading(text, lexicon)

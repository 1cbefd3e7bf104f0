"""Counts and shares: digits, words, "half a dozen", "one in three", "about a quarter", "2.5k", "40 %", ranges.

Numbers that belong to a time, a date, a duration, a version or an address are left out.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from clarion.review.reading.classes import NUMBER_WORDS, SCALES
from clarion.review.reading.patterns import pattern
from clarion.review.reading.reading import Reading


class Sort(StrEnum):
    COUNT = "count"
    SHARE = "share"


class Bound(StrEnum):
    EXACT = "exact"
    ROUGH = "rough"
    """About, nearly, some."""
    OVER = "over"
    """More than, at least."""
    UNDER = "under"
    """Less than, up to."""


class Number(NamedTuple):
    """A quantity, text[start:end] without its noun. A share is in per cent; a range has `low` below `high`."""

    start: int
    end: int
    low: float
    high: float
    sort: Sort
    bound: Bound = Bound.EXACT
    next_word: int = 0
    """Index of the word after it, where its noun is found: "1,200 customers", "a third of searches"."""


ROUGH_WORDS = frozenset(
    """
    about around roughly approximately approx circa ca some nearly almost close estimated
    """.split()
)
_BOUND_WORDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("in", "the", "order", "of"), Bound.ROUGH), (("a", "bit", "over"), Bound.ROUGH), (("just", "over"), Bound.ROUGH),
    (("just", "under"), Bound.ROUGH), (("a", "good"), Bound.ROUGH), (("close", "to"), Bound.ROUGH),
    (("more", "than"), Bound.OVER), (("at", "least"), Bound.OVER), (("less", "than"), Bound.UNDER),
    (("fewer", "than"), Bound.UNDER), (("at", "most"), Bound.UNDER), (("up", "to"), Bound.UNDER),
    (("over",), Bound.OVER), (("above",), Bound.OVER), (("under",), Bound.UNDER), (("below",), Bound.UNDER),
)  # fmt: skip
"""Longer ones first: "just over" is not "over"."""
_LAST_BOUND_WORDS = frozenset(words[-1] for words, _ in _BOUND_WORDS)
FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "sixths": 6, "seventh": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_DIGITS = pattern(
    r"(?P<number>\d{1,3}(?:[,  ' ’]\d{3})+(?!\d)(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)(?P<scale>k|K|M|m|bn|mn|million)?(?![\w])"
)
_SCALE_LETTERS = {"k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "mn": 1e6, "bn": 1e9, "million": 1e6}
_PERCENT = pattern(r"\s?(?:%|percent\b|per\s?cent\b|pct\b)", re.IGNORECASE)
_PERMILLE = pattern(r"\s?‰")
_PART_OF_A_NAME = pattern(r"(?:[A-Za-z_#/=:@v]-?|\d[.,:/-]|[.$€£#])$")
_GROUPING = pattern(r"[,  '’ ]")


def spelled_number(reading: Reading, last: int) -> tuple[int, float] | None:
    """Read the number that ends at the word `last`: return its first word and its value.

    Digits ("1,200", "2.5", "2.5k"), words ("twenty five", "two hundred"), "a dozen", "half a dozen", "a hundred".
    """
    lower = reading.lower
    if last < 0:
        return None
    if lower[last][0].isdigit():
        return _digits_ending_at(reading, last)
    if lower[last] not in NUMBER_WORDS and lower[last] not in SCALES:
        return None
    first = last
    while first > 0 and last - first < 8 and _goes_on(reading, first):
        first -= 1
    if lower[first] in SCALES:
        if lower[first - 2 : first] == ["half", "a"] and first > 1:
            return first - 2, _value(lower[first : last + 1]) / 2
        if first and lower[first - 1] in {"a", "one"}:
            return first - 1, _value(lower[first : last + 1])
        if first and lower[first - 1][0].isdigit():
            digits = _digits_ending_at(reading, first - 1)
            return (digits[0], digits[1] * SCALES[lower[first]]) if digits else None
        return None
    return first, _value(lower[first : last + 1])


def _goes_on(reading: Reading, first: int) -> bool:
    before = reading.lower[first - 1]
    if reading.gap(first).strip() not in {"", "-"}:
        return False
    if before == "and":
        return first > 1 and reading.lower[first - 2] in SCALES
    return before in NUMBER_WORDS or before in SCALES


def _value(words: list[str]) -> float:
    total = current = 0.0
    for word in words:
        if word in NUMBER_WORDS:
            current += NUMBER_WORDS[word]
        elif word in {"hundred", "dozen"}:
            current = max(current, 1) * SCALES[word]
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0.0
    return total + current


def _digits_ending_at(reading: Reading, last: int) -> tuple[int, float] | None:
    """Digits fall into several words at separators ("1", "200"): step back to the first of them."""
    first = last
    while (
        first > 0
        and last - first < 6
        and reading.gap(first) in {",", ".", " ", "'"}
        and reading.lower[first - 1].isdigit()
    ):
        first -= 1
    match = _DIGITS.match(reading.text, reading.starts[first])
    if not match or match.end() < reading.ends[last]:
        match, first = _DIGITS.match(reading.text, reading.starts[last]), last
    return (first, _digit_value(match)) if match else None


def _digit_value(match: re.Match[str]) -> float:
    digits, scale = match["number"], match["scale"]
    value = float(digits if digits.isdigit() else _GROUPING.sub("", digits))
    return value * _SCALE_LETTERS[scale] if scale else value


def numbers_of(reading: Reading) -> list[Number]:
    """Return counts and shares in `reading`, by start."""
    taken = _taken(reading)
    found: list[Number] = []
    word = 0
    for number in _candidates(reading):
        while word < len(taken) and taken[word][1] <= number.start:
            word += 1
        if word < len(taken) and taken[word][0] < number.end and number.start < taken[word][1]:
            continue
        if found and number.start < found[-1].end:
            continue
        found.append(_bounded(reading, number))
    return found


def _taken(reading: Reading) -> list[tuple[int, int]]:
    """Spans whose digits mean time, merged and by start."""
    spans = [(time.start, time.end) for time in reading.times]
    spans += [(date.start, date.end) for date in reading.dates]
    spans += [(duration.start, duration.end) for duration in reading.durations]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _candidates(reading: Reading) -> Iterator[Number]:
    lower, done = reading.lower, 0
    for word in reading.quantities:
        text = lower[word]
        if word < done:
            continue
        if text[0].isdigit():
            number = _digits(reading, word)
        elif text in NUMBER_WORDS or text in SCALES or text in FRACTIONS:
            number = _words(reading, word)
        else:
            continue
        if number:
            yield _ranged(reading, number)
            done = max(number.next_word, word + 1)


def _digits(reading: Reading, word: int) -> Number | None:
    text, start = reading.text, reading.starts[word]
    if reading.gap(word) != " " and _PART_OF_A_NAME.search(text, max(start - 2, 0), start):
        return None
    match = _DIGITS.match(text, start)
    if not match:
        return None
    value, end = _digit_value(match), match.end()
    if text[end : end + 1] in {".", "-", "/", ":"} and text[end + 1 : end + 2].isalnum() and text[end] != "-":
        return None
    percent = _PERCENT.match(text, end)
    if percent:
        return _number(reading, start, percent.end(), value, Sort.SHARE)
    permille = _PERMILLE.match(text, end)
    if permille:
        return _number(reading, start, permille.end(), value / 10, Sort.SHARE)
    following = reading.word_at(end)
    if (
        following < len(reading.lower)
        and reading.lower[following] in SCALES
        and reading.gap(following).strip() in {"", "-"}
    ):
        value, end = value * SCALES[reading.lower[following]], reading.ends[following]
    return _out_of(reading, _number(reading, start, end, value, Sort.COUNT))


def _words(reading: Reading, word: int) -> Number | None:
    """A number in words that begins at `word`, or a fraction."""
    lower = reading.lower
    if lower[word] in FRACTIONS:
        return _fraction(reading, word, 1.0, word)
    last = word
    while last + 1 < len(lower) and last - word < 8 and _continues(reading, last + 1):
        last += 1
    value = _value(lower[word : last + 1])
    start = word
    if lower[word] in SCALES:
        if word and lower[word - 1] == "a":
            start = word - 1
            if word > 1 and lower[word - 2] == "half":
                start, value = word - 2, value / 2
        else:
            return None  # "hundreds", "million" alone say no number
    part = lower[last + 1 : last + 4]
    if part[:2] == ["and", "a"] and part[2:] in (["half"], ["quarter"]) and lower[last + 4 : last + 5] != []:
        value += 1 / FRACTIONS[part[2]]
        last += 3
        if lower[last + 1] in SCALES:
            last += 1
            value *= SCALES[lower[last]]
    following = last + 1
    if following < len(lower) and lower[following] in FRACTIONS and lower[following] != "half":
        return _fraction(reading, following, value, word)
    end = reading.ends[last]
    percent = _PERCENT.match(reading.text, end)
    if percent:
        return _number(reading, reading.starts[start], percent.end(), value, Sort.SHARE)
    return _out_of(reading, _number(reading, reading.starts[start], end, value, Sort.COUNT))


def _continues(reading: Reading, word: int) -> bool:
    lower = reading.lower[word]
    if reading.gap(word).strip() not in {"", "-"}:
        return False
    if lower == "and":
        return (
            reading.lower[word - 1] in SCALES
            and reading.lower[word + 1 : word + 2] != []
            and reading.lower[word + 1] in NUMBER_WORDS
        )
    if lower in SCALES:
        return True
    return lower in NUMBER_WORDS and (
        reading.lower[word - 1] in SCALES
        or reading.lower[word - 1] == "and"
        or NUMBER_WORDS[reading.lower[word - 1]] >= 20
    )


def _fraction(reading: Reading, word: int, numerator: float, first: int) -> Number | None:
    """ "two thirds", "a quarter of", "half of", "half the users". Ordinals ("a third node", "the first quarter") are none."""
    lower = reading.lower
    denominator = FRACTIONS[lower[word]]
    following = lower[word + 1] if word + 1 < len(lower) else ""
    before = lower[word - 1] if word else ""
    if first == word:
        if lower[word] == "half":
            if following not in {"of", "the", "our", "your", "all", "their"}:
                return None
        elif before == "three" or lower[word].endswith("s") or following != "of":
            return None
        if before in {"a", "one", "good"}:
            first = word - 1
            first -= before == "good" and first > 0 and lower[first - 1] == "a"
    elif not lower[word].endswith("s") and following != "of":
        return None
    return _number(
        reading, reading.starts[first], reading.ends[word], 100 * numerator / denominator, Sort.SHARE
    )


def _out_of(reading: Reading, number: Number) -> Number:
    """ "one in three users", "two users in five", "2 out of 5", "four in a thousand", "one of every ten": a share."""
    lower, word = reading.lower, number.next_word
    for place in (word, word + 1):
        skip = _OUT_OF.get(" ".join(lower[place : place + 2])) or int(lower[place : place + 1] == ["in"])
        base = _base(reading, place + skip) if skip else None
        if base is None:
            continue
        value, end = base
        following = reading.word_at(end)
        after = lower[following] if following < len(lower) else ""
        if 0 < number.high < value and after not in _NO_BASE:
            return _number(reading, number.start, end, 100 * number.high / value, Sort.SHARE)
    return number


_OUT_OF = {"out of": 2, "of every": 1, "of each": 1}
_NO_BASE = frozenset(["minutes", "hours", "days", "seconds", "regions", "countries"])


def _base(reading: Reading, word: int) -> tuple[float, int] | None:
    """Return the value of "five", "every ten", "a thousand", "1,000" after "in" or "out of", and where its words end."""
    lower = reading.lower
    word += lower[word : word + 1] in (["every"], ["each"])
    word += lower[word : word + 1] == ["a"] and not SCALES.keys().isdisjoint(lower[word + 1 : word + 2])
    if word >= len(lower):
        return None
    if lower[word][0].isdigit():
        digits = _DIGITS.match(reading.text, reading.starts[word])
        return (_digit_value(digits), digits.end()) if digits else None
    if lower[word] not in NUMBER_WORDS and lower[word] not in SCALES:
        return None
    last = word
    while last + 1 < len(lower) and last - word < 4 and _continues(reading, last + 1):
        last += 1
    return _value(lower[word : last + 1]), reading.ends[last]


def _number(reading: Reading, start: int, end: int, value: float, sort: Sort) -> Number:
    return Number(start, end, value, value, sort, next_word=reading.word_at(end))


def _bounded(reading: Reading, number: Number) -> Number:
    first = reading.word_at(number.start)
    before = reading.lower[max(first - 4, 0) : first]
    if reading.text[max(number.start - 1, 0) : number.start] in {"~", "≈"} or (
        before and before[-1] in ROUGH_WORDS
    ):
        return _with(number, Bound.ROUGH)
    if reading.lower[first : first + 2] == ["a", "good"]:
        return _with(number, Bound.ROUGH)
    if before and before[-1] in _LAST_BOUND_WORDS:
        for words, bound in _BOUND_WORDS:
            if tuple(before[-len(words) :]) == words:
                return _with(number, bound)
    if number.low == number.high and reading.text.startswith("+", number.end):
        return _with(number, Bound.OVER)
    return number


def _with(number: Number, bound: Bound) -> Number:
    return number._replace(bound=bound)


def _ranged(reading: Reading, number: Number) -> Number:
    """ "10-15%", "200 to 300 users", "between 5 and 8 percent": one number with two ends."""
    between = _RANGE.match(reading.text, number.end)
    if not between:
        return _spelled_range(reading, number)
    second = _digits_after(reading, between.end())
    if second is None or second.high <= number.high:
        return number
    joined_by_and = "and" in between.group()
    first = reading.word_at(number.start)
    if joined_by_and and reading.lower[max(first - 1, 0)] != "between":
        return number
    sort = second.sort if number.sort is Sort.COUNT else number.sort
    return Number(number.start, second.end, number.low, second.high, sort, number.bound, second.next_word)


def _spelled_range(reading: Reading, number: Number) -> Number:
    """ "Between five and six hundred users", "two or three thousand": the scale of the second number is that of both."""
    lower, joint = reading.lower, number.next_word
    if joint + 1 >= len(lower) or lower[joint] not in {"and", "or", "to"} or number.sort is Sort.SHARE:
        return number
    if lower[joint] == "and" and lower[max(reading.word_at(number.start) - 1, 0)] != "between":
        return number
    if lower[joint + 1] not in NUMBER_WORDS:
        return number
    second = _words(reading, joint + 1)
    if second is None or second.high <= number.high or second.sort is Sort.SHARE:
        return number
    scale = SCALES.get(lower[second.next_word - 1], 1)
    low = number.low * scale if number.low * scale < second.high else number.low
    return Number(number.start, second.end, low, second.high, Sort.COUNT, number.bound, second.next_word)


_RANGE = pattern(r"\s?[-–—]\s?(?=\d)|\s(?:to|and)\s(?=\d)")


def _digits_after(reading: Reading, offset: int) -> Number | None:
    match = _DIGITS.match(reading.text, offset)
    if not match:
        return None
    percent = _PERCENT.match(reading.text, match.end())
    sort = Sort.SHARE if percent else Sort.COUNT
    return _number(reading, offset, percent.end() if percent else match.end(), _digit_value(match), sort)

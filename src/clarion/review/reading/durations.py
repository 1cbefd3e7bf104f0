"""Lengths of time: "for 86 minutes", "every half hour", "within two hours", "20 minutes ago", "1h 20m"."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from clarion.review.reading.numbers import ROUGH_WORDS, spelled_number
from clarion.review.reading.patterns import pattern
from clarion.review.reading.reading import Reading

A_MINUTE = timedelta(minutes=1)


def whole_minutes(length: timedelta) -> int:
    """Minutes that have passed, as a clock counts them: 25 min 59 s is 25, everywhere. At least one, for what was there at all.

    The one rule by which every page, mail, export and finding tells a length of time; `updates/time_words.py` has its words.
    """
    return max(1, length // A_MINUTE)


class Relation(StrEnum):
    """What the length is measured from."""

    FOR = "for"
    EVERY = "every"
    WITHIN = "within"
    """Within, or in less than: a latest end."""
    IN = "in"
    """In 20 minutes: from now on."""
    AGO = "ago"
    PAST = "past"
    """For the past hour, in the last 20 minutes: up to now."""
    AFTER = "after"
    BARE = "bare"


class Duration(NamedTuple):
    """text[start:end], the word of its relation included ("every", "ago"); minutes from `low` to `high`."""

    start: int
    end: int
    low: float
    high: float
    relation: Relation = Relation.BARE
    rough: bool = False


UNITS = {
    name: minutes
    for names, minutes in (
        ("second seconds sec secs", 1 / 60),
        ("minute minutes min mins", 1),
        ("hour hours hr hrs", 60),
        ("day days", 1440),
        ("week weeks", 10080),
    )
    for name in names.split()
}
_COMPACT = pattern(r"(?:(\d{1,3})\s?(?:h|hrs?))?\s?(?:(\d{1,3})\s?(?:m|mins?))?\b")
_ADVERBS = {"hourly": 60.0, "daily": 1440.0, "half-hourly": 30.0}
_RELATIONS = {
    "for": Relation.FOR, "every": Relation.EVERY, "each": Relation.EVERY, "within": Relation.WITHIN, "in": Relation.IN,
    "after": Relation.AFTER, "past": Relation.PAST, "last": Relation.PAST, "under": Relation.WITHIN, "lasted": Relation.FOR,
    "lasting": Relation.FOR, "previous": Relation.PAST, "once": Relation.EVERY, "than": Relation.BARE,
}  # fmt: skip
_FILLERS = ROUGH_WORDS | frozenset(
    """
    the a an next at most least another further some up to of just over only full total good more
    """.split()
)


def durations_of(reading: Reading) -> list[Duration]:
    """Return the lengths of time in `reading`, by start. A unit word, or a digit run into a unit, leads to each."""
    found: list[Duration] = []
    for word in reading.quantities:
        lower = reading.lower[word]
        if found and reading.starts[word] < found[-1].end:
            continue
        duration = _at(reading, word, lower, found[-1].end if found else 0)
        if duration:
            if found and duration.start < found[-1].end:
                continue
            found.append(_joined_with(reading, found, duration))
    return found


def _at(reading: Reading, word: int, lower: str, after: int) -> Duration | None:
    if lower in UNITS:
        return _before_unit(reading, word, UNITS[lower], after)
    if lower == "hourly":
        return Duration(reading.starts[word], reading.ends[word], 60, 60, Relation.EVERY)
    if lower[0].isdigit() and lower[-1] in "hrmsn":
        return _compact(reading, word)
    return None


def _compact(reading: Reading, word: int) -> Duration | None:
    """ "1h20m", "20min", "1h 20m" """
    match = _COMPACT.match(reading.text, reading.starts[word])
    if not match or not match.group().strip() or (match[1] is None and match[2] is None):
        return None
    if match.end() < reading.ends[word] or reading.text[reading.starts[word] - 1 : reading.starts[word]] in {
        ":",
        ".",
        "-",
        "/",
    }:
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return _related(reading, word, match.end(), minutes, minutes, rough=False)


def _before_unit(reading: Reading, unit: int, minutes: float, after: int) -> Duration | None:
    """Read the quantity to the left of a unit word."""
    lower, end = reading.lower, reading.ends[unit]
    part = _PARTS_AFTER.get(tuple(lower[unit + 1 : unit + 4]), 0.0)
    extra = part * minutes
    end = reading.ends[unit + 3] if part else end
    before = unit - 1
    if before < 0 or reading.starts[before] < after:
        return None
    fraction = _fraction_before(reading, unit)
    if fraction:
        first, value = fraction
        return _related(reading, first, end, value * minutes, value * minutes, rough=False)
    quantity = spelled_number(reading, before)
    if quantity:
        first, value = quantity
        low = _range_low(reading, first)
        if low:
            return _related(reading, low[0], end, low[1] * minutes, value * minutes, rough=False)
        return _related(reading, first, end, value * minutes + extra, value * minutes + extra, rough=False)
    if lower[before] in {"a", "an", "every", "each", "past", "last", "next", "the", "full"}:
        first = before if lower[before] in {"a", "an"} else unit
        if lower[before] in {"the", "next", "full"} and minutes < 60:
            return None  # "the minute", "the next minutes" say no length
        duration = _related(reading, first, end, minutes + extra, minutes + extra, rough=False)
        return (
            duration
            if lower[before] not in {"the", "full"} or duration.relation is not Relation.BARE
            else None
        )
    if lower[before] in {"few", "couple", "several", "some"} or lower[before - 1 : unit] == ["couple", "of"]:
        return None
    return None


_PARTS_AFTER: dict[tuple[str, ...], float] = {
    ("and", "a", "half"): 0.5,
    ("and", "a", "quarter"): 0.25,
    ("and", "three", "quarters"): 0.75,
}


def _fraction_before(reading: Reading, unit: int) -> tuple[int, float] | None:
    """ "half an hour", "three quarters of an hour", "a quarter of an hour", "two and a half hours", "five and a quarter hours"."""
    lower = reading.lower
    window = lower[max(unit - 5, 0) : unit]
    if window[-1] not in _LAST_OF_FRACTIONS:
        return None
    for tail, value in _FRACTION_TAILS:
        if window[-len(tail) :] == tail:
            first = unit - len(tail)
            if tail[0] == "and":
                whole = spelled_number(reading, first - 1) if first else None
                return (whole[0], whole[1] + value) if whole else None
            return first, value
    return None


_FRACTION_TAILS: tuple[tuple[list[str], float], ...] = (
    (["three", "quarters", "of", "an"], 0.75),
    (["a", "quarter", "of", "an"], 0.25),
    (["quarter", "of", "an"], 0.25),
    (["one", "and", "a", "half"], 1.5),
    (["and", "a", "half"], 0.5),
    (["and", "a", "quarter"], 0.25),
    (["and", "three", "quarter"], 0.75),
    (["half", "an"], 0.5),
    (["half", "a"], 0.5),
    (["a", "half"], 0.5),
    (["half"], 0.5),
)


_LAST_OF_FRACTIONS = frozenset(tail[-1] for tail, _ in _FRACTION_TAILS)


def _range_low(reading: Reading, first: int) -> tuple[int, float] | None:
    """ "30 to 60 minutes", "30-60 minutes": return the lower end and its first word."""
    lower = reading.lower
    if first and reading.gap(first).strip() in {"-", "–"}:
        return spelled_number(reading, first - 1)
    if first > 1 and lower[first - 1] in {"to", "or", "and"}:
        low = spelled_number(reading, first - 2)
        if low and (lower[first - 1] != "and" or (low[0] and lower[low[0] - 1] == "between")):
            return low
    return None


def _related(reading: Reading, first: int, end: int, low: float, high: float, *, rough: bool) -> Duration:
    """Find the relation: a word before (over fillers), or "ago" / "later" after."""
    lower = reading.lower
    following = reading.word_at(end)
    after = lower[following] if following < len(lower) else ""
    start = reading.starts[first]
    before = first - 1
    relation = Relation.BARE
    while before >= 0 and first - before <= 4:
        word = lower[before]
        if word in _RELATIONS and _RELATIONS[word] is not Relation.BARE:
            relation, start = _RELATIONS[word], reading.starts[before]
            break
        if word not in _FILLERS:
            break
        rough = rough or word in ROUGH_WORDS
        before -= 1
    if after == "ago":
        return Duration(reading.starts[first], reading.ends[following], low, high, Relation.AGO, rough)
    if after == "later":
        return Duration(reading.starts[first], reading.ends[following], low, high, Relation.AFTER, rough)
    return Duration(start, end, low, high, relation, rough)


def _joined_with(reading: Reading, found: list[Duration], duration: Duration) -> Duration:
    """ "one hour and 20 minutes": the second part goes into the first, which leaves the list."""
    if not found:
        return duration
    first = found[-1]
    between = reading.text[first.end : duration.start].strip()
    if (
        between not in {"and", ",", ""}
        or duration.relation not in {Relation.BARE, Relation.AGO, Relation.AFTER}
        or duration.high >= first.high
    ):
        return duration
    if between == "" and first.high < 60:
        return duration
    found.pop()
    relation = first.relation if duration.relation is Relation.BARE else duration.relation
    return Duration(
        first.start, duration.end, first.low + duration.low, first.high + duration.high, relation, first.rough
    )

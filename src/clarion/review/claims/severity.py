"""The severity that a text names, by code, number or word, against the severity of the record."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.withdrawn import stated, stated_only
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.patterns import pattern
from clarion.review.record import Record

_CODE = pattern(r"\b(?:(?:SEV|Sev|sev)[ -]?(?P<sev>[0-5])|P[ -]?(?P<p>[0-4])|S(?P<s>[1-4]))\b(?![-.%:/]?\w)")
_LEVELS = {
    "one": {1}, "two": {2}, "three": {3}, "four": {4}, "1": {1}, "2": {2}, "3": {3}, "4": {4}, "i": {1}, "ii": {2}, "iii": {3},
    "iv": {4}, "0": {1}, "zero": {1},
}  # fmt: skip
_DEGREES = {
    "critical": {1}, "highest": {1}, "top": {1}, "maximum": {1}, "urgent": {1, 2}, "major": {1, 2}, "high": {1, 2},
    "medium": {2, 3}, "moderate": {2, 3}, "middle": {2, 3}, "minor": {3, 4}, "low": {3, 4}, "lowest": {4},
}  # fmt: skip
_CHANGED = frozenset(
    ["from", "if", "should", "unless", "formerly", "previously", "below", "above", "than", "no", "not"]
)


def codes(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """SEV2, Sev-1, P1, S3. P0 to P3 are SEV1 to SEV4."""
    if not any(map(reading.text.__contains__, _BEGINNINGS)):
        return
    for match in _CODE.finditer(reading.text):
        level = int(match["sev"] or match["s"] or 0) if not match["p"] else int(match["p"]) + 1
        word = reading.word_at(match.start())
        if not _of_the_past(reading, word):
            yield from _compared(match.start(), match.end(), {max(level, 1)}, situation)


_BEGINNINGS = ("SEV", "Sev", "sev", "P0", "P1", "P2", "P3", "P4", "P-", "P ", "S1", "S2", "S3", "S4")
"""Every code begins with one of these, and holds a digit."""


def _of_the_past(reading: Reading, word: int) -> bool:
    """ "Raised from SEV3 to SEV2", "if it becomes SEV1": not the severity that it has."""
    before = reading.lower[max(word - 5, 0) : word]
    return not _CHANGED.isdisjoint(before[-2:]) or not {
        "should",
        "would",
        "could",
        "become",
        "becomes",
    }.isdisjoint(before)


def numbered(match: Match, situation: Situation) -> Spot | None:
    """ "Severity 1", "a severity-two incident", "priority: 3". Priorities are counted from 0 or from 1."""
    reading, last = match.reading, match.reading.lower[match.last]
    levels = set(_LEVELS[last])
    if "priority" in reading.lower[match.first : match.last]:
        levels |= {level + 1 for level in levels}
    if _of_the_past(reading, match.first) or (
        reading.text[match.end : match.end + 1] in {"%", "."}
        and reading.text[match.end + 1 : match.end + 2].isdigit()
    ):
        return None
    return next(_compared(match.start, match.end, levels, situation), None)


def graded(match: Match, situation: Situation) -> Spot | None:
    """ "Of the highest severity", "a critical incident"."""
    reading = match.reading
    words = reading.lower[match.first : match.last + 1]
    levels = next((_DEGREES[word] for word in words if word in _DEGREES), None)
    if levels is None or _of_the_past(reading, match.first):
        return None
    if "highest" in words and not {"second", "next"}.isdisjoint(
        reading.lower[max(match.first - 1, 0) : match.last]
    ):
        levels = {2}
    return next(_compared(match.start, match.end, levels, situation), None)


def _compared(start: int, end: int, levels: set[int], situation: Situation) -> Iterator[Spot]:
    recorded = situation.record.severity if situation.record else None
    if recorded is None:
        yield Spot(start, end, verdict=Verdict.UNSUPPORTED)
    elif recorded[-1:].isdigit() and int(recorded[-1]) not in levels:
        yield Spot(start, end, verdict=Verdict.CONTRADICTED, recorded=recorded)


_NUMBER = "one|two|three|four|zero|0|1|2|3|4|i|ii|iii|iv"
_DEGREE = "critical|highest|top|maximum|high|medium|moderate|middle|low|lowest"

CLAIM = ClaimRule(
    checks="The severity, as a code (SEV1, P0), a number or a word, against the severity of the record; P0 to P3 are SEV1 to SEV4.",
    detectors=(
        stated(codes, frozenset(), figures=True),
        Phrases(
            f"""
            severity|sev level|class|grade|rating|is|of|to|stays|remains? a|as? {_NUMBER}
            priority level|is|of|to? {_NUMBER}
            """,
            stated_only(numbered),
        ),
        Phrases(
            f"""
            second|next? {_DEGREE} severity|criticality
            {_DEGREE} priority incident
            severity is|was|remains|stays|has? been|as|to? {_DEGREE}
            critical|major|minor incident
            """,
            stated_only(graded),
        ),
    ),
    faulty=(
        GroundingExample("This is a SEV1.", Record(severity="SEV3"), "SEV1"),
        GroundingExample("We treat it as severity 2.", Record(severity="SEV4"), "severity 2"),
        GroundingExample("A severity-one incident is open.", Record(severity="SEV2"), "severity-one"),
        GroundingExample("It is rated P0 on our scale.", Record(severity="SEV2"), "P0"),
        GroundingExample("This has the lowest severity.", Record(severity="SEV1"), "lowest severity"),
        GroundingExample("Sev-2 incident in Billing.", Record(severity=None), "Sev-2"),
        GroundingExample("We raised it from SEV3 to SEV1.", Record(severity="SEV2"), "SEV1"),
    ),
    agreeing=(
        GroundingExample("This is a SEV1.", Record(severity="SEV1")),
        GroundingExample("It is a P1 for us.", Record(severity="SEV2")),
        GroundingExample("The incident is of the highest severity.", Record(severity="SEV1")),
        GroundingExample("We raised it from SEV3 to SEV2.", Record(severity="SEV2")),
        GroundingExample("Should it become a SEV1, we call the board.", Record(severity="SEV2")),
        GroundingExample("Our high priority is your data.", Record(severity="SEV4")),
        GroundingExample("The S3 bucket is served from a P4 machine.", Record(severity="SEV3")),
        GroundingExample("We classify this as severity three.", Record(severity="SEV3")),
    ),
)

__all__ = ["CLAIM"]

"""What every format shows: reviewed texts, and the problems of each as one list in the order of the text.

A problem is a finding, a missing element or a claim. Missing elements are warnings: most published updates lack one,
and a build that fails for each of them would be switched off. What the record contradicts blocks, like a leak; what
the record does not hold is a warning.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clarion.review import registry
from clarion.review.finding import Claim, Element, Finding, Review, Severity, Verdict
from clarion.review.message import Audience, Kind
from clarion.review.secrets import mask, secrets_of


class Reviewed(NamedTuple):
    """A text and its review. `name` is the path as the user wrote it, "-" for standard input."""

    name: str
    text: str
    audience: Audience
    kind: Kind
    why: str
    """How audience and kind are known, in words: "as asked", "by its folder"."""
    review: Review


class Place(NamedTuple):
    """Line and column of an offset, both from 1; columns count characters."""

    line: int
    column: int


class Problem(NamedTuple):
    """One thing to see to. `rule` is the id of a rule, "missing/<element>" or "record/<field>"."""

    rule: str
    severity: Severity
    message: str
    start: int
    end: int
    quote: str = ""
    """Empty for a missing element, which stands nowhere: start and end are 0."""
    suggestion: str | None = None
    safe: bool = False


def problems_of(reviewed: Reviewed) -> list[Problem]:
    """Return the problems by place; missing elements first."""
    review = reviewed.review
    problems = [_missing(element) for element in review.elements if not element.present]
    spans = [_found(finding) for finding in review.findings] + [_claimed(claim) for claim in review.claims]
    return problems + sorted(spans, key=lambda problem: (problem.start, problem.end, problem.rule))


def _found(found: Finding) -> Problem:
    return Problem(
        found.rule,
        found.severity,
        found.message,
        found.start,
        found.end,
        found.quote,
        found.suggestion,
        found.safe,
    )


def _missing(element: Element) -> Problem:
    asks = registry.element(element.name).asks
    return Problem(f"missing/{element.name}", Severity.WARN, asks, 0, 0)


def _claimed(claim: Claim) -> Problem:
    if claim.verdict is Verdict.CONTRADICTED:
        message = f"The record says otherwise: {claim.recorded or 'nothing of the kind'}."
        return Problem(f"record/{claim.field}", Severity.BLOCK, message, claim.start, claim.end, claim.quote)
    message = "The record holds nothing on it: record it first, or leave it out."
    return Problem(f"record/{claim.field}", Severity.WARN, message, claim.start, claim.end, claim.quote)


def reaches(reviewed: Sequence[Reviewed], threshold: Severity) -> bool:
    """Tell whether any problem is of this severity or worse."""
    return any(problem.severity.rank >= threshold.rank for each in reviewed for problem in problems_of(each))


class Lines:
    """Finds lines and columns in one text, and shows parts of it with its secrets masked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._secrets = list(secrets_of(text))
        self._ends = [offset for offset, sign in enumerate(text) if sign == "\n"] if "\n" in text else []

    def place(self, offset: int) -> Place:
        before = bisect_left(self._ends, offset)
        return Place(before + 1, offset - (self._ends[before - 1] if before else -1))

    def shown(self, start: int, end: int) -> str:
        return mask(self._text, start, end, self._secrets)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the line that holds `start`; of a span over several lines only the first is shown."""
        begin = self._text.rfind("\n", 0, start) + 1
        stop = self._text.find("\n", start)
        return begin, len(self._text) if stop < 0 else stop


def counted(reviewed: Sequence[Reviewed]) -> dict[Severity, int]:
    """Return how many problems there are of each severity, worst first."""
    counts = dict.fromkeys(Severity, 0)
    for each in _all(reviewed):
        counts[each.severity] += 1
    return counts


def _all(reviewed: Sequence[Reviewed]) -> Iterator[Problem]:
    for each in reviewed:
        yield from problems_of(each)

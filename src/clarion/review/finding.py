"""What a review says: findings, elements and claims, gathered in one `Review`.

Offsets count characters of the reviewed text (Python string indices), `end` is exclusive.
"""

from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """2 for block, 1 for warn, 0 for hint."""
        return ("hint", "warn", "block").index(self.value)


class Verdict(StrEnum):
    CONTRADICTED = "contradicted"
    """The record says otherwise."""
    UNSUPPORTED = "unsupported"
    """The record holds nothing on it."""


class Finding(NamedTuple):
    """A span that should not stand as written. `quote` is the text from start to end, with secrets masked."""

    rule: str
    start: int
    end: int
    quote: str
    severity: Severity
    message: str
    suggestion: str | None = None
    safe: bool = False
    """The suggestion replaces the span without changing what is said, so it may be applied unseen."""
    dismissible: bool = True
    """False for a secret: nobody can wave it through."""


class Element(NamedTuple):
    """Something that a message of this kind must say. An element can be proved by an absence: then it has no span."""

    name: str
    present: bool
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    zone_missing: bool = False
    """The proof is a time of day, and the reader cannot tell in which time zone."""


class Claim(NamedTuple):
    """A statement of the text that the record does not bear out. `recorded` is what the record holds, for people."""

    field: str
    start: int
    end: int
    quote: str
    verdict: Verdict
    recorded: str | None = None


class Allowed(NamedTuple):
    """A finding that somebody let stand, and why. `by` is None where a comment in the text allows it."""

    finding: Finding
    reason: str
    by: str | None = None


class Review(NamedTuple):
    """Everything said about a draft, in the order of the text."""

    findings: tuple[Finding, ...] = ()
    elements: tuple[Element, ...] = ()
    claims: tuple[Claim, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    """What would be findings, were it not for a comment or a dismissal."""

    @property
    def telling(self) -> tuple[Finding, ...]:
        """The findings that ask for something: all but hints."""
        return tuple(finding for finding in self.findings if finding.severity is not Severity.HINT)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(element.name for element in self.elements if not element.present)

    @property
    def worst(self) -> Severity | None:
        return max(
            (finding.severity for finding in self.findings), key=lambda severity: severity.rank, default=None
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the batch form: findings and claims as lists, elements as name -> present."""
        return {
            "findings": [
                {
                    "rule": finding.rule,
                    "start": finding.start,
                    "end": finding.end,
                    "quote": finding.quote,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "suggestion": finding.suggestion,
                }
                for finding in self.findings
            ],
            "elements": {element.name: element.present for element in self.elements},
            "zone_missing_in": [element.name for element in self.elements if element.zone_missing],
            "claims": [
                {
                    "field": claim.field,
                    "start": claim.start,
                    "end": claim.end,
                    "quote": claim.quote,
                    "verdict": claim.verdict.value,
                    "recorded": claim.recorded,
                }
                for claim in self.claims
            ],
        }

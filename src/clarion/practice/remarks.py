"""What is said about places in a practised text: findings of the review, claims that the record does not bear out, and
what a criterion points at beside them. In the order of the text, each with its line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from clarion.practice.criteria import Met
from clarion.review import Claim, Finding, Review, Severity, Verdict


@dataclass(frozen=True)
class Remark:
    """`about` says in words what kind of remark it is; `line` counts from 1."""

    start: int
    end: int
    line: int
    quote: str
    severity: Severity
    about: str
    message: str
    suggestion: str | None = None


def remarks(text: str, met: Iterable[Met], review: Review) -> tuple[Remark, ...]:
    """A place that a finding or a claim speaks of already is not named again for a criterion."""
    said = [_of_finding(text, finding) for finding in review.findings]
    said += [_of_claim(text, claim) for claim in review.claims]
    places = {(each.start, each.end) for each in said}
    for each in met:
        for span in each.spans:
            if (span.start, span.end) in places:
                continue
            places.add((span.start, span.end))
            about = each.criterion.says
            said.append(
                _remark(text, span.start, span.end, severity=Severity.WARN, about=about, message=span.message)
            )
    return tuple(sorted(said, key=lambda each: (each.start, -each.end)))


def _of_finding(text: str, finding: Finding) -> Remark:
    about = f"{finding.severity} {finding.rule}".replace("_", " ")
    return _remark(
        text, finding.start, finding.end,
        severity=finding.severity, about=about, message=finding.message, suggestion=finding.suggestion,
    )  # fmt: skip


def _of_claim(text: str, claim: Claim) -> Remark:
    contradicted = claim.verdict is Verdict.CONTRADICTED
    message = f"The record says: {claim.recorded}." if claim.recorded else "The record says nothing of it."
    return _remark(
        text, claim.start, claim.end,
        severity=Severity.BLOCK if contradicted else Severity.WARN,
        about=f"{claim.verdict} {claim.field}".replace("_", " "), message=message,
    )  # fmt: skip


def _remark(
    text: str, start: int, end: int, *, severity: Severity, about: str, message: str, suggestion: str | None = None
) -> Remark:  # fmt: skip
    line = text.count("\n", 0, start) + 1
    return Remark(start, end, line, text[start:end], severity, about, message, suggestion)

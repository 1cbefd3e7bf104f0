"""What is said about places in a practised text: findings of the review, claims that the record does not bear out, and
what a criterion points at beside them. In the order of the text, each with its line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clarion.practice.criteria import Criterion, Met, Span
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
    """What a finding or a claim says already is not said again for a criterion."""
    said = [_of_finding(text, finding) for finding in review.findings]
    said += [_of_claim(text, claim) for claim in review.claims]
    known = {(each.start, each.end, each.message) for each in said}
    for criterion, span in _pointed_at(met):
        if (span.start, span.end, span.message) in known:
            continue
        known.add((span.start, span.end, span.message))
        said.append(
            _remark(
                text, span.start, span.end,
                severity=Severity.WARN, about=criterion.says, message=span.message,
            )
        )  # fmt: skip
    return tuple(sorted(said, key=lambda each: (each.start, -each.end)))


def _pointed_at(met: Iterable[Met]) -> Iterator[tuple[Criterion, Span]]:
    """Places that criteria point at; that of the record points at claims, which are all named anyway."""
    for each in met:
        if each.criterion.check != "record":
            yield from ((each.criterion, span) for span in each.spans)


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

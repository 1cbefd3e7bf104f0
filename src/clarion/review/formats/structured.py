"""The JSON form, for programs. `version` changes when a key changes its meaning or goes; new keys may come without that."""

import json
from collections.abc import Sequence
from typing import Any

from clarion.review.finding import Finding
from clarion.review.formats.report import Lines, Reviewed, counted

VERSION = 1


def render(reviewed: Sequence[Reviewed]) -> str:
    """Return one JSON object: version, files and summary. Offsets count characters, lines and columns begin at 1."""
    counts = {severity.value: count for severity, count in counted(reviewed).items()}
    answer = {"version": VERSION, "files": [_file(each) for each in reviewed], "summary": counts}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _file(each: Reviewed) -> dict[str, Any]:
    lines = Lines(each.text)
    review = each.review
    return {
        "path": each.name,
        "audience": each.audience.value,
        "kind": each.kind.value,
        "why": each.why,
        "findings": [_finding(finding, lines) for finding in review.findings],
        "allowed": [
            {**_finding(allowed.finding, lines), "because": allowed.reason, "by": allowed.by}
            for allowed in review.allowed
        ],
        "elements": [
            {
                "element": element.name,
                "present": element.present,
                "quote": element.quote,
                "zone_missing": element.zone_missing,
                **(
                    _span(element.start, element.end, lines)
                    if element.start is not None and element.end
                    else {}
                ),
            }
            for element in review.elements
        ],
        "claims": [
            {
                "field": claim.field,
                "verdict": claim.verdict.value,
                "quote": claim.quote,
                "recorded": claim.recorded,
                **_span(claim.start, claim.end, lines),
            }
            for claim in review.claims
        ],
    }


def _finding(finding: Finding, lines: Lines) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "quote": finding.quote,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "safe": finding.safe,
        "dismissible": finding.dismissible,
        **_span(finding.start, finding.end, lines),
    }


def _span(start: int, end: int, lines: Lines) -> dict[str, int]:
    first, last = lines.place(start), lines.place(end)
    return {
        "start": start,
        "end": end,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }

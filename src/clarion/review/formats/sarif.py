"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

Rewrites are `fixes`, what a comment allows is a suppressed result. Columns count Unicode code points.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from clarion.review import registry
from clarion.review.finding import Severity
from clarion.review.formats.report import Lines, Problem, Reviewed, problems_of
from clarion.review.suppression import RULE as SUPPRESSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.HINT: "note"}


def render(reviewed: Sequence[Reviewed], *, version: str) -> str:
    """Return the log as JSON; `version` is that of Clarion."""
    rules = list(_rules())
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "Clarion", "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [result for each in reviewed for result in _results(each, places)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rules() -> Iterator[dict[str, Any]]:
    for name, rule in registry.rules().items():
        yield _described(name, rule.reason, rule.why)
    for name, element in registry.elements().items():
        yield _described(f"missing/{name}", element.asks, element.why)
    for field, claim in registry.claims().items():
        yield _described(
            f"record/{field}",
            claim.checks,
            "A text must not say what the record of the incident does not bear out.",
        )
    yield _described(
        SUPPRESSION,
        "A comment to Clarion that does nothing.",
        "Comments that no longer hold hide the next fault.",
    )


def _described(rule: str, short: str, full: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": full},
    }


def _results(each: Reviewed, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    lines, uri = Lines(each.text), _uri(each.name)
    for problem in problems_of(each):
        yield _result(problem, places[problem.rule], lines, uri)
    for allowed in each.review.allowed:
        finding = allowed.finding
        problem = Problem(
            finding.rule, finding.severity, finding.message, finding.start, finding.end, finding.quote
        )
        suppressed = {"kind": "inSource", "justification": allowed.reason}
        yield {**_result(problem, places[problem.rule], lines, uri), "suppressions": [suppressed]}


def _result(problem: Problem, rule: int, lines: Lines, uri: str) -> dict[str, Any]:
    artifact = {"uri": uri}
    location: dict[str, Any] = {"artifactLocation": artifact}
    said = f"“{problem.quote}”: {problem.message}" if problem.quote else problem.message
    location["region"] = _region(problem, lines)
    result = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": location}],
        # the same words flagged by the same rule stay the same result when the text around them moves
        "partialFingerprints": {
            "rule/quote": hashlib.sha256(f"{problem.rule}\n{problem.quote}".encode()).hexdigest()
        },
    }
    if problem.suggestion is not None:
        replacement = {
            "deletedRegion": _region(problem, lines),
            "insertedContent": {"text": problem.suggestion},
        }
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [
            {
                "description": {"text": f"Write: {problem.suggestion or '(nothing)'}"},
                "artifactChanges": [change],
            }
        ]
    return result


def _region(problem: Problem, lines: Lines) -> dict[str, Any]:
    first, last = lines.place(problem.start), lines.place(problem.end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": problem.start,
        "charLength": problem.end - problem.start,
    }


def _uri(path: str) -> str:
    """Percent-encode a path (RFC 3986): results of names with blanks or umlauts must find their file."""
    return "".join(
        sign if sign in _PLAIN else "".join(f"%{byte:02X}" for byte in sign.encode(errors="replace"))
        for sign in path
    )

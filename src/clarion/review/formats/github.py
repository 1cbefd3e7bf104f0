"""Annotations on GitHub: workflow commands, one a line, that Actions shows beside the changed lines.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator, Sequence

from clarion.review.finding import Severity
from clarion.review.formats.report import Lines, Problem, Reviewed, problems_of

_LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.HINT: "notice"}


def render(reviewed: Sequence[Reviewed]) -> Iterator[str]:
    for each in reviewed:
        lines = Lines(each.text)
        for problem in problems_of(each):
            yield _command(each.name, problem, lines)


def _command(name: str, problem: Problem, lines: Lines) -> str:
    first, last = lines.place(problem.start), lines.place(problem.end)
    properties = {"file": name, "line": first.line, "endLine": last.line, "title": f"clarion {problem.rule}"}
    if first.line == last.line and problem.quote:  # columns of a span over several lines are refused
        properties |= {"col": first.column, "endColumn": last.column}
    said = f"“{problem.quote}”: {problem.message}" if problem.quote else problem.message
    if problem.suggestion is not None:
        said += f" Write: {problem.suggestion or '(nothing)'}"
    listed = ",".join(f"{key}={_in_property(str(value))}" for key, value in properties.items())
    return f"::{_LEVELS[problem.severity]} {listed}::{_in_message(said)}"


def _in_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")

"""JUnit's XML, which every build server shows: a suite for each text, a case for each problem, one passed case for a clean text.

Schema: https://github.com/testmoapp/junitxml (there is no official one). Hints are passed cases with an output.
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from clarion.review.finding import Severity
from clarion.review.formats.report import Lines, Problem, Reviewed, problems_of

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even as a reference."""


def render(reviewed: Sequence[Reviewed], *, threshold: Severity) -> str:
    """Return the document. Problems under the threshold are cases that passed."""
    suites = [_suite(each, threshold) for each in reviewed]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<testsuites name="clarion review">',
            *suites,
            "</testsuites>",
        ]
    )


def _suite(each: Reviewed, threshold: Severity) -> str:
    problems = problems_of(each)
    failures = sum(problem.severity.rank >= threshold.rank for problem in problems)
    cases = list(_cases(each, problems, threshold))
    head = f'  <testsuite name={_attribute(each.name)} tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join([head, *cases, "  </testsuite>"])


def _cases(each: Reviewed, problems: list[Problem], threshold: Severity) -> Iterator[str]:
    lines, name = Lines(each.text), _attribute(each.name)
    if not problems:
        yield f'    <testcase classname={name} name="review"/>'
    for problem in problems:
        place = lines.place(problem.start)
        case = f"    <testcase classname={name} name={_attribute(f'{problem.rule} at {place.line}:{place.column}')}"
        said = f"{each.name}:{place.line}:{place.column}: {problem.quote}\n{problem.message}"
        if problem.severity.rank >= threshold.rank:
            failure = f"<failure type={_attribute(problem.severity)} message={_attribute(problem.message)}>{_content(said)}</failure>"
            yield f"{case}>{failure}</testcase>"
        else:
            yield f"{case}><system-out>{_content(said)}</system-out></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))


def _content(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))

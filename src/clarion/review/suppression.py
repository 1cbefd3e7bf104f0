"""Comments in a text that allow a rule in the next sentence, and what is wrong with such comments.

    <!-- clarion: allow blame, excuse because the supplier asked to be named -->

The comment holds for the sentence that follows it, also on the next line, and only with a reason. Comments in code
or in block quotes are examples or somebody else's, and do nothing. A secret is never allowed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clarion.review.finding import Allowed, Finding, Severity
from clarion.review.reading import Reading, Region
from clarion.review.reading.markdown import comments_of as marks_of
from clarion.review.reading.patterns import pattern
from clarion.review.rules import RULES
from clarion.review.secrets import mask

RULE = "suppression"
"""The rule id of findings about the comments themselves. Nobody can switch it off, so it is not among the rules."""

_NOT_OURS = frozenset({Region.CODE, Region.QUOTE})
_ALLOW = pattern(
    r"allow\s+(?!because\b)(?P<rules>[\w, \t-]+?)(?:\s+because(?:\s+(?P<reason>\S.*))?)?",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: text[start:end]; `until` is the end of the sentence it speaks of (its own end if none follows)."""

    start: int
    end: int
    until: int
    rules: tuple[str, ...]
    reason: str
    problem: str | None = None
    """Why it does nothing, to the writer."""


def settle(
    reading: Reading,
    findings: tuple[Finding, ...],
    *,
    asked: frozenset[str],
    secrets: Sequence[tuple[int, int]],
) -> tuple[tuple[Finding, ...], tuple[Allowed, ...]]:
    """Take what comments allow out of the findings, and add a finding for each comment that does nothing.

    `asked` are the rules that are on for this audience and kind: a comment for another audience is not called unused.
    """
    comments = list(comments_of(reading))
    kept, allowed = [], []
    used: set[tuple[Comment, str]] = set()
    for finding in findings:
        comment = next((each for each in comments if _covers(each, finding)), None)
        if comment is None:
            kept.append(finding)
        else:
            used.add((comment, finding.rule))
            allowed.append(Allowed(finding, comment.reason))
    for comment in comments:
        for problem in _problems(comment, used, asked):
            quote = mask(reading.text, comment.start, comment.end, secrets)
            kept.append(Finding(RULE, comment.start, comment.end, quote, Severity.WARN, problem))
    kept.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
    return tuple(kept), tuple(allowed)


def comments_of(reading: Reading) -> Iterator[Comment]:
    """Yield the comments to Clarion that stand in the writer's own text."""
    for start, end in marks_of(reading.text, 0, len(reading.text)):
        said = reading.text[start + 4 : end - 3].strip()
        if said.startswith("clarion:") and _NOT_OURS.isdisjoint(reading.regions(start, start + 1)):
            yield _read(reading, start, end, said.removeprefix("clarion:").strip())


def _read(reading: Reading, start: int, end: int, said: str) -> Comment:
    following = reading.sentence_after(end)
    until = following.end if following else end
    allow = _ALLOW.fullmatch(said)
    if not allow:
        return Comment(start, end, until, (), "", "Is not read: write `clarion: allow RULE because REASON`.")
    rules = tuple(rule for rule in re.split(r"[,\s]+", allow["rules"].lower()) if rule)
    reason = " ".join((allow["reason"] or "").split())
    return Comment(start, end, until, rules, reason, None if reason else _WITHOUT_REASON)


_WITHOUT_REASON = "Has no reason, so it allows nothing: write `because` and why the sentence may stand."


def _covers(comment: Comment, finding: Finding) -> bool:
    return (
        comment.problem is None
        and finding.dismissible
        and finding.rule in comment.rules
        and comment.end < finding.end <= comment.until
    )


def _problems(comment: Comment, used: set[tuple[Comment, str]], asked: frozenset[str]) -> Iterator[str]:
    if comment.problem:
        yield comment.problem
    for rule in comment.rules:
        if rule not in RULES:
            yield f"Allows {rule}, which is no rule: `clarion rule --list` names them."
        elif not comment.problem and rule in asked and (comment, rule) not in used:
            yield f"Allows {rule}, which finds nothing that may be allowed in the next sentence: take it out."

"""What a practised text is held against: criteria that the review can answer, checked while the learner types.

A criterion asks one thing, by one of these keys in its file:

| key | met when |
|---|---|
| `element = "next_update"` | the review finds the element in the text |
| `rule = "blame"`, or a list | the review has no finding of these rules, other than hints |
| `clean = true` | the review has no finding at all, other than hints |
| `record = "agrees"` | nothing in the text is contradicted by the record or missing from it |
| `names = ["25 %", "a quarter"]` | one of these words stands in the text |
| `avoids = ["release 118"]` | none of these words stands in the text |
| `at_most_words = 80` | the text is not longer |
| `at_least_lines = 3` | the text has that many lines that say something |

`each_line = true` asks the review of every line alone (chains of whys, lists of action items), `last_line = true` of the last one.
Pure: no Django, no clock.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from clarion.practice.content import Fields
from clarion.review import Audience, Kind, Record, RecordError, Review, Severity, registry, review


class Lines(StrEnum):
    """Which part of the text a criterion is asked of."""

    WHOLE = "whole"
    EACH = "each_line"
    LAST = "last_line"


@dataclass(frozen=True)
class Criterion:
    """`must` separates what a solid text needs from what makes it excellent. `wrong` are texts that fail it."""

    id: str
    says: str
    check: str
    wanted: tuple[str, ...]
    must: bool = True
    lines: Lines = Lines.WHOLE
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """What is written: for whom, what kind of message, with which facts, and what it is held against."""

    audience: Audience
    kind: Kind
    criteria: tuple[Criterion, ...]
    record: Record | None = None

    def review(self, text: str) -> Review:
        return review(text, audience=self.audience, kind=self.kind, record=self.record)


@dataclass(frozen=True)
class Span:
    """A place in the text that speaks against a criterion, and why; `end` is exclusive."""

    start: int
    end: int
    message: str


@dataclass(frozen=True)
class Met:
    """What came of one criterion. `spans` show where it fails; empty where something is missing in the text as a whole."""

    criterion: Criterion
    met: bool
    spans: tuple[Span, ...] = ()


class Written:
    """One text, with the reviews of it that criteria ask for; each is made once."""

    def __init__(self, text: str, task: Task) -> None:
        self.text, self.task = text, task

    @cached_property
    def whole(self) -> Review:
        return self.task.review(self.text)

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Where each line that says something begins, and its words."""
        found = re.finditer(r"^[ \t]*(?:[-*•]|\d+[.)])?[ \t]*(\S[^\n]*)$", self.text, re.MULTILINE)
        return [(line.start(1), line[1].rstrip()) for line in found]

    @cached_property
    def by_line(self) -> list[tuple[int, Review]]:
        return [(start, self.task.review(line)) for start, line in self.lines]

    def asked(self, lines: Lines) -> list[tuple[int, str, Review]]:
        """The lines that a criterion is asked of, each with where it begins and its review."""
        each = [(*line, found) for line, (_, found) in zip(self.lines, self.by_line, strict=True)]
        return each if lines is Lines.EACH else each[-1:]

    def reviews(self, lines: Lines) -> list[tuple[int, Review]]:
        """The reviews that a criterion is asked of, each with where its text begins."""
        if lines is Lines.WHOLE:
            return [(0, self.whole)]
        return self.by_line if lines is Lines.EACH else self.by_line[-1:]


def hold_against(text: str, task: Task) -> tuple[list[Met], Review]:
    """Every criterion of the task, in its order, and the review of the whole text. Nothing written meets nothing."""
    written = Written(text, task)
    if not text.strip():
        return [Met(criterion, met=False) for criterion in task.criteria], written.whole
    return [_CHECKS[criterion.check](criterion, written) for criterion in task.criteria], written.whole


def _element(criterion: Criterion, written: Written) -> Met:
    (name,) = criterion.wanted
    if criterion.lines is Lines.WHOLE:
        return Met(criterion, name not in written.whole.missing)
    spans = tuple(
        Span(start, start + len(line), registry.element(name).asks)
        for start, line, each in written.asked(criterion.lines)
        if name in each.missing
    )
    return Met(criterion, bool(written.lines) and not spans, spans)


def _rule(criterion: Criterion, written: Written) -> Met:
    return _without(criterion, written, lambda rule: rule in criterion.wanted)


def _clean(criterion: Criterion, written: Written) -> Met:
    return _without(criterion, written, lambda _rule: True)


def _without(criterion: Criterion, written: Written, asked: Callable[[str], bool]) -> Met:
    spans = tuple(
        Span(start + finding.start, start + finding.end, finding.message)
        for start, each in written.reviews(criterion.lines)
        for finding in each.findings
        if finding.severity != Severity.HINT and asked(finding.rule)
    )
    return Met(criterion, not spans, spans)


def _record(criterion: Criterion, written: Written) -> Met:
    spans = tuple(Span(claim.start, claim.end, _claimed(claim.recorded)) for claim in written.whole.claims)
    return Met(criterion, not spans, spans)


def _claimed(recorded: str | None) -> str:
    return f"The record says: {recorded}." if recorded else "The record holds nothing on this."


def _names(criterion: Criterion, written: Written) -> Met:
    return Met(criterion, any(places(word, written.text) for word in criterion.wanted))


def _avoids(criterion: Criterion, written: Written) -> Met:
    spans = tuple(
        Span(found.start(), found.end(), "Leave this out.")
        for word in criterion.wanted
        for found in places(word, written.text)
    )
    return Met(criterion, not spans, spans)


def places(word: str, text: str) -> list[re.Match[str]]:
    """Where a word or phrase stands, whole, whatever its case and spacing."""
    pattern = r"\s*".join(re.escape(part) for part in re.split(r"\s+", word))
    return list(re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


def _at_most_words(criterion: Criterion, written: Written) -> Met:
    return Met(criterion, len(written.text.split()) <= int(criterion.wanted[0]))


def _at_least_lines(criterion: Criterion, written: Written) -> Met:
    return Met(criterion, len(written.lines) >= int(criterion.wanted[0]))


_CHECKS: dict[str, Callable[[Criterion, Written], Met]] = {
    "element": _element,
    "rule": _rule,
    "clean": _clean,
    "record": _record,
    "names": _names,
    "avoids": _avoids,
    "at_most_words": _at_most_words,
    "at_least_lines": _at_least_lines,
}
#: What may be named beside a check; the rest takes any words.
_NAMES: dict[str, Callable[[], Iterable[str]]] = {
    "element": registry.elements,
    "rule": registry.rules,
    "record": lambda: ["agrees"],
}
#: Checks that ask the review, and so may be asked of lines.
_BY_REVIEW = frozenset({"element", "rule", "clean"})


def read_task(fields: Fields) -> Task:
    """`audience`, `kind`, `[record]` (the JSON form of a record, times as text) and `[[criteria]]`. Raises ContentError."""
    return Task(
        audience=fields.one_of("audience", Audience),
        kind=fields.one_of("kind", Kind),
        record=read_record(fields),
        criteria=read_criteria(fields),
    )


def read_record(fields: Fields) -> Record | None:
    if (facts := fields.table("record")) is None:
        return None
    try:
        return Record.from_json(facts)
    except RecordError as error:
        raise fields.error("record", str(error)) from error


def read_criteria(fields: Fields, *, least: int = 1) -> tuple[Criterion, ...]:
    """Raises ContentError, also where two criteria have one id."""
    criteria = tuple(_criterion(each) for each in fields.tables("criteria", least=least))
    if len({criterion.id for criterion in criteria}) < len(criteria):
        raise fields.error("criteria", "give every criterion an id of its own")
    return criteria


def _criterion(fields: Fields) -> Criterion:
    check, wanted = _read_check(fields)
    criterion = Criterion(
        id=fields.text("id"),
        says=fields.text("says"),
        check=check,
        wanted=wanted,
        must=fields.yes_or_no("must", default=True),
        lines=_read_lines(fields, check),
        wrong=fields.texts("wrong"),
    )
    fields.nothing_else()
    return criterion


def _read_check(fields: Fields) -> tuple[str, tuple[str, ...]]:
    asked = [check for check in _CHECKS if fields.has(check)]
    if len(asked) != 1:
        raise fields.error("criterion", f"ask one thing, by one of {', '.join(_CHECKS)}")
    (check,) = asked
    if check in {"at_most_words", "at_least_lines"}:
        return check, (str(fields.whole(check, least=1)),)
    if check == "clean":
        if not fields.yes_or_no(check, default=True):
            raise fields.error(check, "write true, or leave the criterion out")
        return check, ()
    wanted = fields.texts(check, least=1)
    _must_be_known(fields, check, wanted)
    return check, wanted


def _must_be_known(fields: Fields, check: str, wanted: Iterable[str]) -> None:
    if check in _NAMES:
        known = sorted(_NAMES[check]())
        for name in wanted:
            if name not in known:
                raise fields.error(check, f"“{name}” is not known; write {', '.join(known)}")


def _read_lines(fields: Fields, check: str) -> Lines:
    asked = [lines for lines in (Lines.EACH, Lines.LAST) if fields.yes_or_no(lines.value, default=False)]
    if len(asked) > 1 or (asked and check not in _BY_REVIEW):
        raise fields.error(
            asked[0].value, f"only one of both, and only beside {', '.join(sorted(_BY_REVIEW))}"
        )
    return asked[0] if asked else Lines.WHOLE

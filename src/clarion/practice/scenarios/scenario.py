"""An open scenario: a larger situation answered in free text, held against a rubric. Pure: no Django, no clock.

A file of `texts/` holds one scenario. Each line of its rubric has an id, what it asks, a sentence for each tier, and checks
(see `criteria.py`) that decide: those that must be met make it solid, with the others (`must = false`) it is excellent.
"""

from dataclasses import dataclass
from functools import lru_cache

from clarion.practice.content import Fields, shipped
from clarion.practice.criteria import Criterion, Met, Task, hold_against, read_criteria, read_record
from clarion.practice.tiers import Tier, tier_of
from clarion.review import Audience, Kind, Review

MOST_LINES = 7


@dataclass(frozen=True)
class Line:
    """One line of a rubric. `looks_like` says for each tier what such an answer does."""

    id: str
    says: str
    looks_like: dict[Tier, str]
    checks: tuple[Criterion, ...]


@dataclass(frozen=True)
class Sample:
    """An answer that the file carries, with the tier that it is known to reach."""

    text: str
    tier: Tier
    why: str


@dataclass(frozen=True)
class Scenario:
    """`spoken` tells that the answer would be said aloud; it is typed all the same."""

    id: str
    title: str
    situation: str
    asked: str
    spoken: bool
    task: Task
    rubric: tuple[Line, ...]
    model: Sample
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Judged:
    """What the reviewer says of one line: its tier, and the checks that decided it."""

    line: Line
    tier: Tier
    checks: tuple[Met, ...]

    @property
    def open(self) -> tuple[Met, ...]:
        """What is missing for an excellent one."""
        return tuple(check for check in self.checks if not check.met)


@dataclass(frozen=True)
class Verdict:
    lines: tuple[Judged, ...]
    tier: Tier
    review: Review

    @property
    def met_ids(self) -> list[str]:
        return [check.criterion.id for line in self.lines for check in line.checks if check.met]

    @property
    def unmet_ids(self) -> list[str]:
        return [check.criterion.id for line in self.lines for check in line.open]


def judge(scenario: Scenario, text: str) -> Verdict:
    """The tier of each line of the rubric, and of the whole by the table of `tiers.py`."""
    results, review = hold_against(text, scenario.task)
    by_id = {result.criterion.id: result for result in results}
    lines = tuple(_judge_line(line, by_id) for line in scenario.rubric)
    return Verdict(lines, tier_of(results, review), review)


def _judge_line(line: Line, results: dict[str, Met]) -> Judged:
    checks = tuple(results[criterion.id] for criterion in line.checks)
    if not all(check.met for check in checks if check.criterion.must):
        return Judged(line, Tier.NEEDS_WORK, checks)
    return Judged(line, Tier.EXCELLENT if all(check.met for check in checks) else Tier.SOLID, checks)


@lru_cache(maxsize=1)
def scenarios() -> dict[str, Scenario]:
    """All scenarios by id, which is the name of their file. Raises ContentError where a text is not in shape."""
    return {name: read_scenario(fields, name=name) for name, fields in shipped("clarion.practice.scenarios")}


def read_scenario(fields: Fields, *, name: str) -> Scenario:
    """Raises ContentError."""
    rubric = tuple(_line(each) for each in fields.tables("rubric", least=2))
    task = Task(
        audience=fields.one_of("audience", Audience),
        kind=fields.one_of("kind", Kind),
        record=read_record(fields),
        criteria=_all_checks(fields, rubric),
    )
    read = Scenario(
        id=name,
        title=fields.text("title"),
        situation=fields.text("situation"),
        asked=fields.text("asked"),
        spoken=fields.yes_or_no("spoken", default=False),
        task=task,
        rubric=rubric,
        model=_model(fields),
        samples=tuple(_sample(each) for each in fields.tables("samples", least=2)),
    )
    fields.nothing_else()
    return read


def _line(fields: Fields) -> Line:
    line = Line(
        id=fields.text("id"),
        says=fields.text("says"),
        looks_like={tier: fields.text(tier.value) for tier in Tier},
        checks=read_criteria(fields),
    )
    if not any(check.must for check in line.checks):
        raise fields.error(
            "criteria", "one of them must be met for a solid answer; leave out its must = false"
        )
    fields.nothing_else()
    return line


def _all_checks(fields: Fields, rubric: tuple[Line, ...]) -> tuple[Criterion, ...]:
    checks = tuple(check for line in rubric for check in line.checks)
    if len(rubric) > MOST_LINES:
        raise fields.error("rubric", f"write at most {MOST_LINES} lines: nobody weighs more at once")
    if len({check.id for check in checks}) < len(checks) or len({line.id for line in rubric}) < len(rubric):
        raise fields.error("rubric", "give every line and every one of its criteria an id of its own")
    return checks


def _model(fields: Fields) -> Sample:
    model = fields.inner("model", remedy="write the model answer: [model] with text and why")
    read = Sample(text=model.text("text"), tier=Tier.EXCELLENT, why=model.text("why"))
    model.nothing_else()
    return read


def _sample(fields: Fields) -> Sample:
    read = Sample(text=fields.text("text"), tier=fields.one_of("tier", Tier), why=fields.text("why"))
    fields.nothing_else()
    return read

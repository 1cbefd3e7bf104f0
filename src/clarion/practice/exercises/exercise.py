"""One exercise: a situation with its record, a task, what the text is held against, and a model answer that meets it all.

The texts lie in `texts/<id>.toml`; the name of the file is the id. docs/practice-exercises.md describes the format.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from clarion.practice.content import Fields, shipped
from clarion.practice.criteria import Task, read_task

LONGEST_MINUTES = 60


class Skill(StrEnum):
    """What an exercise trains; the list of exercises is grouped by it, in this order."""

    REWRITE = "rewrite"
    CUSTOMER = "customer"
    ALERT = "alert"
    BRIEF = "brief"
    TALKING_POINTS = "talking_points"
    SUMMARY = "summary"
    CORRECTION = "correction"
    DEBLAME = "deblame"
    WHYS = "whys"
    RCA = "rca"
    ACTION_ITEMS = "action_items"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Skill.REWRITE: "Rewrite a status update",
    Skill.CUSTOMER: "Answer a customer",
    Skill.ALERT: "Alert the team",
    Skill.BRIEF: "Brief partners",
    Skill.TALKING_POINTS: "Talking points for support",
    Skill.SUMMARY: "Executive summary",
    Skill.CORRECTION: "Correct an update",
    Skill.DEBLAME: "Take the blame out",
    Skill.WHYS: "Chains of whys",
    Skill.RCA: "RCA for leaders",
    Skill.ACTION_ITEMS: "Action items",
}


@dataclass(frozen=True)
class Exercise:
    """`asks` is what to write. `start` is the weak text that the learner begins from, empty where the page is blank.

    `minutes` is how long it may take; nothing measures it.
    """

    id: str
    title: str
    skill: Skill
    minutes: int
    situation: str
    asks: str
    start: str
    task: Task
    model: str
    why: str


@cache
def exercises() -> MappingProxyType[str, Exercise]:
    """Every exercise that is shipped, by id, in the order of the skills. Raises ContentError for a wrong file."""
    read = [read_exercise(name, fields) for name, fields in shipped(__package__)]
    in_order = sorted(read, key=lambda each: (list(Skill).index(each.skill), each.minutes, each.title))
    return MappingProxyType({each.id: each for each in in_order})


def read_exercise(name: str, fields: Fields) -> Exercise:
    """The exercise of one file; `name` becomes its id. Raises ContentError."""
    model = fields.inner("model", remedy="write a table: [model] with text and why")
    exercise = Exercise(
        id=name,
        title=fields.text("title"),
        skill=fields.one_of("skill", Skill),
        minutes=fields.whole("minutes", least=1, most=LONGEST_MINUTES),
        situation=fields.text("situation"),
        asks=fields.text("task"),
        start=fields.text("start", default=""),
        task=read_task(fields),
        model=model.text("text"),
        why=model.text("why"),
    )
    model.nothing_else()
    fields.nothing_else()
    return exercise

"""What can be practised in writing: every skill with the texts that train it, in the order in which they are shown.

The skills of exercises and the groups of situations come from their files; open scenarios and the interview are one skill
each. The quiz goes by kinds of questions, and drills by themselves: neither is here. No database, no clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clarion.practice.attempts import Activity
from clarion.practice.exercises.exercise import Skill, exercises
from clarion.practice.interview.interview_question import interview_questions
from clarion.practice.scenarios.scenario import scenarios
from clarion.practice.situations.situation import Group, situations


@dataclass(frozen=True)
class PractisedText:
    """One exercise, situation, scenario or interview question, by its id in the shipped texts."""

    activity: Activity
    key: str
    title: str


@dataclass(frozen=True)
class TrainedSkill:
    """`id` is unique over all activities."""

    id: str
    label: str
    texts: tuple[PractisedText, ...]


@cache
def trained_skills() -> tuple[TrainedSkill, ...]:
    """Every skill that has a text. Raises ContentError where a shipped text is not in its documented shape."""
    return tuple(skill for skill in _every_skill() if skill.texts)


def _every_skill() -> Iterator[TrainedSkill]:
    for skill in Skill:
        found = ((each.id, each.title) for each in exercises().values() if each.skill is skill)
        yield TrainedSkill(skill.value, skill.label, _texts(Activity.EXERCISE, found))
    for group in Group:
        found = ((each.id, each.title) for each in situations().values() if each.group is group)
        yield TrainedSkill(group.value, f"Situations: {group.label}", _texts(Activity.SITUATION, found))
    open_ones = ((each.id, each.title) for each in scenarios().values())
    yield TrainedSkill("scenarios", "Open scenarios", _texts(Activity.SCENARIO, open_ones))
    asked = ((each.id, each.question) for each in interview_questions().values())
    yield TrainedSkill("interview", "Interview", _texts(Activity.INTERVIEW, asked))


def _texts(activity: Activity, found: Iterator[tuple[str, str]]) -> tuple[PractisedText, ...]:
    return tuple(PractisedText(activity, key, title) for key, title in found)

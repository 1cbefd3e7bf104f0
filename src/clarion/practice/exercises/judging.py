"""What a text comes to, and keeping it. The page and the command line ask the same two functions."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.criteria import Met, hold_against
from clarion.practice.exercises.exercise import Exercise
from clarion.practice.own_attempts import keep_answer
from clarion.practice.tiers import Tier, tier_of
from clarion.review import Review


@dataclass(frozen=True)
class Judgement:
    """`met` holds every criterion of the exercise, in its order."""

    met: tuple[Met, ...]
    review: Review
    tier: Tier

    @property
    def met_ids(self) -> list[str]:
        return [each.criterion.id for each in self.met if each.met]

    @property
    def unmet_ids(self) -> list[str]:
        return [each.criterion.id for each in self.met if not each.met]


def judge(exercise: Exercise, text: str) -> Judgement:
    """Pure: the same text always comes to the same."""
    met, review = hold_against(text, exercise.task)
    return Judgement(tuple(met), review, tier_of(met, review))


def finish(exercise: Exercise, text: str, *, by: Person, at: datetime) -> Attempt:
    """Keep the text with its tier. Raises ValidationError for a text that is empty or too long; nothing is kept then."""
    return keep_answer(Activity.EXERCISE, exercise.id, text, judge=partial(judge, exercise), by=by, at=at)

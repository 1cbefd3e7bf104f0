"""The exercises that are shipped: each model answer meets everything, and each criterion is failed by weak answers."""

from importlib.resources import files

import pytest

from clarion.practice.criteria import hold_against
from clarion.practice.exercises.exercise import exercises
from clarion.practice.exercises.judging import judge
from clarion.practice.tiers import Tier

SHIPPED = list(exercises().values())
each_exercise = pytest.mark.parametrize("exercise", SHIPPED, ids=lambda exercise: exercise.id)


def test_every_file_is_an_exercise_under_its_own_name():
    names = {
        file.name.removesuffix(".toml") for file in (files("clarion.practice.exercises") / "texts").iterdir()
    }
    assert exercises().keys() == names
    titles = [exercise.title for exercise in SHIPPED]
    assert len(set(titles)) == len(titles)


@each_exercise
def test_the_model_answer_meets_every_criterion_and_is_excellent(exercise):
    judgement = judge(exercise, exercise.model)
    assert [each.criterion.id for each in judgement.met if not each.met] == []
    assert judgement.review.claims == ()
    assert judgement.tier == Tier.EXCELLENT


@each_exercise
def test_every_criterion_is_failed_by_each_of_its_wrong_answers(exercise):
    for criterion in exercise.task.criteria:
        assert criterion.wrong, criterion.id
        for wrong in criterion.wrong:
            met, _ = hold_against(wrong, exercise.task)
            failed = [each.criterion.id for each in met if not each.met]
            assert criterion.id in failed, (criterion.id, wrong)


@each_exercise
def test_an_exercise_asks_five_to_eight_things_and_its_weak_text_does_not_pass(exercise):
    assert 5 <= len(exercise.task.criteria) <= 8
    if exercise.start:
        assert judge(exercise, exercise.start).tier == Tier.NEEDS_WORK


@each_exercise
def test_a_record_says_when_the_text_is_written(exercise):
    if exercise.task.record is not None:
        assert exercise.task.record.now is not None

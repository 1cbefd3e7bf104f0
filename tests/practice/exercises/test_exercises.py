"""Exercises: wrong files are refused with their place, a text is judged by the review, and what is finished is kept."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.content import ContentError, read_toml
from clarion.practice.exercises.exercise import Skill, exercises, read_exercise
from clarion.practice.exercises.judging import finish, judge
from clarion.practice.own_attempts import done_by
from clarion.practice.tiers import Tier

FILE = """
title = "Lifts stand still"
skill = "rewrite"
minutes = 5
situation = "Since 09:31 UTC the lifts of 12 hotels stand still."
task = "Tell the guests."
audience = "public"
kind = "progress"

[[criteria]]
id = "next"
says = "Says when the next update comes"
element = "next_update"

[[criteria]]
id = "short"
says = "Can be read at a glance"
at_most_words = 30
must = false

[model]
text = "The lifts stand still. Next update by 10:00 UTC."
why = "It is short."
"""


def an_exercise(file=FILE):
    return read_exercise("lifts", read_toml(file, name="lifts.toml"))


def test_an_exercise_is_read_from_its_file():
    exercise = an_exercise()
    assert (exercise.id, exercise.title, exercise.skill) == ("lifts", "Lifts stand still", Skill.REWRITE)
    assert exercise.start == ""
    assert [criterion.id for criterion in exercise.task.criteria] == ["next", "short"]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('title = "Lifts stand still"\n', "", "lifts.toml: title: write a text in quotes"),
        ('skill = "rewrite"', 'skill = "rewriting"', "lifts.toml: skill: write one of rewrite, customer"),
        ("minutes = 5", "minutes = 90", "lifts.toml: minutes: write a whole number from 1 to 60"),
        ('task = "Tell', 'tusk = "Tell', "lifts.toml: task: write a text in quotes"),
        ("[model]", "[modell]", "lifts.toml: model: write a table: [model] with text and why"),
        ('why = "It is short."', "", "lifts.toml, model: why: write a text in quotes"),
        ('why = "It', 'because = "x"\nwhy = "It', "lifts.toml, model: because: this key is not known here"),
        ("[model]", "[extra]\n[model]", "lifts.toml: extra: this key is not known here"),
        ("must = false", "must = maybe", "lifts.toml: this is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place_and_the_remedy(was, becomes, says):
    with pytest.raises(ContentError) as refused:
        an_exercise(FILE.replace(was, becomes, 1))
    assert says in str(refused.value)


def test_a_text_is_judged_by_its_criteria_and_by_the_review():
    exercise = an_exercise()
    assert judge(exercise, exercise.model).tier == Tier.EXCELLENT
    assert judge(exercise, f"{exercise.model} {'We write. ' * 20}").tier == Tier.SOLID
    weak = judge(exercise, "The lifts stand still.")
    assert weak.tier == Tier.NEEDS_WORK
    assert [each.met for each in weak.met] == [False, True]


def test_the_list_of_exercises_is_read_once_and_stands_in_the_order_of_skills():
    assert exercises() is exercises()
    skills = [list(Skill).index(each.skill) for each in exercises().values()]
    assert skills == sorted(skills)
    assert all(skill.label for skill in Skill)


@pytest.mark.django_db
def test_a_finished_text_is_kept_with_what_it_met(ben, nine):
    attempt = finish(an_exercise(), "The lifts stand still.", by=ben, at=nine)
    attempt.refresh_from_db()
    assert (attempt.person, attempt.activity, attempt.key) == (ben, Activity.EXERCISE, "lifts")
    assert (attempt.text, attempt.tier, attempt.at) == ("The lifts stand still.", Tier.NEEDS_WORK, nine)
    assert (attempt.met, attempt.unmet) == (["short"], ["next"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  \n ", "There is no text yet. Write one, then finish."),
        (
            "x" * (LONGEST_ATTEMPT + 3),
            "The text has 8,003 characters, and 8,000 can be kept. Shorten it by 3.",
        ),
    ],
)
def test_an_empty_text_and_one_that_is_too_long_are_refused_with_the_remedy(ben, nine, text, says):
    with pytest.raises(ValidationError) as refused:
        finish(an_exercise(), text, by=ben, at=nine)
    assert refused.value.messages == [says]
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_what_a_person_did_is_counted_for_that_person_alone(ben, cleo, nine, django_assert_num_queries):
    lifts = an_exercise()
    for text in ("Lifts.", lifts.model, "Lifts."):
        finish(lifts, text, by=ben, at=nine)
    finish(replace(lifts, id="stairs"), "Stairs.", by=cleo, at=nine)
    with django_assert_num_queries(1):
        done = done_by(ben, Activity.EXERCISE)
    assert done.keys() == {"lifts"}
    assert (done["lifts"].attempts, done["lifts"].best, done["lifts"].last_at) == (3, Tier.EXCELLENT, nine)
    assert done_by(ben, Activity.SCENARIO) == {}

"""Open scenarios: the model is excellent in every line, known answers get their tiers, each check is failed by something."""

import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from clarion.practice.attempts import LONGEST_ATTEMPT
from clarion.practice.content import ContentError, read_toml
from clarion.practice.criteria import hold_against
from clarion.practice.scenarios.answering import assess_oneself, hand_in
from clarion.practice.scenarios.scenario import judge, read_scenario, scenarios
from clarion.practice.tiers import Tier

ALL = list(scenarios().values())
OTHER_WORDS = tomllib.loads((Path(__file__).parent / "other_words.toml").read_text("utf-8"))["answers"]
each_scenario = pytest.mark.parametrize("scenario", ALL, ids=lambda each: each.id)


def test_there_are_six_scenarios_two_of_them_spoken():
    assert len(ALL) == 6
    assert sum(each.spoken for each in ALL) == 2


@each_scenario
def test_the_model_answer_is_excellent_in_every_line_and_as_a_whole(scenario):
    verdict = judge(scenario, scenario.model.text)
    assert {judged.line.id: judged.tier for judged in verdict.lines} == {
        line.id: Tier.EXCELLENT for line in scenario.rubric
    }
    assert verdict.tier is Tier.EXCELLENT


@each_scenario
def test_known_answers_get_the_tier_that_the_file_says(scenario):
    tiers = [sample.tier for sample in scenario.samples]
    assert {Tier.NEEDS_WORK, Tier.SOLID} <= set(tiers)
    assert [judge(scenario, sample.text).tier for sample in scenario.samples] == tiers


@each_scenario
def test_every_check_is_failed_by_an_answer_in_the_file(scenario):
    for check in scenario.task.criteria:
        wrong = [*check.wrong, *(sample.text for sample in scenario.samples)]
        results = [result for text in wrong for result in hold_against(text, scenario.task)[0]]
        assert any(not each.met for each in results if each.criterion.id == check.id), check.id


@each_scenario
def test_nothing_written_needs_work_in_every_line(scenario):
    verdict = judge(scenario, "  \n")
    assert {judged.tier for judged in verdict.lines} == {Tier.NEEDS_WORK}
    assert verdict.met_ids == []


@pytest.mark.parametrize("answer", OTHER_WORDS, ids=lambda each: each["scenario"])
def test_a_good_answer_in_other_words_is_read_as_good(answer):
    """Three of 33 lines are not, for findings and claims of the review that miss the point, or for words nobody thought of."""
    verdict = judge(scenarios()[answer["scenario"]], answer["text"])
    weaker = {each.line.id: each.tier.value for each in verdict.lines if each.tier is not Tier.EXCELLENT}
    assert weaker == answer["weaker"]


@pytest.mark.django_db
def test_an_answer_is_kept_with_its_verdict_and_without_an_own_view(ben, nine):
    scenario = scenarios()["wrong-region"]
    (solid,) = [sample for sample in scenario.samples if sample.tier is Tier.SOLID]
    attempt = hand_in(scenario, solid.text, by=ben, at=nine)
    assert (attempt.tier, attempt.own_view) == (Tier.SOLID, {})
    assert attempt.unmet == ["open-which", "true-share", "sorry-passed-on", "goes-on-deliveries"]


@pytest.mark.django_db
def test_the_own_view_asks_for_every_line_and_is_given_once(ben, nine):
    scenario = scenarios()["wrong-region"]
    attempt = hand_in(scenario, scenario.model.text, by=ben, at=nine)
    with pytest.raises(ValidationError) as refused:
        assess_oneself(attempt, scenario, {"open": "solid", "true": "perfect"})
    assert set(refused.value.message_dict) == {"true", "sorry", "goes-on"}
    view = dict.fromkeys(("open", "true", "sorry", "goes-on"), "solid")
    assess_oneself(attempt, scenario, view)
    assess_oneself(attempt, scenario, dict.fromkeys(view, "excellent"))
    attempt.refresh_from_db()
    assert attempt.own_view == view


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "says"), [(" \n", "There is no text yet."), ("a" * (LONGEST_ATTEMPT + 1), "8,001 characters")]
)
def test_nothing_and_too_much_are_refused_with_the_remedy(text, says, ben, nine):
    with pytest.raises(ValidationError) as refused:
        hand_in(ALL[0], text, by=ben, at=nine)
    assert says in refused.value.messages[0]


FILE = """
title = "T"
situation = "S"
asked = "A"
audience = "public"
kind = "progress"
[[rubric]]
id = "one"
says = "One"
needs_work = "n"
solid = "s"
excellent = "e"
[[rubric.criteria]]
id = "next"
says = "Next"
element = "next_update"
[[rubric]]
id = "two"
says = "Two"
needs_work = "n"
solid = "s"
excellent = "e"
[[rubric.criteria]]
id = "clean"
says = "Clean"
clean = true
[model]
text = "m"
why = "w"
[[samples]]
tier = "solid"
text = "s"
why = "w"
[[samples]]
tier = "needs_work"
text = "n"
why = "w"
"""


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('excellent = "e"\n', "", "rubric 1: excellent: write a text in quotes"),
        ('id = "two"', 'id = "one"', "give every line and every one of its criteria an id of its own"),
        ('id = "clean"', 'id = "next"', "give every line and every one of its criteria an id of its own"),
        ("clean = true", "clean = true\nmust = false", "one of them must be met for a solid answer"),
        ('[model]\ntext = "m"\nwhy = "w"\n', "", "model: write the model answer"),
        ('title = "T"', 'title = "T"\nspokken = true', "spokken: this key is not known here"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_the_remedy(was, becomes, says):
    assert read_scenario(read_toml(FILE, name="one.toml"), name="one").model.text == "m"
    with pytest.raises(ContentError, match=r"one\.toml") as refused:
        read_scenario(read_toml(FILE.replace(was, becomes, 1), name="one.toml"), name="one")
    assert says in str(refused.value)

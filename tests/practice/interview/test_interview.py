"""The interview: strong answers have all parts and nothing to doubt; every red flag is raised by its examples alone."""

import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from clarion.practice.attempts import Activity
from clarion.practice.content import ContentError, read_toml
from clarion.practice.interview.answering import answer
from clarion.practice.interview.hearing import hear
from clarion.practice.interview.interview_question import interview_questions, read_interview_questions
from clarion.practice.interview.red_flag import Spoken
from clarion.practice.interview.red_flags import RED_FLAGS, red_flags_in
from clarion.practice.interview.structure import Part
from clarion.practice.tiers import Tier
from clarion.review import Severity

ALL = list(interview_questions().values())
WEAK = [pytest.param(weak, id=f"{each.id}-{weak.flag}") for each in ALL for weak in each.weak]


def test_there_are_fourteen_questions():
    assert len(ALL) == 14


@pytest.mark.parametrize("question", ALL, ids=lambda each: each.id)
def test_a_strong_answer_has_all_parts_no_red_flag_and_nothing_blocked(question):
    heard = hear(question.strong)
    assert heard.structure.missing == ()
    assert [raised.flag.id for raised in heard.flags] == []
    assert [each.quote for each in heard.findings if each.severity is Severity.BLOCK] == []
    assert heard.tier is Tier.EXCELLENT


@pytest.mark.parametrize("question", ALL, ids=lambda each: each.id)
def test_a_strong_answer_takes_at_most_two_minutes_to_say(question):
    assert 80 <= len(question.strong.split()) <= 200


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_answer_raises_the_flag_that_it_is_shown_for(weak):
    assert weak.flag in [raised.flag.id for raised in hear(weak.text).flags]
    assert hear(weak.text).tier is Tier.NEEDS_WORK


def test_every_red_flag_has_a_weak_answer():
    assert {weak.flag for each in ALL for weak in each.weak} == set(RED_FLAGS)


@pytest.mark.parametrize("flag", RED_FLAGS.values(), ids=lambda flag: flag.id)
def test_a_red_flag_is_raised_by_its_examples_and_by_none_of_its_lookalikes(flag):
    assert [text for text in flag.examples if flag.find(Spoken(text)) is None] == []
    assert [text for text in flag.lookalikes if flag.find(Spoken(text)) is not None] == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("flags_first", {"one_text_for_all": 7, "only_at_the_end": 7, "hero_story": 8}),
        ("flags_second", {"one_text_for_all": 8, "only_at_the_end": 7, "hero_story": 7}),
    ],
)
def test_of_sixteen_other_sentences_most_flags_are_raised_and_none_without_reason(name, found):
    asked = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    for flag, sentences in asked.items():
        raised = [text for text in sentences["raises"] if RED_FLAGS[flag].find(Spoken(text)) is not None]
        wrong = [text for text in sentences["fine"] if RED_FLAGS[flag].find(Spoken(text)) is not None]
        assert (len(sentences["raises"]), len(sentences["fine"])) == (8, 8)
        assert (len(raised), wrong) == (found[flag], [])


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_a_red_flag_stands_in_the_file_of_its_name(flag):
    assert RED_FLAGS[flag].find.__module__ == f"clarion.practice.interview.flags.{flag}"


def test_the_place_of_a_red_flag_is_shown():
    text = "Our shop was down. I sent the same e-mail to everyone."
    (raised,) = [each for each in red_flags_in(Spoken(text)) if each.flag.id == "one_text_for_all"]
    assert [text[span.start : span.end] for span in raised.spans] == ["the same e-mail to everyone"]


def test_three_parts_are_solid_and_nothing_is_not():
    three = (
        "Last autumn callers could not reach us. I recorded a greeting that named another number."
        " Within an hour 80 percent of calls were answered."
    )
    assert (hear(three).tier, hear(three).unmet_ids) == (Tier.SOLID, ["task"])
    assert hear(" ").tier is Tier.NEEDS_WORK
    assert hear(" ").flags == []


@pytest.mark.django_db
def test_an_answer_is_kept_with_what_was_heard(ben, nine):
    kept = answer(ALL[0], ALL[0].strong, by=ben, at=nine)
    assert (kept.activity, kept.key, kept.tier) == (Activity.INTERVIEW, ALL[0].id, Tier.EXCELLENT)
    assert (kept.met, kept.unmet) == ([part.value for part in Part], [])
    with pytest.raises(ValidationError, match="There is no text yet"):
        answer(ALL[0], " ", by=ben, at=nine)


FILE = """
[[questions]]
id = "one"
question = "Q"
listens_for = "L"
strong = "S"
why = "W"
[[questions.weak]]
text = "T"
flag = "blaming"
why = "W"
"""


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('flag = "blaming"', 'flag = "blame"', "weak 1: flag: write one of blaming, people_left_out"),
        ('strong = "S"', "", "strong: write a text in quotes"),
        ('question = "Q"', 'question = "Q"\nhint = "H"', "hint: this key is not known here"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_the_remedy(was, becomes, says):
    assert read_interview_questions(read_toml(FILE, name="one.toml"))[0].strong == "S"
    with pytest.raises(ContentError, match=r"one\.toml, questions 1") as refused:
        read_interview_questions(read_toml(FILE.replace(was, becomes, 1), name="one.toml"))
    assert says in str(refused.value)

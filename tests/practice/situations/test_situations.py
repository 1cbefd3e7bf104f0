"""Situations: every shipped text is in shape, and the review agrees with the verdict on each answer that is for readers."""

from collections import Counter

import pytest

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.content import ContentError, read_toml
from clarion.practice.situations.answering import choose
from clarion.practice.situations.situation import Answer, Group, Worth, read_situations, situations
from clarion.practice.tiers import Tier

ALL = list(situations().values())
FOR_READERS = [
    pytest.param(answer, id=f"{situation.id}-{number}")
    for situation in ALL
    for number, answer in enumerate(situation.answers, start=1)
    if answer.review is not None
]
FILE = """
group = "in_practice"

[[situations]]
id = "one"
title = "One"
situation = "Cards are refused."
question = "What goes out?"
audience = "public"
kind = "progress"

[[situations.answers]]
text = "Card payments are refused. Next update by 10:40 UTC."
verdict = "works"
why = "It says what fails."

[[situations.answers]]
text = "Ben forgot to renew it."
verdict = "falls_short"
why = "It blames Ben."
shows = "blame"

[[situations.answers]]
text = "Card payments are refused."
verdict = "partly"
why = "No time."
"""


def read(file=FILE):
    return read_situations(read_toml(file, name="one.toml"))


def test_there_are_nine_situations_in_each_of_three_groups():
    assert Counter(each.group for each in ALL) == dict.fromkeys(Group, 9)


def test_most_situations_let_the_review_read_their_answers():
    assert sum(each.answers[0].review is not None for each in ALL) >= 18


@pytest.mark.parametrize("answer", FOR_READERS)
def test_the_review_agrees_with_the_verdict_on_a_text_for_readers(answer: Answer):
    said = answer.review
    assert said is not None
    if answer.worth is not Worth.FALLS_SHORT:
        assert answer.faults == ()
    else:
        assert answer.shows, "a text that falls short names what the review shows"
    assert set(answer.shows) <= {*answer.faults, *said.missing}


def test_each_person_gets_an_order_of_their_own_that_stays():
    situation = ALL[0]
    orders = {seed: [number for number, _ in situation.in_order_for(seed)] for seed in range(40)}
    assert {tuple(sorted(order)) for order in orders.values()} == {(0, 1, 2, 3)}
    assert len({tuple(order) for order in orders.values()}) > 10
    assert orders[7] == [number for number, _ in situation.in_order_for(7)]


def test_the_answer_that_works_does_not_stand_first_for_everybody():
    first = Counter(situation.in_order_for(1)[0][1].worth for situation in ALL)
    assert first[Worth.WORKS] < len(ALL) / 2


@pytest.mark.django_db
def test_a_choice_is_kept_with_the_tier_of_its_verdict(ben, nine):
    situation = ALL[0]
    tiers = {
        Worth.WORKS: Tier.EXCELLENT,
        Worth.PARTLY: Tier.SOLID,
        Worth.FALLS_SHORT: Tier.NEEDS_WORK,
    }
    for number, answer in enumerate(situation.answers):
        attempt = choose(situation, number, by=ben, at=nine)
        assert (attempt.activity, attempt.key, attempt.text) == (
            Activity.SITUATION,
            situation.id,
            answer.text,
        )
        assert attempt.tier == tiers[answer.worth]
    assert Attempt.objects.by(ben).count() == len(situation.answers)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('"works"', '"falls_short"', "answers: one must work and one must fall short"),
        ('"partly"', '"good"', "answers 3: verdict: write one of works, partly, falls_short"),
        ('kind = "progress"\n', "", "audience: name audience and kind together, or neither"),
        (
            'audience = "public"\nkind = "progress"\n',
            "",
            "shows: only the review of a text shows something; name audience and kind of the situation",
        ),
        (
            'text = "Card payments are refused."',
            'text = "Ben forgot to renew it."',
            "two of them are the same text",
        ),
        ('title = "One"', 'titel = "One"', "title: write a text in quotes"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_the_remedy(was, becomes, says):
    assert len(read()) == 1
    with pytest.raises(ContentError, match=r"one\.toml") as refused:
        read(FILE.replace(was, becomes, 1))
    assert says in str(refused.value)

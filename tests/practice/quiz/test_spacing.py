"""What comes back when: growing intervals for what is known, the next round for what was missed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.practice.quiz.spacing import (
    INTERVALS,
    KNOWN_BEST,
    MISSED,
    Answered,
    Standing,
    after,
    comes_back,
    standings,
)

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
days = some.floats(0, 400).map(lambda number: NINE + timedelta(days=number))
standing = some.none() | some.builds(Standing, some.integers(MISSED, KNOWN_BEST), days)


def test_right_each_time_it_is_due_it_comes_after_1_3_7_21_and_60_days():
    at, where, waits = NINE, None, []
    for _ in range(6):
        where = after(where, right=True, at=at)
        waits.append((where.due_at - at).days)
        at = where.due_at
    assert waits == [1, 3, 7, 21, 60, 60]


def test_missed_once_it_comes_at_once_and_climbs_again_from_the_first_box():
    known = Standing(4, NINE)
    missed = after(known, right=False, at=NINE)
    assert missed == Standing(MISSED, NINE)
    assert missed.is_due(NINE)
    assert after(missed, right=True, at=NINE) == Standing(1, NINE + timedelta(days=1))


def test_right_before_it_was_due_it_keeps_its_box():
    known = Standing(3, NINE + timedelta(days=2))
    assert after(known, right=True, at=NINE) == Standing(3, NINE + timedelta(days=7))


def test_standings_follow_the_answers_of_each_question():
    day = timedelta(days=1)
    answers = [
        Answered("cadence", True, NINE),
        Answered("scope", False, NINE),
        Answered("cadence", True, NINE + day),
        Answered("scope", True, NINE + day),
        Answered("cadence", False, NINE + 2 * day),
    ]
    assert standings(answers) == {
        "cadence": Standing(MISSED, NINE + 2 * day),
        "scope": Standing(1, NINE + 2 * day),
    }


@given(before=standing, at=days)
def test_a_missed_question_is_due_at_once_whatever_was_known_before(before, at):
    assert after(before, right=False, at=at) == Standing(MISSED, at)


@given(before=standing, at=days)
def test_a_right_answer_never_lowers_the_box_and_raises_it_by_one_at_most(before, at):
    box = before.box if before else MISSED
    then = after(before, right=True, at=at)
    assert box <= then.box <= min(box + 1, KNOWN_BEST)
    assert then.due_at - at == INTERVALS[then.box]


@given(before=standing, at=days)
def test_what_was_known_comes_back_later_than_now_and_what_is_due_climbs(before, at):
    then = after(before, right=True, at=at)
    if before is None or before.is_due(at):
        assert then.box > MISSED
        assert then.due_at > at


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(MISSED, NINE), "in the next round"),
        (Standing(2, NINE), "in one of the next rounds"),
        (Standing(2, NINE + timedelta(hours=5)), "later today"),
        (Standing(1, NINE + timedelta(days=1)), "tomorrow"),
        (Standing(2, NINE + timedelta(days=3)), "in 3 days, on 13 Mar"),
    ],
)
def test_when_a_question_comes_back_is_said_in_words(standing, said):
    assert comes_back(standing, at=NINE) == said


def test_intervals_grow():
    assert list(INTERVALS) == sorted(set(INTERVALS))

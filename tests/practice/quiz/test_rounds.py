"""Five questions: missed ones first, then due ones, then new ones; three kinds at least; none twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from clarion.practice.quiz.question import QuestionKind
from clarion.practice.quiz.rounds import KINDS_WANTED, ROUND, choose
from clarion.practice.quiz.spacing import KNOWN_BEST, MISSED, Standing, after

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
VOCABULARY, SCENARIO, ERROR, JUDGEMENT = QuestionKind
POOL = {f"{kind}-{number}": kind for kind in QuestionKind for number in range(10)}

seeds = some.integers(0, 2**53)
pools = some.dictionaries(
    some.text("abcdef", min_size=1, max_size=3), some.sampled_from(QuestionKind), max_size=30
)


@some.composite
def played(draw):
    """A pool of questions, and where some of them lie."""
    pool = draw(pools)
    known = draw(some.lists(some.sampled_from(sorted(pool)), unique=True)) if pool else []
    where = some.builds(
        Standing,
        some.integers(MISSED + 1, KNOWN_BEST),
        some.integers(-50, 50).map(lambda number: NINE + timedelta(days=number)),
    )
    return pool, {question: draw(where) for question in known}


def kinds_of(chosen, pool=POOL):
    return {pool[question] for question in chosen}


def test_a_first_round_knows_all_four_kinds():
    for seed in range(30):
        assert kinds_of(choose(POOL, {}, at=NINE, seed=seed)) == set(QuestionKind)


def test_due_ones_come_before_new_ones_and_the_longest_overdue_first():
    standing = {
        f"{kind}-{number}": Standing(2, NINE - timedelta(days=number))
        for kind in (VOCABULARY, SCENARIO, ERROR)
        for number in (1, 2)
    }
    chosen = choose(POOL, standing, at=NINE, seed=1)
    assert standing.keys() > set(chosen)
    assert {"vocabulary-2", "scenario-2", "error-2"} < set(chosen)


def test_a_question_that_is_not_due_waits_while_there_are_new_ones():
    standing = {"error-0": Standing(1, NINE + timedelta(minutes=1))}
    for seed in range(30):
        assert "error-0" not in choose(POOL, standing, at=NINE, seed=seed)


def test_where_nothing_is_new_or_due_the_soonest_come():
    standing = {
        question: Standing(3, NINE + timedelta(days=number)) for number, question in enumerate(POOL, start=1)
    }
    chosen = choose(POOL, standing, at=NINE, seed=1)
    assert {"vocabulary-0", "vocabulary-1", "vocabulary-2"} < set(chosen)
    assert kinds_of(chosen) == {VOCABULARY, SCENARIO, ERROR}


def test_many_due_ones_of_one_kind_leave_room_for_two_other_kinds():
    standing = {f"error-{number}": Standing(2, NINE - timedelta(days=1)) for number in range(9)}
    chosen = choose(POOL, standing, at=NINE, seed=1)
    assert Counter(POOL[question] for question in chosen)[ERROR] == 3
    assert len(kinds_of(chosen)) == 3


def test_questions_that_are_gone_from_the_texts_are_never_chosen():
    standing = {"gone": Standing(MISSED, NINE)}
    assert "gone" not in choose(POOL, standing, at=NINE, seed=1)


def test_no_questions_make_an_empty_round():
    assert choose({}, {}, at=NINE, seed=1) == []


@given(played(), seeds)
def test_a_round_holds_five_different_questions_or_all_there_are(played, seed):
    pool, standing = played
    chosen = choose(pool, standing, at=NINE, seed=seed)
    assert len(chosen) == len(set(chosen)) == min(ROUND, len(pool))
    assert set(chosen) <= pool.keys()


@given(played(), seeds)
def test_a_round_holds_three_kinds_where_there_are_three(played, seed):
    pool, standing = played
    chosen = choose(pool, standing, at=NINE, seed=seed)
    assert len(kinds_of(chosen, pool)) >= min(KINDS_WANTED, len(set(pool.values())))


@given(played(), seeds)
def test_the_same_seed_and_moment_give_the_same_round(played, seed):
    pool, standing = played
    again = dict(reversed(pool.items()))
    assert choose(pool, standing, at=NINE, seed=seed) == choose(again, standing, at=NINE, seed=seed)


@given(some.lists(some.lists(some.booleans(), min_size=5, max_size=5), max_size=15), seeds)
def test_what_was_missed_in_a_round_comes_in_the_next(rounds, seed):
    at, standing, missed = NINE, {}, set()
    for number, answers in enumerate(rounds):
        chosen = choose(POOL, standing, at=at, seed=seed + number)
        assert missed <= set(chosen)
        for question, right in zip(chosen, answers, strict=True):
            standing[question] = after(standing.get(question), right=right, at=at)
        missed = {question for question, right in zip(chosen, answers, strict=True) if not right}
        at += timedelta(minutes=7)


@given(seeds)
def test_whoever_answers_right_meets_every_question_before_long(seed):
    at, standing = NINE, {}
    for number in range(40):
        for question in choose(POOL, standing, at=at, seed=seed + number):
            standing[question] = after(standing.get(question), right=True, at=at)
        at += timedelta(hours=8)
    assert standing.keys() == POOL.keys()

"""Playing a round: fixed when it starts, answered once, ended by its last answer, whatever becomes of the texts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clarion.practice.quiz import playing, quiz_rounds
from clarion.practice.quiz.marking import wrong_spans
from clarion.practice.quiz.playing import (
    AlreadyAnswered,
    NotAnAnswer,
    answer,
    open_round,
    standings_of,
)
from clarion.practice.quiz.question import QuestionKind, questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.practice.quiz.spacing import MISSED, Standing

pytestmark = pytest.mark.django_db


def right_of(question):
    return sorted(wrong_spans(question.passage)[0]) if question.passage else question.right


def wrong_of(question):
    if question.passage:
        return [0]
    return next(choice for choice in question.choices if choice != question.right)


def play(round_, *, at, misses=()):
    """Answer what is left of the round; those at the given places (from 1) wrong."""
    while question := round_.next_question():
        missed = round_.number_of(question.id) in misses
        answer(round_, wrong_of(question) if missed else right_of(question), at=at)
    return round_


def a_question_of(kind):
    return next(question for question in questions().values() if question.kind is kind)


def a_round_of(person, *asked, at):
    return QuizRound.objects.create(
        person=person, seed=7, question_ids=[question.id for question in asked], started_at=at
    )


def test_a_round_stays_open_and_the_same_until_its_last_answer(ben, nine):
    first = open_round(ben, at=nine, seed=7)
    asked = first.next_question()
    again = open_round(ben, at=nine + timedelta(days=2), seed=8)
    assert (again, again.seed, again.question_ids) == (first, 7, first.question_ids)
    assert again.next_question() == asked
    play(again, at=nine)
    assert again.ended_at == nine
    assert open_round(ben, at=nine, seed=8) != again


def test_two_people_have_rounds_of_their_own(ben, cleo, nine):
    assert open_round(ben, at=nine, seed=7) != open_round(cleo, at=nine, seed=7)


def test_the_same_seed_gives_two_beginners_the_same_round(ben, cleo, nine):
    assert open_round(ben, at=nine, seed=7).question_ids == open_round(cleo, at=nine, seed=7).question_ids


def test_the_database_allows_one_open_round_a_person(ben, nine):
    open_round(ben, at=nine, seed=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_round_of(ben, at=nine)


def test_an_answer_is_recorded_with_what_was_given_and_whether_it_was_right(ben, nine):
    asked = next(question for question in questions().values() if question.passage)
    answered = answer(a_round_of(ben, asked, at=nine), right_of(asked), at=nine)
    assert (answered.question, answered.right, answered.at) == (asked.id, True, nine)
    assert list(answered.marked) == right_of(asked)
    assert answered.asked == asked


def test_a_passage_is_answered_by_its_words_too(ben, nine):
    asked = next(question for question in questions().values() if question.passage)
    assert answer(a_round_of(ben, asked, at=nine), asked.passage.wrong, at=nine).right


def test_answering_twice_is_refused_and_the_first_answer_stands(ben, nine):
    round_ = open_round(ben, at=nine, seed=7)
    asked = round_.next_question()
    answer(round_, right_of(asked), at=nine)
    with pytest.raises(AlreadyAnswered, match="the first answer stands"):
        answer(round_, wrong_of(asked), at=nine, question_id=asked.id)
    assert QuizAnswer.objects.get().right


def test_a_second_tab_that_knows_nothing_of_the_answer_is_refused_too(ben, nine):
    round_ = open_round(ben, at=nine, seed=7)
    asked = round_.next_question()
    other_tab = QuizRound.objects.get(pk=round_.pk)
    assert other_tab.next_question() == asked
    answer(round_, right_of(asked), at=nine)
    with pytest.raises(AlreadyAnswered):
        answer(other_tab, wrong_of(asked), at=nine, question_id=asked.id)


def test_a_round_that_is_over_takes_no_answer(ben, nine):
    round_ = play(open_round(ben, at=nine, seed=7), at=nine)
    with pytest.raises(AlreadyAnswered):
        answer(round_, "anything", at=nine)


@pytest.mark.parametrize("given", ["", "no such words", [], [99999]])
def test_what_answers_nothing_is_refused_and_nothing_is_recorded(ben, nine, given):
    for asked in questions().values():
        if asked.kind in {QuestionKind.ERROR, QuestionKind.VOCABULARY}:
            QuizRound.objects.all().delete()
            with pytest.raises(NotAnAnswer):
                answer(a_round_of(ben, asked, at=nine), given, at=nine)
    assert not QuizAnswer.objects.exists()


def test_what_was_missed_comes_in_the_next_round_and_what_was_right_a_day_later(ben, nine):
    first = play(open_round(ben, at=nine, seed=7), at=nine, misses={2, 4})
    missed = {first.question_ids[1], first.question_ids[3]}
    known = set(first.question_ids) - missed
    assert first.right_ones == 3
    standing = standings_of(ben)
    assert {standing[each] for each in missed} == {Standing(MISSED, nine)}
    assert {standing[each] for each in known} == {Standing(1, nine + timedelta(days=1))}
    second = open_round(ben, at=nine + timedelta(minutes=5), seed=8)
    assert missed < set(second.question_ids)
    assert known.isdisjoint(second.question_ids)


def test_what_one_person_missed_says_nothing_of_another(ben, cleo, nine):
    play(open_round(ben, at=nine, seed=7), at=nine, misses={1})
    assert standings_of(cleo) == {}


@pytest.fixture
def remove(monkeypatch):
    """Takes questions out of the texts, as a later release may."""

    def remove(*ids):
        left = {key: question for key, question in questions().items() if key not in ids}
        for module in (playing, quiz_rounds):
            monkeypatch.setattr(module, "questions", lambda: left)

    return remove


def test_a_question_that_was_removed_from_the_texts_is_passed_over(ben, nine, remove):
    round_ = open_round(ben, at=nine, seed=7)
    gone, *others = round_.question_ids
    answer(round_, right_of(round_.next_question()), at=nine)
    remove(gone, others[0])
    round_ = QuizRound.objects.get(pk=round_.pk)
    assert round_.answered[gone].asked is None
    assert round_.next_question().id == others[1]
    play(round_, at=nine)
    assert round_.ended_at == nine
    assert len(round_.answered) == 4


def test_a_round_of_which_nothing_is_left_makes_room_for_a_new_one(ben, nine, remove):
    round_ = open_round(ben, at=nine, seed=7)
    remove(*round_.question_ids)
    later = nine + timedelta(days=1)
    new = open_round(ben, at=later, seed=7)
    assert set(new.question_ids).isdisjoint(round_.question_ids)
    round_.refresh_from_db()
    assert round_.ended_at == later

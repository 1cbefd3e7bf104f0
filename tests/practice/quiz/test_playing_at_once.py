"""Two tabs that do the same in one instant: one round begins, one answer counts."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from clarion.practice.quiz.playing import AlreadyAnswered, answer, open_round
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound

pytestmark = pytest.mark.django_db(transaction=True)


def both(act):
    """Run the same in two threads, each with its own connection; what came of each."""
    start, came = Barrier(2), []

    def run():
        try:
            start.wait(10)
            came.append(act())
        except Exception as error:  # noqa: BLE001 - what went wrong in a thread is told by the assertion
            came.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connection.close()
    return came


def test_two_tabs_that_start_at_once_are_in_one_round(ben, nine):
    came = both(lambda: open_round(ben, at=nine, seed=7))
    assert came == [QuizRound.objects.get()] * 2


def test_of_two_answers_at_once_one_counts_and_the_other_is_refused(ben, nine):
    round_ = open_round(ben, at=nine, seed=7)
    question = round_.next_question()
    given = [0] if question.passage else question.choices[0]

    def send():
        mine = QuizRound.objects.get(pk=round_.pk)
        return answer(mine, given, at=nine, question_id=question.id)

    came = both(send)
    assert QuizAnswer.objects.get() in came
    assert [type(each) for each in came if isinstance(each, Exception)] == [AlreadyAnswered]

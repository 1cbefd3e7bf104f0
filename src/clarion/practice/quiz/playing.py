"""Playing the quiz: a round is opened, its questions are answered one by one, and the last answer ends it.

Used by the console and by the terminal alike.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from clarion.accounts.people import Person
from clarion.practice.quiz.marking import NotMarked, is_right, words_ticked, words_typed
from clarion.practice.quiz.question import Passage, Question, questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.practice.quiz.rounds import choose
from clarion.practice.quiz.spacing import Standing, standings

type Given = str | Sequence[int]
"""The text of a choice; for a passage the words as they stand there, or their numbers from 0."""


class NotAnAnswer(ValueError):
    """What was given is no answer to the question; the message says what to do. Nothing is recorded."""


class AlreadyAnswered(ValueError):
    """This question has its answer in this round. The first one stands."""


def open_round(person: Person, *, at: datetime, seed: int) -> QuizRound:
    """The round that the person is in, or a new one. The seed decides the new one; it is not used otherwise."""
    current = QuizRound.objects.by(person).filter(ended_at=None).first()
    if current and current.next_question():
        return current
    with transaction.atomic():
        if current:  # all that was left of it is no longer in the texts
            end(current, at=at)
        return _begin(person, at=at, seed=seed)


def _begin(person: Person, *, at: datetime, seed: int) -> QuizRound:
    """Two that begin at once get one round: the database allows one open round a person."""
    kinds = {question.id: question.kind for question in questions().values()}
    chosen = choose(kinds, standings_of(person), at=at, seed=seed)
    begun, _ = QuizRound.objects.get_or_create(
        person=person, ended_at=None, defaults={"seed": seed, "question_ids": chosen, "started_at": at}
    )
    return begun


def answer(round_: QuizRound, given: Given, *, at: datetime, question_id: str | None = None) -> QuizAnswer:
    """Answer the round's next question, or the one named, which must be the next one too.

    Raises AlreadyAnswered where the question has its answer or the round is over, NotAnAnswer where what was given
    answers nothing. The answer to the last question ends the round.
    """
    round_.refresh()
    question = round_.next_question()
    if question is None or question_id not in {None, question.id}:
        raise AlreadyAnswered("This question is answered already; the first answer stands.")
    kept, right = judged(question, given)
    with transaction.atomic():
        written, is_new = QuizAnswer.objects.get_or_create(
            round=round_, question=question.id, defaults={"given": kept, "right": right, "at": at}
        )
        if not is_new:
            raise AlreadyAnswered("This question is answered already; the first answer stands.")
        round_.refresh()
        if round_.next_question() is None:
            end(round_, at=at)
    return written


def judged(question: Question, given: Given) -> tuple[str | list[int], bool]:
    """The answer as it is kept, and whether it is right. Raises NotAnAnswer."""
    if question.passage is None:
        if given not in question.choices:
            raise NotAnAnswer("Choose one of the answers.")
        return str(given), given == question.right
    marked = _words(question.passage, given)
    return list(marked), is_right(question.passage, marked)


def _words(passage: Passage, given: Given) -> tuple[int, ...]:
    try:
        if isinstance(given, str):
            return words_typed(passage.text, given)
        return words_ticked(passage.text, given)
    except NotMarked as error:
        raise NotAnAnswer(str(error)) from error


def end(round_: QuizRound, *, at: datetime) -> None:
    round_.ended_at = at
    round_.save(update_fields=["ended_at"])


def standings_of(person: Person) -> dict[str, Standing]:
    """Where each question that the person ever answered lies, questions that are gone from the texts among them."""
    return standings(QuizAnswer.objects.by(person).in_time())

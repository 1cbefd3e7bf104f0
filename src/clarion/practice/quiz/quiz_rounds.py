"""A round of the quiz and its answers, as one person plays it. Only that person sees them.

Seed and questions are fixed in the row when a round starts, so that a reload, a restart of the server or a new release
with other questions shows the same round.
"""

from functools import cached_property

from django.db import models

from clarion.accounts.people import Person
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.practice.quiz.question import Question, questions
from clarion.practice.quiz.spacing import Answered


class QuizRoundQuerySet(models.QuerySet["QuizRound"]):
    def by(self, person: Person) -> "QuizRoundQuerySet":
        return self.filter(person=person)

    def ended(self) -> "QuizRoundQuerySet":
        return self.exclude(ended_at=None)


class QuizRound(models.Model):
    """`question_ids` are ids of the shipped texts, in the order in which they are asked."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="quiz_rounds")
    seed = models.PositiveBigIntegerField()
    question_ids = models.JSONField(default=list)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = QuizRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at=None),
                name="one_open_quiz_round_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Quiz of {self.person}, {self.started_at:%d %b %Y}"

    @cached_property
    def answered(self) -> dict[str, "QuizAnswer"]:
        """The answers so far by the id of their question; `refresh` forgets them."""
        return {answer.question: answer for answer in self.answers.all()}

    def refresh(self) -> None:
        self.__dict__.pop("answered", None)
        self.__dict__.get("_prefetched_objects_cache", {}).pop("answers", None)

    def next_question(self) -> Question | None:
        """The first question without an answer; None at the end. One that is no longer in the texts is passed over."""
        open_ids = (each for each in self.question_ids if each not in self.answered)
        return next((questions()[each] for each in open_ids if each in questions()), None)

    def number_of(self, question_id: str) -> int:
        """Its place in the round, from 1. Raises ValueError for a question of another round."""
        return int(self.question_ids.index(question_id)) + 1

    @property
    def right_ones(self) -> int:
        return sum(answer.right for answer in self.answered.values())


class QuizAnswerQuerySet(models.QuerySet["QuizAnswer"]):
    def by(self, person: Person) -> "QuizAnswerQuerySet":
        return self.filter(round__person=person)

    def in_time(self) -> list[Answered]:
        """As the spacing reads them, the oldest first."""
        rows = self.order_by("at", "pk").values_list("question", "right", "at")
        return [Answered(question, right, at) for question, right, at in rows]


class QuizAnswer(models.Model):
    """`given` is the text that was chosen, or the numbers of the words that were marked. An answer is written once."""

    round = models.ForeignKey(QuizRound, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    given = models.JSONField()
    right = models.BooleanField()
    at = models.DateTimeField()

    objects = QuizAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="a_question_is_answered_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {'right' if self.right else 'missed'}"

    @property
    def asked(self) -> Question | None:
        """None where the question is no longer in the texts."""
        return questions().get(self.question)

    @property
    def marked(self) -> tuple[int, ...]:
        return tuple(self.given) if isinstance(self.given, list) else ()

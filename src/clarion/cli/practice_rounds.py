"""A round of the quiz as the terminal plays it: kept for a person, or in memory for nobody. Both answer the same calls."""

from dataclasses import dataclass
from secrets import randbelow
from typing import TYPE_CHECKING, Protocol

from django.utils import timezone

from clarion.cli.practice_screen import kept_whole
from clarion.practice.quiz.playing import answer, judged, open_round, standings_of
from clarion.practice.quiz.question import Question, questions
from clarion.practice.quiz.rounds import choose
from clarion.practice.quiz.spacing import comes_back

if TYPE_CHECKING:
    from clarion.accounts.people import Person

SEEDS = 2**53


@dataclass(frozen=True)
class Outcome:
    """One answered question of the round; `comes_back` is empty where nothing is kept."""

    question: Question
    right: bool
    comes_back: str = ""


class Round(Protocol):
    seed: int
    length: int

    @property
    def kept(self) -> bool: ...
    def next_question(self) -> Question | None: ...
    def answer(self, question: Question, given: str) -> Outcome: ...
    def outcomes(self) -> list[Outcome]: ...


def round_for(person: "Person | None") -> Round:
    """The open round of the person or a new one; for nobody, five questions as for somebody new."""
    return KeptRound(person) if person else PassingRound()


class KeptRound:
    """Every answer is a row as soon as it is given, so that a round goes on in the console or here, whenever."""

    kept = True

    def __init__(self, person: "Person") -> None:
        self._person = person
        self._round = open_round(person, at=timezone.now(), seed=randbelow(SEEDS))
        self.seed, self.length = self._round.seed, len(self._round.question_ids)

    def next_question(self) -> Question | None:
        return self._round.next_question()

    def answer(self, question: Question, given: str) -> Outcome:
        """Raises NotAnAnswer; AlreadyAnswered where the console was quicker. Nothing is kept then."""
        at = timezone.now()
        with kept_whole():
            row = answer(self._round, given, at=at, question_id=question.id)
        return Outcome(question, row.right, comes_back(standings_of(self._person)[question.id], at=at))

    def outcomes(self) -> list[Outcome]:
        standing, at = standings_of(self._person), timezone.now()
        self._round.refresh()
        rows = (self._round.answered.get(each) for each in self._round.question_ids)
        return [
            Outcome(row.asked, row.right, comes_back(standing[row.question], at=at))
            for row in rows
            if row and row.asked
        ]


class PassingRound:
    kept = False

    def __init__(self) -> None:
        self.seed = randbelow(SEEDS)
        kinds = {each.id: each.kind for each in questions().values()}
        self._ids = choose(kinds, {}, at=timezone.now(), seed=self.seed)
        self._outcomes: list[Outcome] = []
        self.length = len(self._ids)

    def next_question(self) -> Question | None:
        answered = len(self._outcomes)
        return questions()[self._ids[answered]] if answered < self.length else None

    def answer(self, question: Question, given: str) -> Outcome:
        """Raises NotAnAnswer."""
        _, right = judged(question, given)
        self._outcomes.append(Outcome(question, right))
        return self._outcomes[-1]

    def outcomes(self) -> list[Outcome]:
        return list(self._outcomes)

"""What the pages of the quiz show, as values: the steps of a round, its questions with their answers, the history."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clarion.practice.quiz.marking import Run, found_by_review, runs
from clarion.practice.quiz.question import Question, QuestionKind, questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.practice.quiz.spacing import INTERVALS, MISSED, Standing, comes_back
from clarion.review import Finding


@dataclass(frozen=True)
class Step:
    """One place of a round. `question` is None where it is no longer in the texts."""

    number: int
    question: Question | None
    answer: QuizAnswer | None
    here: bool = False
    comes_back: str = ""

    @property
    def look(self) -> str:
        if self.answer:
            return "right" if self.answer.right else "missed"
        return "here" if self.here else "gone" if self.question is None else "open"


def steps_of(
    round_: QuizRound, standing: Mapping[str, Standing] | None = None, *, at: datetime, here: int = 0
) -> list[Step]:
    """`here` is the number of the question that the page shows, from 1; without a standing nothing is said of coming back."""
    standing = standing or {}
    return [
        Step(
            number,
            questions().get(each),
            round_.answered.get(each),
            here=number == here,
            comes_back=comes_back(standing[each], at=at) if each in standing else "",
        )
        for number, each in enumerate(round_.question_ids, start=1)
    ]


@dataclass(frozen=True)
class Choice:
    text: str
    right: bool
    chosen: bool


def choices_after(question: Question, answer: QuizAnswer) -> list[Choice]:
    """In the order in which they were shown. A choice that was reworded since is nowhere marked as chosen."""
    shown = question.choices_for(answer.round.seed)
    return [Choice(text, text == question.right, text == answer.given) for text in shown]


def runs_after(question: Question, answer: QuizAnswer) -> list[Run]:
    return list(runs(question.passage, answer.marked)) if question.passage else []


def said_by_review(question: Question) -> tuple[Finding, ...]:
    return found_by_review(question.passage) if question.passage else ()


@dataclass(frozen=True)
class KindSum:
    kind: QuestionKind
    right: int
    answered: int


def sums_by_kind(answers: Iterable[QuizAnswer]) -> list[KindSum]:
    """All answers of a person by the kind of their question; those to questions that are gone are left out."""
    asked = [(each.asked.kind, each.right) for each in answers if each.asked]
    answered, right = Counter(kind for kind, _ in asked), Counter(kind for kind, ok in asked if ok)
    return [KindSum(kind, right[kind], answered[kind]) for kind in QuestionKind]


@dataclass(frozen=True)
class Box:
    """How many questions come back after this interval."""

    says: str
    count: int


def boxes_of(standing: Mapping[str, Standing]) -> list[Box]:
    """Every box with its number of questions, from the missed ones to the best known, and the new ones at the end."""
    here = {each: where for each, where in standing.items() if each in questions()}
    counts = Counter(where.box for where in here.values())
    boxes = [Box(_interval(box), counts[box]) for box in range(len(INTERVALS))]
    return [*boxes, Box("new, not asked yet", len(questions()) - len(here))]


def _interval(box: int) -> str:
    if box == MISSED:
        return "missed, in the next round"
    days = INTERVALS[box].days
    return f"known, after {days} day{'' if days == 1 else 's'}"


def waiting(standing: Mapping[str, Standing], *, at: datetime) -> int:
    """How many questions are due: missed ones, and known ones whose interval is over."""
    return sum(where.is_due(at) for each, where in standing.items() if each in questions())

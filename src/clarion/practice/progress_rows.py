"""The rows of one person's practice, read for `progress.py`. Nothing here reads the rows of anybody else."""

from dataclasses import dataclass
from datetime import datetime

from clarion.accounts.people import Person
from clarion.practice.drills.drill import Drill
from clarion.practice.own_attempts import tried_by
from clarion.practice.progress import (
    Next,
    QuizProgress,
    SkillProgress,
    by_skill,
    quiz_progress,
    what_next,
)
from clarion.practice.quiz.playing import standings_of
from clarion.practice.quiz.question import questions
from clarion.practice.quiz.quiz_rounds import QuizRound
from clarion.practice.skills import trained_skills


@dataclass(frozen=True)
class Progress:
    """All that a person practised so far."""

    skills: list[SkillProgress]
    quiz: QuizProgress
    next: Next | None

    @property
    def texts_tried(self) -> int:
        return sum(skill.texts_tried for skill in self.skills)

    @property
    def attempts(self) -> int:
        return sum(len(skill.tries) for skill in self.skills)


def progress_of(person: Person | None, *, at: datetime) -> Progress:
    """Nobody is somebody who has not practised yet; then the database is not asked."""
    skills = by_skill(trained_skills(), tried_by(person) if person else [])
    kinds = {each.id: each.kind for each in questions().values()}
    standing = standings_of(person) if person else {}
    quiz = quiz_progress(kinds, standing, at=at, round_is_open=bool(person and _has_open_round(person)))
    return Progress(skills, quiz, what_next(skills, quiz))


def drills_of(person: Person) -> list[Drill]:
    """Drills that the person took part in and that are over, the latest first."""
    return list(Drill.objects.of(person).over())


def _has_open_round(person: Person) -> bool:
    current = QuizRound.objects.by(person).filter(ended_at=None).first()
    return bool(current and current.next_question())

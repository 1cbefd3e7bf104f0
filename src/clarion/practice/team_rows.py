"""Everybody's practice of the last months, read for `team.py` and for nothing else: no row of it leaves as it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from clarion.practice.attempts import Attempt
from clarion.practice.drills.drill import Participant
from clarion.practice.quiz.quiz_rounds import QuizRound
from clarion.practice.skills import trained_skills
from clarion.practice.team import MonthSums, Practised, months_over, sums
from clarion.practice.tiers import Tier

QUIZ, DRILLS = "Quiz", "Drills"


def team_sums(*, at: datetime) -> list[MonthSums]:
    skills = [*(skill.label for skill in trained_skills()), QUIZ, DRILLS]
    since = datetime.combine(months_over(at)[-1], time(), tzinfo=UTC)
    return sums([*_written(since), *_rounds(since), *_drills(since)], skills, at=at.astimezone(UTC))


def _written(since: datetime) -> Iterator[Practised]:
    skills = {
        (text.activity.value, text.key): skill.label for skill in trained_skills() for text in skill.texts
    }
    rows = Attempt.objects.filter(at__gte=since).values_list("person_id", "activity", "key", "tier", "at")
    for person, activity, key, tier, when in rows:
        if (activity, key) in skills:
            yield Practised(person, skills[activity, key], when.astimezone(UTC), Tier(tier))


def _rounds(since: datetime) -> Iterator[Practised]:
    """A round counts when it is over."""
    for person, ended in QuizRound.objects.filter(ended_at__gte=since).values_list("person_id", "ended_at"):
        if ended:
            yield Practised(person, QUIZ, ended.astimezone(UTC))


def _drills(since: datetime) -> Iterator[Practised]:
    """Once for each person who took part, whatever their roles."""
    held = Participant.objects.filter(drill__ended_at__gte=since).exclude(drill__started_at=None)
    rows = held.order_by()
    for person, _, ended in rows.values_list("person_id", "drill_id", "drill__ended_at").distinct():
        if ended:
            yield Practised(person, DRILLS, ended.astimezone(UTC))

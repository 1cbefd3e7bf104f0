"""How far one person is, skill by skill, and what to practise next. Pure: rows in, values out; no database, no clock.

What comes next is decided in this order, so that the same rows always give the same answer:

1. a round of the quiz that was begun and not finished;
2. a round of the quiz, when at least as many questions are due as a round holds;
3. the weakest skill. A skill is as strong as the latest text in it: first those whose latest needs work, then those never
   tried, then solid, then excellent; among equals the one that was practised the longest ago, then the order of the list.

In a skill, a text never tried comes first, then the one whose latest attempt is the weakest and the longest ago.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clarion.practice.attempts import Activity
from clarion.practice.quiz.question import QuestionKind
from clarion.practice.quiz.rounds import ROUND
from clarion.practice.quiz.spacing import Standing
from clarion.practice.skills import PractisedText, TrainedSkill
from clarion.practice.tiers import Tier


@dataclass(frozen=True)
class Tried:
    """One attempt: at which text, with which tier, and when."""

    activity: Activity
    key: str
    tier: Tier
    at: datetime


@dataclass(frozen=True)
class SkillProgress:
    """`tries` are all attempts at texts of the skill, the oldest first."""

    skill: TrainedSkill
    tries: tuple[Tried, ...] = ()

    @property
    def latest(self) -> Tried | None:
        return self.tries[-1] if self.tries else None

    @property
    def texts_tried(self) -> int:
        return len({each.key for each in self.tries})

    def latest_of(self, key: str) -> Tried | None:
        return next((each for each in reversed(self.tries) if each.key == key), None)


@dataclass(frozen=True)
class QuizProgress:
    """What the quiz knows of a person: whether a round is open, how many questions are due, and how each kind stands."""

    round_is_open: bool
    due: int
    kinds: tuple["KindProgress", ...]

    @property
    def begun(self) -> bool:
        return self.round_is_open or any(kind.known or kind.learning for kind in self.kinds)


@dataclass(frozen=True)
class KindProgress:
    """Questions of one kind: right when last asked, missed when last asked, not asked yet."""

    kind: QuestionKind
    known: int
    learning: int
    new: int


@dataclass(frozen=True)
class Next:
    """What to practise next and why, in a sentence. No text is the quiz."""

    text: PractisedText | None
    title: str
    why: str


def by_skill(skills: Iterable[TrainedSkill], tries: Iterable[Tried]) -> list[SkillProgress]:
    """Every skill in its order; attempts at texts that are no longer shipped are left out."""
    in_time = sorted(tries, key=lambda each: each.at)
    return [SkillProgress(skill, _of(skill, in_time)) for skill in skills]


def _of(skill: TrainedSkill, tries: Sequence[Tried]) -> tuple[Tried, ...]:
    texts = {(text.activity, text.key) for text in skill.texts}
    return tuple(each for each in tries if (each.activity, each.key) in texts)


def quiz_progress(
    kinds: Mapping[str, QuestionKind], standing: Mapping[str, Standing], *, at: datetime, round_is_open: bool
) -> QuizProgress:
    """`kinds` holds every question that is shipped, by id; a standing of one that is gone counts nowhere."""
    here = {each: where for each, where in standing.items() if each in kinds}
    return QuizProgress(
        round_is_open,
        due=sum(where.is_due(at) for where in here.values()),
        kinds=tuple(_of_kind(kind, kinds, here) for kind in QuestionKind),
    )


def _of_kind(
    kind: QuestionKind, kinds: Mapping[str, QuestionKind], standing: Mapping[str, Standing]
) -> KindProgress:
    ids = [each for each, its in kinds.items() if its is kind]
    learning = sum(standing[each].missed for each in ids if each in standing)
    asked = sum(each in standing for each in ids)
    return KindProgress(kind, known=asked - learning, learning=learning, new=len(ids) - asked)


def what_next(skills: Sequence[SkillProgress], quiz: QuizProgress) -> Next | None:
    """None only where nothing is shipped."""
    if quiz.round_is_open:
        return Next(None, "Your round of the quiz", "You began it and have not finished it.")
    if quiz.due >= ROUND:
        return Next(None, "A round of the quiz", f"{quiz.due} questions are due to come back.")
    if not skills:
        return None
    weakest = min(skills, key=lambda each: _strength(each.latest, untried=1))
    text = min(weakest.skill.texts, key=lambda each: _strength(weakest.latest_of(each.key), untried=-1))
    return Next(text, text.title, f"{weakest.skill.label}: {_why(weakest.latest)}")


def next_exercise(skills: Sequence[SkillProgress]) -> PractisedText | None:
    """The same among exercises alone, for the terminal."""
    ours = [each for each in skills if each.skill.texts[0].activity is Activity.EXERCISE]
    nothing_of_the_quiz = QuizProgress(round_is_open=False, due=0, kinds=())
    found = what_next(ours, nothing_of_the_quiz)
    return found.text if found else None


def _strength(latest: Tried | None, *, untried: int) -> tuple[int, float]:
    """The weakest first, then the longest ago; `untried` is the place of what was never tried."""
    if latest is None:
        return (untried, 0.0)
    place = {Tier.NEEDS_WORK: 0, Tier.SOLID: 2, Tier.EXCELLENT: 3}[latest.tier]
    return (place, latest.at.timestamp())


def _why(latest: Tried | None) -> str:
    if latest is None:
        return "not tried yet."
    return {
        Tier.NEEDS_WORK: "your latest text needs work.",
        Tier.SOLID: "your latest text is solid; it can be excellent.",
        Tier.EXCELLENT: "you practised it the longest ago.",
    }[latest.tier]

"""The score of a drill: marks for timing and for words, the messages as the review reads them, three things to try. Pure.

    Course --timing--> marks --wording--> marks --> the three that help most

No number stands for a whole drill: a sum would hide what to do next.
"""

from dataclasses import dataclass

from clarion.practice.drills.course import Course
from clarion.practice.drills.marks import Mark
from clarion.practice.drills.one_story import Disagreement, disagreements
from clarion.practice.drills.read_messages import ReadMessage, read_messages
from clarion.practice.drills.timing import timing
from clarion.practice.drills.wording import wording
from clarion.practice.tiers import Tier

TO_TRY = 3
#: What is tried when everything was excellent and the script has no hint.
_STILL = (
    "Take the same script at twice the pace.",
    "Change roles: write for an audience that you never write for.",
    "Write a script from your last incident, and let somebody else take it.",
)


@dataclass(frozen=True)
class Score:
    timing: tuple[Mark, ...]
    wording: tuple[Mark, ...]
    messages: tuple[ReadMessage, ...]
    disagreements: tuple[Disagreement, ...]
    to_try: tuple[str, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return (*self.timing, *self.wording)


def score(course: Course) -> Score:
    messages = read_messages(course)
    apart = tuple(disagreements(course))
    on_time, in_words = timing(course), wording(course, messages, apart)
    to_try = _to_try((*on_time, *in_words), course.script.hints)
    return Score(on_time, in_words, messages, apart, to_try)


def _to_try(marks: tuple[Mark, ...], hints: tuple[str, ...]) -> tuple[str, ...]:
    """From the worst marks, in their order; then the hints of the script, then what helps everybody."""
    lacking = sorted(
        (mark for mark in marks if mark.tier is not Tier.EXCELLENT), key=lambda mark: mark.tier.rank
    )
    wanted = (*(mark.try_next for mark in lacking), *hints, *_STILL)
    return tuple(dict.fromkeys(wanted))[:TO_TRY]

"""The next thing to practise, as a page offers it: with its address, or the quiz, which begins by a button."""

from dataclasses import dataclass

from django.urls import reverse

from clarion.practice.attempts import Activity
from clarion.practice.progress import Next
from clarion.practice.progress_rows import Progress

_ROUTES = {
    Activity.EXERCISE: "practice_exercise",
    Activity.SITUATION: "practice_situation",
    Activity.SCENARIO: "practice_scenario",
    Activity.INTERVIEW: "practice_interview_question",
}


@dataclass(frozen=True)
class ShownNext:
    """`address` is empty for the quiz."""

    next: Next
    button: str
    address: str = ""


def shown_next(progress: Progress) -> ShownNext | None:
    """None where nothing is shipped."""
    found = progress.next
    if found is None:
        return None
    if found.text is None:
        return ShownNext(found, "Continue your round" if progress.quiz.round_is_open else "Start a round")
    activity = found.text.activity
    address = reverse(_ROUTES[activity], args=[found.text.key])
    return ShownNext(found, f"Begin the {_called(activity)}", address)


def _called(activity: Activity) -> str:
    return "question" if activity is Activity.INTERVIEW else activity.label.lower()

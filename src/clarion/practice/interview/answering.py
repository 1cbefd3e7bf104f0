"""An answer to a question of an interview, kept with what was heard in it."""

from datetime import datetime

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.interview.hearing import hear
from clarion.practice.interview.question import Question


def answer(question: Question, text: str, *, by: Person, at: datetime) -> Attempt:
    """Raises ValidationError for nothing, and for more than is kept."""
    if not text.strip():
        raise ValidationError("Write your answer first, as you would say it. A few sentences are enough to begin with.")
    if len(text) > LONGEST_ATTEMPT:
        raise ValidationError(
            f"Your answer has {len(text)} characters; write at most {LONGEST_ATTEMPT}. Nothing of it is lost."
        )
    heard = hear(text)
    return Attempt.objects.create(
        person=by,
        activity=Activity.INTERVIEW,
        key=question.id,
        text=text,
        tier=heard.tier,
        met=heard.met,
        unmet=heard.unmet,
        at=at,
    )

"""An answer to a question of an interview, kept with what was heard in it."""

from datetime import datetime

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.interview.hearing import hear
from clarion.practice.interview.question import Question
from clarion.practice.written_answers import must_be_an_answer


def answer(question: Question, text: str, *, by: Person, at: datetime) -> Attempt:
    """Raises ValidationError for nothing, and for more than is kept."""
    must_be_an_answer(text)
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

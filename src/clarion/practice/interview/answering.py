"""An answer to a question of an interview, kept with what was heard in it."""

from datetime import datetime

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.interview.hearing import hear
from clarion.practice.interview.interview_question import InterviewQuestion
from clarion.practice.own_attempts import keep_answer


def answer(question: InterviewQuestion, text: str, *, by: Person, at: datetime) -> Attempt:
    """Raises ValidationError for nothing, and for more than is kept."""
    return keep_answer(Activity.INTERVIEW, question.id, text, judge=hear, by=by, at=at)

"""What a person chose in a situation, kept."""

from datetime import datetime

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.situations.situation import Situation


def choose(situation: Situation, number: int | None, *, by: Person, at: datetime) -> Attempt:
    """Keep the answer at this place in the file. Raises ValidationError where there is none."""
    if number is None or not 0 <= number < len(situation.answers):
        raise ValidationError("Choose one of the answers first. You can try as often as you like.")
    answer = situation.answers[number]
    return Attempt.objects.create(
        person=by,
        activity=Activity.SITUATION,
        key=situation.id,
        text=answer.text,
        tier=answer.worth.tier,
        at=at,
    )

"""What a person chose in a situation, kept."""

from datetime import datetime

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.practice.attempts import Activity, Attempt
from clarion.practice.situations.situation import Situation, situations


def choose(situation: Situation, number: int | None, *, by: Person, at: datetime) -> Attempt:
    """Keep the answer at this place in the file. Raises ValidationError where there is none."""
    if number is None or not 0 <= number < len(situation.answers):
        raise ValidationError("Choose one of the answers. There is no wrong time to change your mind.")
    answer = situation.answers[number]
    return Attempt.objects.create(
        person=by,
        activity=Activity.SITUATION,
        key=situation.id,
        text=answer.text,
        tier=answer.worth.tier,
        at=at,
    )


def last_choices(person: Person) -> dict[str, Attempt]:
    """What the person chose last in each situation that is still there, by its id."""
    mine = Attempt.objects.by(person).filter(activity=Activity.SITUATION, key__in=situations())
    return {attempt.key: attempt for attempt in mine.order_by("at", "pk")}

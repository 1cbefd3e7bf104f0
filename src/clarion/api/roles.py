"""Who does what in an incident: hand roles over."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import WRITING, answers
from clarion.api.fields import Number
from clarion.api.schemas.incidents import IncidentAnswer, find_incident, show_incident
from clarion.api.schemas.roles import HandOvers
from clarion.incidents.hand_over import hand_over

router = Router(tags=["Incidents"])


@router.post(
    "/{number}/roles",
    response=answers(IncidentAnswer, errors=WRITING),
    summary="Hand roles over",
    **asks(
        Act.CHANGE_RECORD, also="The timeline says from whom to whom; promises call whoever holds the role."
    ),
)
def hand_over_roles(request: HttpRequest, number: Number, body: HandOvers) -> IncidentAnswer:
    people = _people({key for each in body.hand_overs for key in (each.holder, each.to) if key})
    to = {str(each.role): people[each.to] if each.to else None for each in body.hand_overs}
    if len(to) < len(body.hand_overs):
        raise ValidationError({"hand_overs": "Name each role once."})
    seen = {str(each.role): people[each.holder] if each.holder else None for each in body.hand_overs}
    hand_over(find_incident(number), to, seen=seen, by=person_of(request), at=timezone.now())
    return show_incident(number)


def _people(keys: set[int]) -> dict[int, Person]:
    """Raises ValidationError for an id that nobody has."""
    people = Person.objects.in_bulk(keys)
    if missing := sorted(keys - people.keys()):
        raise ValidationError({"hand_overs": f"There is no person {missing[0]}."})
    return people

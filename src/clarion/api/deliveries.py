"""Deliveries: who was told of an incident's updates, and trying again what failed."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, answers
from clarion.api.fields import Number
from clarion.api.schemas.deliveries import ToldAnswer, TriedAgain
from clarion.api.schemas.incidents import find_incident
from clarion.api.updates import find_update
from clarion.subscribers.told import told_of, try_again

of_incidents = Router(tags=["Deliveries"])
of_updates = Router(tags=["Deliveries"])


@of_incidents.get(
    "/{number}/deliveries",
    response=answers(list[ToldAnswer], errors=READING),
    summary="How many subscribers were told of each update, the latest first",
    **asks(Act.SEE, also="The newest 200 updates."),
)
def list_deliveries(request: HttpRequest, number: Number) -> list[ToldAnswer]:
    return [ToldAnswer.of(told) for told in told_of(find_incident(number))]


@of_updates.post(
    "/{pk}/deliveries/again",
    response=answers(TriedAgain, errors=READING),
    summary="Try again what could not be delivered of an update",
    **asks(Act.PUBLISH_EXTERNAL),
)
def try_failed_deliveries_again(request: HttpRequest, pk: Number) -> TriedAgain:
    return TriedAgain(deliveries=try_again(find_update(pk), by=person_of(request), at=timezone.now()))

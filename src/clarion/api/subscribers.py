"""Subscribers: list, read, add, remove. What readers do by themselves they do on the public forms."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, answers
from clarion.api.fields import Number, Words
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.incidents import no_such
from clarion.api.schemas.subscribers import SubscriberAnswer, SubscriberBody
from clarion.subscribers.managing import add_subscriber, remove_subscriber
from clarion.subscribers.subscriber import Channel, Standing, Subscriber
from clarion.updates.audiences import Audience

router = Router(tags=["Subscribers"])


class SubscriberFilter(Page):
    """All that is chosen must hold, as in the console."""

    q: Words = ""
    audience: Audience | None = None
    channel: Channel | None = None
    state: Standing | None = None


@router.get(
    "",
    response=answers(Listed[SubscriberAnswer]),
    summary="List subscribers, the latest first",
    **asks(Act.MANAGE_WORKSPACE),
)
def list_subscribers(request: HttpRequest, page: Query[SubscriberFilter]) -> object:
    chosen = Subscriber.objects.chosen(
        words=page.q, audience=page.audience or "", channel=page.channel or "", standing=page.state or ""
    )
    return page_of(request, chosen, page, by=None, show=SubscriberAnswer.of)


@router.post(
    "",
    response=answers(SubscriberAnswer, status=201, errors=(400, 413)),
    summary="Add a subscriber, active at once",
    **asks(Act.MANAGE_WORKSPACE),
)
def add_a_subscriber(request: HttpRequest, body: SubscriberBody) -> Status[object]:
    """Sent twice it is added once: an address is one subscriber of an audience."""
    new = add_subscriber(body.new(), by=person_of(request), at=timezone.now())
    return Status(201, SubscriberAnswer.of(new))


@router.get(
    "/{pk}",
    response=answers(SubscriberAnswer, errors=READING),
    summary="Read a subscriber",
    **asks(Act.MANAGE_WORKSPACE),
)
def read_subscriber(request: HttpRequest, pk: Number) -> SubscriberAnswer:
    return SubscriberAnswer.of(_found(pk))


@router.delete(
    "/{pk}",
    response=answers(SubscriberAnswer, errors=READING),
    summary="Remove a subscriber, and wipe the address",
    **asks(Act.MANAGE_WORKSPACE),
)
def remove_a_subscriber(request: HttpRequest, pk: Number) -> SubscriberAnswer:
    """What was delivered stays countable; the row stays for it, without address."""
    remove_subscriber(_found(pk), by=person_of(request), at=timezone.now())
    return SubscriberAnswer.of(_found(pk))


def _found(pk: int) -> Subscriber:
    found = Subscriber.objects.filter(pk=pk).first()
    if found is None:
        raise no_such("subscriber", pk)
    return found

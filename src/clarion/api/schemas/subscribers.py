"""Subscribers as programs see them: an address of a webhook is a secret and is masked."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Line, Text
from clarion.api.schemas.services import ServiceName
from clarion.incidents.services import Service, find_service
from clarion.subscribers.managing import NewSubscriber
from clarion.subscribers.scope import Scope, scope_of
from clarion.subscribers.subscriber import Channel, Payload, Standing, Subscriber
from clarion.updates.audiences import Audience

#: Those of the settings.
type Language = Literal["en", "de", "fr", "es", "ja"]


class SubscriberBody(Body):
    """Active at once: add only whom you know to want it."""

    audience: Audience = Audience.PUBLIC
    channel: Channel = Channel.MAIL
    address: Annotated[Text, Field(min_length=1, max_length=500)]
    services: Annotated[list[ServiceName], Field(max_length=200)] = Field(
        [], description="Only these; none: everything."
    )
    language: Language = "en"
    payload: Payload = Field(Payload.CLARION, description="Of a webhook.")
    note: Annotated[Line, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="Where the consent comes from."
    )

    def new(self) -> NewSubscriber:
        """Raises ValidationError for a service that is not known."""
        known = list(Service.objects.all())
        services = tuple(find_service(name, among=known).public_id for name in self.services)
        return NewSubscriber(
            audience=self.audience,
            channel=self.channel,
            address=self.address,
            note=self.note,
            scope=Scope(everything=not services, services=services),
            language=self.language,
            payload=self.payload,
        )


class SubscriberAnswer(Answer):
    id: int
    public_id: str
    audience: Audience
    channel: Channel
    address: str = Field(description="Masked for all channels but mail; “wiped” when it is.")
    state: Standing
    everything: bool
    services: list[str] = Field(description="Ids.")
    incidents: list[str] = Field(description="Ids.")
    language: str
    note: str
    asked_at: datetime
    confirmed_at: datetime | None
    left_at: datetime | None
    disabled_because: str

    @classmethod
    def of(cls, subscriber: Subscriber) -> "SubscriberAnswer":
        scope = scope_of(subscriber)
        by_mail = subscriber.channel == Channel.MAIL and not subscriber.wiped_at
        return cls(
            id=subscriber.pk,
            public_id=subscriber.public_id,
            audience=Audience(subscriber.audience),
            channel=Channel(subscriber.channel),
            address=subscriber.address if by_mail else subscriber.masked,
            state=subscriber.standing,
            everything=scope.everything,
            services=list(scope.services),
            incidents=list(scope.incidents),
            language=subscriber.language,
            note=subscriber.note,
            asked_at=subscriber.asked_at,
            confirmed_at=subscriber.confirmed_at,
            left_at=subscriber.left_at,
            disabled_because=subscriber.disabled_because,
        )

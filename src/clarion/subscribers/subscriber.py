"""Subscribers: who asked to be told of one audience's updates, by which channel, about what.

    asked --confirms--> active --leaves--> gone
    active --address refuses, complains--> disabled --an admin, or the reader anew--> active

Readers ask by themselves for the public page and confirm their address first; whom an admin types or imports is active at
once. `audience` says whose texts they get: the public page's, the partners', the customers'; an admin can add a channel of
the company to an internal audience as well.
"""

import hashlib
import secrets

from django.db import models

from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.updates.audiences import Audience


class Channel(models.TextChoices):
    """The folder of the same name under `channels/` sends it."""

    MAIL = "mail", "E-mail"
    WEBHOOK = "webhook", "Webhook"
    SLACK = "slack", "Slack"
    TEAMS = "teams", "Microsoft Teams"
    DISCORD = "discord", "Discord"
    APPRISE = "apprise", "Apprise"


class Payload(models.TextChoices):
    """What a webhook is sent: our own document, or what receivers of Statuspage's webhooks expect."""

    CLARION = "clarion", "Clarion"
    STATUSPAGE = "statuspage", "Statuspage"


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> "SubscriberQuerySet":
        return self.filter(confirmed_at__isnull=False, left_at=None, disabled_at=None)


class Subscriber(models.Model):
    """`everything`: told of all that the audience is told; else of their services and incidents.

    `address` is a mail address or the address of a webhook, which is a secret; `address_key` is how it is found, the same
    for two spellings of one mail address. `secret` signs what a webhook is sent. `disabled_because` is a sentence.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.PUBLIC)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    address = models.CharField(max_length=500)
    address_key = models.CharField(max_length=64)
    language = models.CharField(max_length=10, default="en")
    payload = models.CharField(max_length=12, choices=Payload, default=Payload.CLARION)
    secret = models.CharField(max_length=64, default=new_secret)
    everything = models.BooleanField(default=True)
    services = models.ManyToManyField(Service, through="ServiceSubscription", related_name="+")
    incidents = models.ManyToManyField(Incident, through="IncidentSubscription", related_name="+")

    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=400, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "channel", "address_key"], name="one_subscriber_of_an_address"
            )
        ]
        indexes = [models.Index(fields=["audience", "id"])]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} subscriber {self.public_id}"

    @property
    def is_active(self) -> bool:
        return bool(self.confirmed_at) and self.left_at is None and self.disabled_at is None


class ServiceSubscription(models.Model):
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="of_services")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "subscriber"], name="one_subscription_of_a_service")
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} of {self.service}"


class IncidentSubscription(models.Model):
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="of_incidents")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "subscriber"], name="one_subscription_of_an_incident")
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} of {self.incident}"


def address_key(channel: str, address: str) -> str:
    """By which an address is found: mail addresses are one address in capital letters and in small ones."""
    address = address.strip()
    spelled = address.casefold() if channel == Channel.MAIL else address
    return hashlib.sha256(f"{channel}:{spelled}".encode()).hexdigest()

"""Subscribers: who asked to be told of one audience's updates, by which channel, about what.

    asked --confirms--> active --leaves--> gone --30 days, or at once if they wish--> wiped
    active --address refuses--> disabled --an admin, or the reader anew--> active
    active --complains--> disabled --the reader anew, nobody else--> active

Readers ask by themselves for the public page and confirm their address first; whom an admin types or imports is active at
once. Partners ask by a key of theirs, and are told while it is live. `audience` says whose texts they get: the public page's, the partners', the customers'; an admin can add a channel of
the company to an internal audience as well.
"""

import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.subscribers.masking import masked
from clarion.updates.audiences import Audience


class Channel(models.TextChoices):
    """The folder of the same name under `channels/` sends it."""

    MAIL = "mail", gettext_lazy("E-mail")
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


class Standing(models.TextChoices):
    """What follows from the moments of a subscriber; the first that holds, from the end."""

    ASKED = "asked", "Not confirmed yet"
    ACTIVE = "active", "Active"
    DISABLED = "disabled", "Disabled"
    GONE = "gone", "Left"


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> "SubscriberQuerySet":
        return self.filter(confirmed_at__isnull=False, left_at=None, disabled_at=None)

    def standing(self, standing: str) -> "SubscriberQuerySet":
        here = self.filter(left_at=None)
        match standing:
            case Standing.GONE:
                return self.filter(left_at__isnull=False)
            case Standing.DISABLED:
                return here.filter(disabled_at__isnull=False)
            case Standing.ASKED:
                return here.filter(disabled_at=None, confirmed_at=None)
            case _:
                return self.active()

    def at_address(self, channel: str, address: str) -> "SubscriberQuerySet":
        return self.filter(channel=channel, address_key=address_key(channel, address))

    def about(self, words: str) -> "SubscriberQuerySet":
        """Those whose address, contact, note or id has the words."""
        found = models.Q(address__icontains=words) | models.Q(contact__icontains=words)
        return self.filter(found | models.Q(note__icontains=words) | models.Q(public_id=words))

    def chosen(
        self,
        *,
        words: str = "",
        audience: str = "",
        channel: str = "",
        language: str = "",
        standing: str = "",
    ) -> "SubscriberQuerySet":
        """Those for which all that was chosen holds; what is empty chooses nothing."""
        exact = {"audience": audience, "channel": channel, "language": language}
        chosen = self.filter(**{name: value for name, value in exact.items() if value})
        if standing:
            chosen = chosen.standing(standing)
        return chosen.about(words) if words else chosen


class Subscriber(models.Model):
    """`everything`: told of all that the audience is told; else of their services and incidents.

    `address` is a mail address or the address of a webhook, which is a secret; `address_key` is how it is found, the same
    for two spellings of one mail address. `contact` is the mail address of whoever answers for a webhook. `secret` signs what
    a webhook is sent. `partner_key` is the one by which a partner subscribed; None where an admin added them. `note` says where the consent came from, of somebody whom an admin added. `disabled_because` is a
    sentence. When the address is wiped, the row stays, so that what was delivered stays countable.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.PUBLIC)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    address = models.CharField(max_length=500)
    address_key = models.CharField(max_length=64)
    contact = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=10, default="en")
    payload = models.CharField(max_length=12, choices=Payload, default=Payload.CLARION)
    secret = models.CharField(max_length=64, default=new_secret)
    everything = models.BooleanField(default=True)
    services = models.ManyToManyField(Service, through="ServiceSubscription", related_name="+")
    incidents = models.ManyToManyField(Incident, through="IncidentSubscription", related_name="+")
    partner_key = models.ForeignKey(
        PartnerKey, on_delete=models.PROTECT, null=True, blank=True, related_name="subscribers"
    )

    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=400, blank=True)
    complained_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "channel", "address_key"], name="one_subscriber_of_an_address"
            )
        ]
        indexes = [
            models.Index(fields=["audience", "id"]),
            models.Index(fields=["channel", "address_key"]),
            models.Index(
                fields=["left_at"],
                condition=models.Q(left_at__isnull=False, wiped_at__isnull=True),
                name="subscribers_to_wipe",
            ),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="subscribers_unconfirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} subscriber {self.public_id}"

    @property
    def is_active(self) -> bool:
        return self.standing == Standing.ACTIVE

    @property
    def standing(self) -> Standing:
        if self.left_at:
            return Standing.GONE
        if self.disabled_at:
            return Standing.DISABLED
        return Standing.ACTIVE if self.confirmed_at else Standing.ASKED

    @property
    def key_is_revoked(self) -> bool:
        """Whether the key by which they subscribed opens nothing any more."""
        return self.partner_key is not None and self.partner_key.revoked_at is not None

    @property
    def mail_address(self) -> str:
        """Where a letter about the subscription goes; empty when nobody is known."""
        return self.address if self.channel == Channel.MAIL else self.contact

    @property
    def masked(self) -> str:
        """For people and logs."""
        return masked(self.channel, self.address) or "wiped"

    @property
    def shown_to_readers(self) -> str:
        """For pages behind links of messages. In a channel all its members have the link, and none of them the address."""
        return self.address if self.channel == Channel.MAIL else self.masked


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
    """By which an address is found: mail addresses are one address in capital letters and in small ones.

    Letters of ASCII only: “ſ” is an “s” to casefold, and somebody else's mailbox to a mail server.
    """
    address = address.strip()
    spelled = address.lower() if channel == Channel.MAIL and address.isascii() else address
    return hashlib.sha256(f"{channel}:{spelled}".encode()).hexdigest()

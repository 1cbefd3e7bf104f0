"""Mails that came back and complaints about mails: who must not be written to any more.

    hard       the address does not exist, or refuses for good: disabled at once
    soft       full, or not reachable for now: disabled after three within seven days
    complaint  the reader called it spam: disabled at once, and enabled again by the reader alone
    unproven   a mail that anybody may have written says one of these: written down, and counted for nothing

Providers repeat what they report; `event` keeps a repetition from counting twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.subscribers.disabling import disable
from clarion.subscribers.subscriber import Channel, Subscriber

SOFT_WITHIN, SOFT_LIMIT = timedelta(days=7), 3


class BounceKind(models.TextChoices):
    HARD = "hard", "Refused for good"
    SOFT = "soft", "Refused for now"
    COMPLAINT = "complaint", "Complaint"
    UNPROVEN = "unproven", "Reported without proof"


@dataclass(frozen=True)
class Returned:
    """One report. `event` is the reporter's id of it; `subscriber` the public id, where the report leads to it."""

    address: str
    kind: BounceKind
    event: str
    detail: str = ""
    subscriber: str | None = None


class Bounce(models.Model):
    """`detail` is what the other server said; it may quote the address and is wiped with it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="bounces")
    kind = models.CharField(max_length=10, choices=BounceKind)
    event = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    detail = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "source", "event"], name="one_bounce_of_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subscriber}"


def receive(returned: Returned, *, source: str, at: datetime) -> int:
    """Write it down for every subscription of the address, and disable where it is due.

    How many subscriptions were disabled by it; an address that nobody subscribed is no error.
    """
    returned = replace(
        returned,
        address=_storable(returned.address),
        event=_storable(returned.event),
        detail=_storable(returned.detail),
    )
    return sum(_receive_for(subscriber, returned, source=source, at=at) for subscriber in _found(returned))


def _storable(text: str) -> str:
    """What others wrote, without what no database holds: NUL, and bytes of a mail that were no text."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


@transaction.atomic
def _receive_for(subscriber: Subscriber, returned: Returned, *, source: str, at: datetime) -> bool:
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    _, new = Bounce.objects.get_or_create(
        subscriber=subscriber,
        source=source,
        event=returned.event[:200],
        defaults={"kind": returned.kind, "detail": returned.detail[:400], "at": at},
    )
    if returned.kind == BounceKind.COMPLAINT:
        Subscriber.objects.filter(pk=subscriber.pk).update(complained_at=at)
    because = _because(subscriber, returned, at=at) if new else ""
    if not because or not disable(subscriber, because, at=at):
        return False
    detail = f"{subscriber.masked}; {returned.kind.label.lower()}, reported by {source}"
    record_act(Done.DISABLED_SUBSCRIBER, str(subscriber), by=None, at=at, detail=detail)
    return True


def _because(subscriber: Subscriber, returned: Returned, *, at: datetime) -> str:
    """Why the address is disabled by this report; empty when it is not."""
    if returned.kind == BounceKind.COMPLAINT:
        return "The reader complained about a mail."
    if returned.kind == BounceKind.HARD:
        return f"The address refuses mail for good. {returned.detail}".strip()
    if _soft_too_often(subscriber, at=at):
        return f"The address refused mail {SOFT_LIMIT} times within {SOFT_WITHIN.days} days."
    return ""


def _soft_too_often(subscriber: Subscriber, *, at: datetime) -> bool:
    """Counted from when they last confirmed: what came back before was another time."""
    since = max(at - SOFT_WITHIN, subscriber.confirmed_at or subscriber.asked_at)
    soft = Bounce.objects.filter(subscriber=subscriber, kind=BounceKind.SOFT, at__gt=since)
    return soft.count() >= SOFT_LIMIT


def _found(returned: Returned) -> list[Subscriber]:
    here = Subscriber.objects.filter(left_at=None, channel=Channel.MAIL)
    if returned.subscriber:
        return list(here.filter(public_id=returned.subscriber))
    return list(here.at_address(Channel.MAIL, returned.address)) if returned.address else []

"""How often the public forms may be used: per client, and per mail address that would get a letter.

Counted in a table, so that all processes on all machines count together. What is counted is a keyed hash, not an
address; it is forgotten after an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import models
from django.utils.crypto import salted_hmac

from clarion.subscribers.subscriber import Channel, address_key

WINDOW = timedelta(hours=1)
#: An office behind one address subscribes together; a program does not get far.
PER_CLIENT, PER_MAIL = 30, 5
#: Challenges to a server that somebody typed, for one letter; for one client as many as forms.
PER_LETTER = 5


class FormUse(models.Model):
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at}"

    @classmethod
    def forget_old(cls, *, at: datetime) -> None:
        cls.objects.filter(at__lte=at - WINDOW).delete()


@dataclass(frozen=True)
class TooOften(Exception):
    """The form was used too often; `minutes` until it can be used again."""

    minutes: int


def use_form(*, client: str, mail: str, at: datetime) -> None:
    """Count one use. Raises TooOften, and counts nothing then; known and unknown addresses are counted alike."""
    _use(
        {
            _key("client", _network(client)): PER_CLIENT,
            _key("mail", address_key(Channel.MAIL, mail)): PER_MAIL,
        },
        at=at,
    )


def use_challenge(*, client: str, letter: str, at: datetime) -> None:
    """Count one challenge of a webhook: a stranger must not have us ask a server again and again. Raises TooOften."""
    _use(
        {
            _key("challenge by client", _network(client)): PER_CLIENT,
            _key("challenge of letter", letter): PER_LETTER,
        },
        at=at,
    )


def use_secret_address(*, client: str, at: datetime) -> None:
    """Count one request for a secret address that does not exist: somebody may be guessing. Raises TooOften."""
    _use({_key("secret address by client", _network(client)): PER_CLIENT}, at=at)


def _use(limits: dict[str, int], *, at: datetime) -> None:
    for key, most in limits.items():
        uses = FormUse.objects.filter(key=key, at__gt=at - WINDOW).order_by("-at")
        oldest = list(uses.values_list("at", flat=True)[:most])
        if len(oldest) == most:
            left = oldest[-1] + WINDOW - at
            raise TooOften(minutes=int(left.total_seconds() // 60) + 1)
    FormUse.objects.bulk_create(FormUse(key=key, at=at) for key in limits)


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"clarion.subscribers.limits.{kind}", value, algorithm="sha256").hexdigest()


def _network(client: str) -> str:
    """Of an IPv6 address the network: one client commonly has all of it."""
    try:
        address = ip_address(client)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)

"""Links in messages to subscribers: signed, and each good for one purpose only."""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

CONFIRMABLE_FOR = timedelta(days=3)


class Purpose(StrEnum):
    CONFIRM = "confirm"
    MANAGE = "manage"
    UNSUBSCRIBE = "unsubscribe"


def token(purpose: Purpose, subscriber_id: str) -> str:
    """For the subscriber of that public id."""
    return _signer(purpose).sign(subscriber_id)


def link(purpose: Purpose, subscriber_id: str) -> str:
    return f"{settings.SUBSCRIBE_URL}/subscribe/{purpose}/{token(purpose, subscriber_id)}/"


def read_token(purpose: Purpose, value: str) -> str | None:
    """The subscriber's public id; None for a token of another purpose, a made-up or, to confirm, an old one."""
    max_age = CONFIRMABLE_FOR if purpose == Purpose.CONFIRM else None
    try:
        return _signer(purpose).unsign(value, max_age=max_age)
    except BadSignature:
        return None


def _signer(purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"clarion.subscribers.{purpose}")

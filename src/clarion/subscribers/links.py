"""Links in messages to subscribers: signed, and each good for one purpose only.

A link to confirm names the letter that it stands in, and is good for three days; the others name the subscriber, and are
good for ever: leaving is never refused. That of the owner stands in nothing but mails to whoever answers for the
subscription, and on the page that such a mail led to: messages in a channel and to a program are read by others, too.
"""

import hmac
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_encode
from django.utils.crypto import constant_time_compare, salted_hmac

from clarion.accounts.public_id import PUBLIC_ID_LENGTH

CONFIRMABLE_FOR = timedelta(days=3)


class Purpose(StrEnum):
    CONFIRM = "confirm"
    MANAGE = "manage"
    OWNER = "owner"
    UNSUBSCRIBE = "unsubscribe"


def token(purpose: Purpose, subscriber_id: str) -> str:
    """For the subscriber of that public id; to confirm, for the letter of that public id."""
    signed = f"{subscriber_id}:{_second(int(time.time()))}"
    signature = _keyed(purpose, settings.SECRET_KEY).copy()
    signature.update(signed.encode())
    return f"{signed}:{urlsafe_b64encode(signature.digest()).rstrip(b'=').decode()}"


def link(purpose: Purpose, subscriber_id: str) -> str:
    return f"{settings.SUBSCRIBE_URL}/subscribe/{purpose}/{token(purpose, subscriber_id)}/"


def read_token(purpose: Purpose, value: str) -> str | None:
    """The public id; None for a token of another purpose, a made-up or, to confirm, an old one."""
    max_age = CONFIRMABLE_FOR if purpose == Purpose.CONFIRM else None
    try:
        return _signer(purpose).unsign(value, max_age=max_age)
    except BadSignature:
        return None


def is_whole(purpose: Purpose, value: str) -> bool:
    """Whether it was made here and nothing of it is missing, however old it is."""
    try:
        _signer(purpose).unsign(value)
    except BadSignature:
        return False
    return True


def return_tag(subscriber_id: str) -> str:
    """For the local part of a return path (`bounce+<tag>@…`), so that what comes back says whose mail it was.

    Small letters and digits only: some servers change the case of a local part.
    """
    return f"{subscriber_id}{_tag_signature(subscriber_id)}"


def read_return_tag(tag: str) -> str | None:
    """The subscriber's public id; None for what is no tag of ours."""
    tag = tag.lower()
    subscriber_id, signature = tag[:PUBLIC_ID_LENGTH], tag[PUBLIC_ID_LENGTH:]
    return subscriber_id if constant_time_compare(signature, _tag_signature(subscriber_id)) else None


def _tag_signature(subscriber_id: str) -> str:
    return salted_hmac("clarion.subscribers.return", subscriber_id, algorithm="sha256").hexdigest()[:20]


@lru_cache(maxsize=2)
def _second(number: int) -> str:
    """As `TimestampSigner` writes it; the same for thousands of mails."""
    return str(b62_encode(number))


@lru_cache(maxsize=32)
def _keyed(purpose: Purpose, secret: str) -> hmac.HMAC:
    """What signatures of the purpose begin with. A mail has two links: `_signer` would make the key anew for each, at about a tenth
    of what the mail costs. What it signs is the same.
    """
    return salted_hmac(f"clarion.subscribers.{purpose}signer", "", secret=secret, algorithm="sha256")


def _signer(purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"clarion.subscribers.{purpose}")

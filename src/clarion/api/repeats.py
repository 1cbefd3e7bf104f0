"""Idempotency-Key: a client that tries again after a cut connection gets the first answer, and nothing happens twice.

What was answered is kept for a day, beside the token and a hash of the key, in the transaction that made it: after a
rollback there is neither an effect nor an answer, and of two requests at once the second one waits for the first.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from ninja.params.functions import Header
from ninja.responses import Status
from pydantic import BaseModel

from clarion.accounts.tokens import digest
from clarion.api.access import token_of
from clarion.api.answered_requests import AnsweredRequest

KEPT = timedelta(days=1)

#: The default of an operation's parameter `idempotency_key`; without the header it is empty.
KEY_HEADER = Header(
    "",
    alias="Idempotency-Key",
    min_length=1,
    max_length=200,
    description="Any words of your own for this one request. Sent again within a day, the first answer comes back.",
)


def once(request: HttpRequest, key: str, make: Callable[[], BaseModel], *, at: datetime) -> Status[Any]:
    """201 with what `make` returns; for a key (empty: none) that was answered within a day, that answer again.

    Raises ValidationError when the key was used for another request, and whatever `make` raises.
    """
    if not key:
        return Status(201, make())
    AnsweredRequest.objects.filter(at__lt=at - KEPT).delete()
    sent = _hash_of(request)
    with transaction.atomic():
        row, is_new = AnsweredRequest.objects.get_or_create(
            token=token_of(request), key_hash=digest(key), defaults={"request_hash": sent, "at": at}
        )
        if not is_new:
            return Status(201, _answer_again(row, sent))
        made = make()
        row.answer = made.model_dump(mode="json")
        row.save(update_fields=["answer"])
    return Status(201, made)


def _answer_again(row: AnsweredRequest, sent: str) -> Any:
    if row.request_hash != sent:
        raise ValidationError(
            {"Idempotency-Key": "This key was used for another request. Choose a new key for each request."}
        )
    return row.answer


def _hash_of(request: HttpRequest) -> str:
    whole = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(whole).hexdigest()

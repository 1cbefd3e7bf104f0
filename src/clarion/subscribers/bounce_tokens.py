"""Tokens with which a mail provider reports what came back; only their hashes are kept.

They are not those for alerts: who may suggest an incident must not be able to silence a subscriber.
"""

import secrets
from datetime import datetime

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.tokens import digest
from clarion.accounts.visible_words import visible_words


class BounceToken(models.Model):
    """`to_open` is an address of Amazon that an admin opens once, so that its reports come (see docs/subscribers.md)."""

    name = models.CharField(
        max_length=120,
        unique=True,
        validators=[visible_words],
        error_messages={"unique": "There is or was a token of this name. Choose another name."},
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    to_open = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def make_bounce_token(name: str, *, by: Person, at: datetime) -> str:
    """The token in clear, to be shown once. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    secret = secrets.token_urlsafe(32)
    token = BounceToken(name=name.strip(), token_hash=digest(secret), created_by=by, created_at=at)
    token.full_clean(exclude=["last_used_at", "revoked_at"])
    token.save()
    record_act(Done.MADE_TOKEN, token.name, by=by, at=at, detail="for mails that came back")
    return secret


@transaction.atomic
def revoke_bounce_token(token: BounceToken, *, by: Person, at: datetime) -> None:
    require(by, Act.MANAGE_WORKSPACE)
    if BounceToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, to_open=""):
        record_act(Done.REVOKED_TOKEN, token.name, by=by, at=at, detail="for mails that came back")


def find_bounce_token(secret: str, *, at: datetime) -> BounceToken | None:
    """The valid token, its use noted; None when it is unknown or revoked."""
    found = BounceToken.objects.filter(token_hash=digest(secret), revoked_at=None).first()
    if found:
        BounceToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found

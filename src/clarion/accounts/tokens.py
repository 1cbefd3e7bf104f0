"""Tokens: only their hashes are kept. Here those with which other systems hand in alerts."""

import hashlib
import secrets
from datetime import datetime

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person


class IntakeToken(models.Model):
    name = models.CharField(max_length=120, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def make_intake_token(name: str, *, by: Person | None, at: datetime) -> str:
    """The token in clear, to be shown once."""
    token = secrets.token_urlsafe(32)
    IntakeToken.objects.create(name=name, token_hash=digest(token), created_by=by, created_at=at)
    record_act(Done.MADE_TOKEN, name, by=by, at=at, detail="for alerts")
    return token


@transaction.atomic
def revoke_intake_token(token: IntakeToken, *, by: Person, at: datetime) -> None:
    """From now on alerts that use it are refused; revoking it again changes nothing."""
    if IntakeToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        record_act(Done.REVOKED_TOKEN, token.name, by=by, at=at, detail="for alerts")


def find_intake_token(token: str, *, at: datetime) -> IntakeToken | None:
    """The valid token, its use noted; None when it is unknown or revoked."""
    found = IntakeToken.objects.filter(token_hash=digest(token), revoked_at=None).first()
    if found:
        IntakeToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()

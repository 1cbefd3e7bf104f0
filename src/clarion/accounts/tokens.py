"""Tokens with which other systems hand in alerts. Only their hashes are kept."""

import hashlib
import secrets
from datetime import datetime

from django.db import models

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


def make_intake_token(name: str, *, by: Person | None, at: datetime) -> str:
    """The token in clear, to be shown once."""
    token = secrets.token_urlsafe(32)
    IntakeToken.objects.create(name=name, token_hash=_digest(token), created_by=by, created_at=at)
    return token


def find_intake_token(token: str, *, at: datetime) -> IntakeToken | None:
    """The valid token, its use noted; None when it is unknown or revoked."""
    found = IntakeToken.objects.filter(token_hash=_digest(token), revoked_at=None).first()
    if found:
        IntakeToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Tokens: only their hashes are kept. Here those with which other systems hand in alerts."""

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
    IntakeToken.objects.create(name=name, token_hash=digest(token), created_by=by, created_at=at)
    return token


def find_intake_token(token: str, *, at: datetime) -> IntakeToken | None:
    """The valid token, its use noted; None when it is unknown or revoked."""
    found = IntakeToken.objects.filter(token_hash=digest(token), revoked_at=None).first()
    if found:
        IntakeToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()

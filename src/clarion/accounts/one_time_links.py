"""One-time links: sign in without a password, once. For the person who has just set up a workspace."""

import secrets
from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.tokens import digest

LIFETIME = timedelta(hours=1)


class OneTimeLink(models.Model):
    """A link that signs one person in once. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"one-time link for {self.person}"


@transaction.atomic
def make_one_time_token(person: Person, *, at: datetime, by: Person | None = None) -> str:
    """A token for the link; it is shown once and cannot be read back. `by` None: made when Clarion was started."""
    token = secrets.token_urlsafe(32)
    record_act(Done.MADE_LINK, person.email, by=by, at=at)
    OneTimeLink.objects.create(token_hash=digest(token), person=person, expires_at=at + LIFETIME)
    return token


@transaction.atomic
def use_one_time_token(token: str, *, at: datetime) -> Person | None:
    """The person whom the token signs in, or None for a token that is unknown, used or too old.

    Marking and checking is one statement, so that two clicks at once sign in once.
    """
    fresh = OneTimeLink.objects.filter(
        token_hash=digest(token), used_at=None, expires_at__gt=at, person__is_active=True
    )
    if not fresh.update(used_at=at):
        return None
    person = OneTimeLink.objects.select_related("person").get(token_hash=digest(token)).person
    record_act(Done.SIGNED_IN_ONCE, person.email, by=person, at=at)
    return person

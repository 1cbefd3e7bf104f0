"""Tokens for programs that act as a person through the REST API: hashed, scoped, expiring.

A token belongs to a person and never allows more than that person's role allows when it is used: `find_api_token`
hands out the person with their acts limited to the scopes, and `Person.may` decides as it does everywhere else.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Act
from clarion.accounts.tokens import digest
from clarion.accounts.visible_words import visible_words

LONGEST_LIFE = timedelta(days=365)
#: `last_used_at` is written at most this often, so that a busy program does not write a row per request.
NOTED_EVERY = timedelta(minutes=1)
#: Every secret begins with this, so that scanners of source code recognise one that was committed.
MARK = "clarion_"
SHOWN = len(MARK) + 6


class Scope(models.TextChoices):
    """What a token may be used for. To approve is apart from to publish: a program that publishes what a person has
    approved needs no right to approve.
    """

    READ = "read", "Read: see everything that the console shows, and review texts"
    WRITE = "write", "Write: declare, change the record and the timeline, write drafts"
    APPROVE = "approve", "Approve: say yes to an exact text"
    PUBLISH = "publish", "Publish: send out what is approved"
    MANAGE = "manage", "Manage: people, services, glossary, templates, cadence, calls that failed"
    AUDIT = "audit", "Audit: read and export the audit log"


#: Scope -> acts. What stands in no scope cannot be done by a token.
SCOPE_ACTS = {
    Scope.READ: frozenset({Act.SEE}),
    Scope.WRITE: frozenset({Act.SEE, Act.DECLARE, Act.CHANGE_RECORD, Act.WRITE, Act.LEARN}),
    Scope.APPROVE: frozenset({Act.SEE, Act.APPROVE_INTERNAL, Act.APPROVE_EXTERNAL, Act.FINISH_POSTMORTEM}),
    Scope.PUBLISH: frozenset({Act.SEE, Act.PUBLISH_INTERNAL, Act.PUBLISH_EXTERNAL}),
    Scope.MANAGE: frozenset({Act.SEE, Act.MANAGE_WORKSPACE}),
    # Apart from `manage` and `read`: the log holds addresses and what everybody did, and its collector needs no more.
    Scope.AUDIT: frozenset({Act.SEE, Act.SEE_AUDIT}),
}


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, *, at: datetime) -> "ApiTokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at, person__is_active=True)


class ApiToken(models.Model):
    """`prefix` is the beginning of the secret, by which people recognise a token; of the rest only the hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=120, validators=[visible_words])
    prefix = models.CharField(max_length=SHOWN)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def acts(self) -> frozenset[Act]:
        """What its scopes allow; a scope that is not known any more allows nothing."""
        return frozenset().union(*(acts for scope, acts in SCOPE_ACTS.items() if scope.value in self.scopes))

    def is_usable(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at and self.person.is_active


def make_api_token(
    name: str, *, scopes: Collection[str], expires_at: datetime, by: Person, at: datetime
) -> tuple[ApiToken, str]:
    """The token and its secret, which is shown once. Raises ValidationError with the field."""
    if not scopes or set(scopes) - set(Scope.values):
        raise ValidationError({"scopes": f"Choose one or more of {', '.join(Scope.values)}."})
    if not at < expires_at <= at + LONGEST_LIFE:
        raise ValidationError({"expires_at": "Choose a time within the next 365 days."})
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken(
        person=by, name=name.strip(), prefix=secret[:SHOWN], secret_hash=digest(secret),
        scopes=[scope for scope in Scope.values if scope in scopes], created_at=at, expires_at=expires_at,
    )  # fmt: skip
    token.full_clean()
    with transaction.atomic():
        token.save()
        detail = f"{', '.join(token.scopes)}; until {expires_at:%Y-%m-%d}"
        record_act(Done.MADE_TOKEN, f"token {token.name} for programs", by=by, at=at, detail=detail)
    return token, secret


def find_api_token(secret: str, *, at: datetime) -> ApiToken | None:
    """The token with its person, whose acts are limited to its scopes; its use is noted.

    None when it is unknown, revoked, expired, or its person works here no more.
    """
    token = ApiToken.objects.usable(at=at).filter(secret_hash=digest(secret)).select_related("person").first()
    if token is None:
        return None
    token.person.limited_to = token.acts()
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def revoke_api_token(token: ApiToken, *, by: Person, at: datetime) -> None:
    """Everybody revokes their own tokens, an admin everybody's. Raises NotAllowed."""
    if token.person_id != by.pk and not by.may(Act.MANAGE_WORKSPACE):
        raise NotAllowed("You may only revoke tokens of your own. Ask somebody with the role admin.")
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            record_act(Done.REVOKED_TOKEN, f"token {token.name} of {token.person}", by=by, at=at)

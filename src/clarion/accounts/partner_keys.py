"""Keys of partner organisations: whoever holds one reads the partners' page. Only their hashes are kept.

A key is a link that is shown once. It belongs to an organisation, not to a person: a link can be passed on, so
it is rotated when somebody leaves and revoked when it has gone astray. What a key opens is decided by the
partners' page (see `statuspage/which_page.py`); a row here is never deleted, as it says since when there has been
such a page.
"""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.tokens import digest
from clarion.accounts.visible_words import visible_words

REVOKED = "This key is revoked and opens nothing any more. Make another one."


class PartnerKeyQuerySet(models.QuerySet["PartnerKey"]):
    def live(self) -> "PartnerKeyQuerySet":
        return self.filter(revoked_at=None)

    def hashes(self) -> tuple[str, ...]:
        """The SHA-256 of every key that opens the page, in a fixed order."""
        return tuple(self.live().order_by("key_hash").values_list("key_hash", flat=True))

    def first_made_at(self) -> datetime | None:
        """Since when there is a page for partners; None where nobody ever made a key."""
        found: datetime | None = self.aggregate(models.Min("created_at"))["created_at__min"]
        return found


class PartnerKey(models.Model):
    """`name` is the partner organisation. A rotated key has another hash and the same row."""

    name = models.CharField(max_length=120, validators=[visible_words])
    key_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerKeyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "name", condition=models.Q(revoked_at=None), name="one_live_key_of_a_partner"
            )
        ]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def make_partner_key(name: str, *, by: Person, at: datetime) -> tuple[PartnerKey, str]:
    """The row and the key, which is shown once. Raises ValidationError with the field."""
    secret = secrets.token_urlsafe(32)
    name = name.strip()
    if PartnerKey.objects.live().filter(name__iexact=name).exists():
        raise ValidationError({"name": f"{name} has a key already. Rotate that one, or choose another name."})
    key = PartnerKey(name=name, key_hash=digest(secret), created_by=by, created_at=at)
    key.full_clean()
    key.save()
    record_act(Done.MADE_PARTNER_KEY, key.name, by=by, at=at)
    return key, secret


@transaction.atomic
def rotate_partner_key(key: PartnerKey, *, by: Person, at: datetime) -> str:
    """Another key for the same partner, to be shown once; the one before opens nothing any more.

    Raises ValidationError when it is revoked.
    """
    secret = secrets.token_urlsafe(32)
    if not PartnerKey.objects.live().filter(pk=key.pk).update(key_hash=digest(secret), rotated_at=at):
        raise ValidationError(REVOKED)
    record_act(Done.ROTATED_PARTNER_KEY, key.name, by=by, at=at)
    return secret


@transaction.atomic
def revoke_partner_key(key: PartnerKey, *, by: Person, at: datetime) -> bool:
    """From now on the key opens nothing; False, and nothing done, when it was revoked before."""
    if not PartnerKey.objects.live().filter(pk=key.pk).update(revoked_at=at):
        return False
    record_act(Done.REVOKED_PARTNER_KEY, key.name, by=by, at=at)
    return True

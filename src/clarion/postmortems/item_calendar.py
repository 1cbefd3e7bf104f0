"""The calendar of a person's action items: a secret address that calendar programs read without a sign-in.

Only the hash of the secret is kept. A person has one address at a time; making a new one ends the old one.
"""

import secrets
from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.tokens import digest

#: `last_used_at` is written at most this often; programs ask every few minutes.
NOTED_EVERY = timedelta(hours=1)


class ItemCalendar(models.Model):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="item_calendars")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at=None), name="one_item_calendar_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person}"


@transaction.atomic
def make_item_calendar(*, by: Person, at: datetime) -> str:
    """The token in clear, to be shown once; the address that was used before ends."""
    require(by, Act.SEE)
    Person.objects.select_for_update().get(pk=by.pk)
    ItemCalendar.objects.filter(person=by, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    ItemCalendar.objects.create(person=by, token_hash=digest(token), made_at=at)
    record_act(Done.MADE_TOKEN, f"calendar of {by}", by=by, at=at, detail="for action items")
    return token


@transaction.atomic
def revoke_item_calendar(*, by: Person, at: datetime) -> bool:
    """End the person's own address; False when there was none."""
    require(by, Act.SEE)
    if not ItemCalendar.objects.filter(person=by, revoked_at=None).update(revoked_at=at):
        return False
    record_act(Done.REVOKED_TOKEN, f"calendar of {by}", by=by, at=at, detail="for action items")
    return True


def item_calendar_of(person: Person) -> ItemCalendar | None:
    return ItemCalendar.objects.filter(person=person, revoked_at=None).first()


def find_item_calendar(token: str, *, at: datetime) -> ItemCalendar | None:
    """The calendar with its person, its use noted; None when it is unknown or ended, or its person works here no more."""
    usable = ItemCalendar.objects.filter(revoked_at=None, person__is_active=True).select_related("person")
    found = usable.filter(token_hash=digest(token)).first()
    if found and (found.last_used_at is None or at - found.last_used_at >= NOTED_EVERY):
        ItemCalendar.objects.filter(pk=found.pk).update(last_used_at=at)
    return found

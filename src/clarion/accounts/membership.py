"""Who belongs to the workspace and with which role: adding people, changing what they may do."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act, Role


@transaction.atomic
def add_person(email: str, *, name: str, role: str, by: Person, at: datetime) -> Person:
    """A person without password: a one-time link signs them in first. Raises NotAllowed, ValidationError."""
    require(by, Act.MANAGE_WORKSPACE)
    new = Person(email=email.strip().lower(), name=name, role=role)
    new.set_password(None)
    new.full_clean(exclude=["password"])
    new.save()
    record_act(Done.ADDED_PERSON, new.email, by=by, at=at, detail=f"{new.name}, {new.get_role_display()}")
    return new


@transaction.atomic
def change_person(person: Person, *, role: str, is_active: bool, by: Person, at: datetime) -> None:
    """Another role, or leave and come back. Raises NotAllowed; ValidationError when no admin would be left."""
    require(by, Act.MANAGE_WORKSPACE)
    # One change of roles at a time: two admins who demote each other at once would both see the other one.
    admins = list(Person.objects.active().filter(role=Role.ADMIN).select_for_update())
    current = Person.objects.get(pk=person.pk)
    before = _standing(current)
    current.role, current.is_active = role, is_active
    if not any(admin.pk != current.pk for admin in admins) and not current.may(Act.MANAGE_WORKSPACE):
        raise ValidationError("Nothing was changed: a workspace needs at least one admin.")
    current.save(update_fields=["role", "is_active"])
    if changes := differences(before, _standing(current)):
        record_act(Done.CHANGED_PERSON, current.email, by=by, at=at, detail=changes)
    person.refresh_from_db()


def _standing(person: Person) -> dict[str, str]:
    return {"role": person.get_role_display(), "active": "yes" if person.is_active else "no"}

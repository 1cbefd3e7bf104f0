"""Who acts, and on what: every command works on one data folder as one person, with that person's role."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from clarion.accounts.people import Person


def start_django() -> None:
    """Set Django up for a command; its imports cost a moment, so commands that do without never call this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clarion.settings")
    import django

    django.setup()


def acting_person(email: str | None = None) -> "Person":
    """The person who acts: --as EMAIL, else CLARION_PERSON, else the oldest active admin.

    Raises ClickException when there is nobody, or nobody of that address.
    """
    from django.db import DatabaseError

    wanted = email or os.environ.get("CLARION_PERSON")
    try:
        return _find(wanted)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        raise click.ClickException(
            f"The database cannot be used ({reason}). Run `clarion up` once, or check CLARION_DATA."
        ) from error


def _find(wanted: str | None) -> "Person":
    from clarion.accounts.people import Person
    from clarion.accounts.roles import Role

    if wanted:
        person = Person.objects.active().filter(email=wanted.strip().lower()).first()
        if person is None:
            raise click.ClickException(f"Nobody active has the address {wanted}.")
        return person
    person = Person.objects.active().filter(role=Role.ADMIN).order_by("joined_at").first()
    if person is None:
        raise click.ClickException(
            "There is nobody to act as. Run `clarion up` once, or add a person with `clarion person add`."
        )
    return person


def named(error: "ValidationError", **typed: str) -> str:
    """What is wrong, each sentence with the option or argument that it is about, as whoever typed the command calls it.

    `typed` names those that are called otherwise than their field: due_on="--due".
    """
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(messages)
        if field == "__all__"
        else f"{typed.get(field) or _typed_for(field)}: {' '.join(messages)}"
        for field, messages in error.message_dict.items()
    )


def _typed_for(field: str) -> str:
    """ "--owner", "TITLE"; a field for which the command takes nothing is called by its words."""
    context = click.get_current_context(silent=True)
    for each in context.command.params if context else ():
        if isinstance(each, click.Argument) and each.name == field:
            return each.human_readable_name
        if f"--{field.replace('_', '-')}" in each.opts:
            return each.opts[0]
    return field.replace("_", " ")

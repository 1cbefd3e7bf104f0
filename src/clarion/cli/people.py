"""`clarion person`: add people, change roles, make one-time sign-in links. `clarion service`: add and list services."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.accounts.people import Person

ROLES = ("responder", "communications_lead", "admin")


@click.group("person")
def person_group() -> None:
    """People and their roles."""


@person_group.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(ROLES), default="responder", show_default=True)
@click.option(
    "--as", "by", help="E-mail of the admin who adds. Default: CLARION_PERSON, else the first admin."
)
def add_person(email: str, name: str, role: str, by: str | None) -> None:
    """Add a person and print their one-time sign-in link."""
    admin = _as_admin(by)
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from clarion.accounts import membership
    from clarion.cli.acting import named

    try:
        new = membership.add_person(email, name=name, role=role, by=admin, at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    click.echo(f"Added {new.name} ({new.get_role_display().lower()}).")
    click.echo(_link(new.email, by=admin))


@person_group.command("link")
@click.argument("email")
@click.option("--as", "by", help="E-mail of the admin who asks.")
def sign_in_link(email: str, by: str | None) -> None:
    """Print a one-time sign-in link; it works once, for an hour."""
    click.echo(_link(email, by=_as_admin(by)))


@person_group.command("list")
def list_people() -> None:
    """Everybody, with their roles."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    acting_person()
    from clarion.accounts.people import Person

    for somebody in Person.objects.all():
        state = "" if somebody.is_active else " (not active)"
        click.echo(f"{somebody.name:<24} {somebody.get_role_display():<20} {somebody.email}{state}")


@click.group("service")
def service_group() -> None:
    """Services: what your readers know."""


@service_group.command("add")
@click.argument("name")
@click.option("--group", default="", help="Heading under which the page shows it.")
@click.option("--alias", "aliases", multiple=True, help="Internal name; repeat for several.")
@click.option("--as", "by", help="E-mail of the admin who adds.")
def add_service(name: str, group: str, aliases: tuple[str, ...], by: str | None) -> None:
    """Add a service to the public page."""
    admin = _as_admin(by)
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from clarion.cli.acting import named
    from clarion.flows.services import add_service as add

    try:
        new = add(name, group=group, aliases=list(aliases), by=admin, at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    click.echo(f"Added {new.name}.")


@service_group.command("list")
def list_services() -> None:
    """All services with their groups and aliases."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    acting_person()
    from clarion.incidents.services import Service

    for known in Service.objects.all():
        click.echo(f"{known.name:<24} {known.group:<20} {', '.join(known.aliases)}")


def _as_admin(email: str | None) -> "Person":
    """Set Django up; the acting person, who may manage the workspace. Raises ClickException."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from clarion.accounts.permission import NotAllowed, require
    from clarion.accounts.roles import Act

    person = acting_person(email)
    try:
        require(person, Act.MANAGE_WORKSPACE)
    except NotAllowed as error:
        raise click.ClickException(str(error)) from error
    return person


def _link(email: str, *, by: "Person") -> str:
    from django.conf import settings
    from django.utils import timezone

    from clarion.accounts.one_time_links import make_one_time_token
    from clarion.accounts.people import Person

    try:
        somebody = Person.by_email(email)
    except Person.DoesNotExist:
        raise click.ClickException(f"Nobody has the address {email}.") from None
    token = make_one_time_token(somebody, by=by, at=timezone.now())
    return f"{settings.CONSOLE_URL}/sign-in/once/{token}/"

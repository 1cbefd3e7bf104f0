"""`clarion postmortem`: which are owed, and opening one."""

from typing import TYPE_CHECKING

import click

from clarion.cli.postmortem_export import export

if TYPE_CHECKING:
    from clarion.incidents.incident import Incident


@click.group("postmortem")
def postmortem_group() -> None:
    """Post-mortems: list what is owed, open one."""


postmortem_group.add_command(export)


@postmortem_group.command("list")
@click.option("--all", "show_all", is_flag=True, help="Also those that are final, published or set aside.")
def list_(*, show_all: bool) -> None:
    """List post-mortems, one a line: reference, stage, due day, owner, title."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from clarion.postmortems.postmortem import PostMortem

    acting_person()
    found = PostMortem.objects.with_incidents()
    for each in found if show_all else found.owed():
        due = each.due_on.isoformat() if each.due_on and each.is_writable else "-"
        click.echo(
            "\t".join(
                [each.reference, each.get_stage_display(), due, str(each.owner or "nobody"), each.title]
            )
        )


@postmortem_group.command("open")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--owner", help="E-mail of its owner. Default: the commander, else whoever opens it.")
@click.option(
    "--as", "email", help="E-mail of the person who opens it. Default: CLARION_PERSON, else the first admin."
)
def open_(incidents: tuple[str, ...], owner: str | None, email: str | None) -> None:
    """Open one for INCIDENTS (INC-44 INC-45) that are over; several of one cause share one."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.conf import settings
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.accounts.permission import require
    from clarion.accounts.roles import Act
    from clarion.postmortems.opening import open_postmortem
    from clarion.postmortems.postmortem import Stage

    found = [_incident(reference) for reference in incidents]
    by = acting_person(email)
    for each in found:
        if existing := each.postmortems.exclude(stage=Stage.SET_ASIDE).first():
            raise click.ClickException(
                f"{each.reference} has {existing.reference} already: {settings.CONSOLE_URL}/postmortems/{existing.public_id}/"
            )
    try:
        require(by, Act.LEARN)
        led = next((each.commander for each in found if each.commander and each.commander.is_active), by)
        opened = open_postmortem(
            found, by=by, at=timezone.now(), owner=acting_person(owner) if owner else led
        )
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Opened {opened.reference}, due on {opened.due_on}, owner {opened.owner}: {opened.title}")
    click.echo(f"{settings.CONSOLE_URL}/postmortems/{opened.public_id}/")


def _incident(reference: str) -> "Incident":
    """Raises ClickException."""
    from clarion.incidents.incident import Incident
    from clarion.incidents.references import number_in

    found = Incident.objects.filter(pk=number_in(reference.strip(), "INC-") or 0).first()
    if found is None:
        raise click.ClickException(f"There is no incident {reference}. Write its number, as INC-44.")
    return found

"""`clarion subscriber`: list, add, import, export and remove people and channels who are told of updates."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.accounts.people import Person

AUDIENCES = ("public", "customer", "partners", "support", "leadership", "engineering")
CHANNELS = ("mail", "webhook", "slack", "teams", "discord", "apprise")
STATES = ("asked", "active", "disabled", "gone")
as_admin = click.option(
    "--as", "by", help="E-mail of the admin who acts. Default: CLARION_PERSON, else the first admin."
)


@click.group("subscriber")
def subscriber_group() -> None:
    """Subscribers: who is told of an audience's updates, by mail, webhook or chat."""


@subscriber_group.command("list")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None)
@click.option("--channel", type=click.Choice(CHANNELS), default=None)
@click.option("--state", type=click.Choice(STATES), default=None)
@click.option("--words", default="", help="Part of an address or of a note.")
@click.option("--last", default=50, show_default=True, type=click.IntRange(1, 10_000), help="The newest.")
@as_admin
def list_subscribers(
    audience: str | None, channel: str | None, state: str | None, words: str, last: int, by: str | None
) -> None:
    """The newest subscribers. Addresses of webhooks are secrets and are masked."""
    _as_admin(by)
    from clarion.subscribers.subscriber import Channel, Subscriber

    chosen = Subscriber.objects.chosen(
        audience=audience or "", channel=channel or "", standing=state or "", words=words
    )
    for each in chosen.order_by("-pk")[:last]:
        shown = each.address if each.channel == Channel.MAIL and each.address else each.masked
        line = f"{each.public_id}  {each.audience:<11} {each.channel:<8} {each.standing.value:<8} {each.language}  {shown}"
        # What people typed must not steer the terminal.
        click.echo("".join(letter if letter.isprintable() else "·" for letter in line))


@subscriber_group.command("add")
@click.argument("address")
@click.option("--audience", type=click.Choice(AUDIENCES), default="public", show_default=True)
@click.option("--channel", type=click.Choice(CHANNELS), default="mail", show_default=True)
@click.option("--service", "services", multiple=True, help="Only this service; repeat for several.")
@click.option("--language", default="en", show_default=True)
@click.option("--payload", type=click.Choice(("clarion", "statuspage")), default="clarion", show_default=True)
@click.option("--note", required=True, help="Where the consent comes from.")
@as_admin
def add(
    address: str,
    audience: str,
    channel: str,
    services: tuple[str, ...],
    language: str,
    payload: str,
    note: str,
    by: str | None,
) -> None:
    """Add ADDRESS, active at once, without a mail to confirm."""
    admin = _as_admin(by)
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from clarion.cli.acting import named
    from clarion.incidents.services import find_service
    from clarion.subscribers.managing import NewSubscriber, add_subscriber
    from clarion.subscribers.scope import Scope

    if language not in (known := dict(settings.LANGUAGES)):
        raise click.ClickException(f"--language: “{language}” is not known; use one of {', '.join(known)}.")
    try:
        chosen = tuple(find_service(name).public_id for name in services)
        scope = Scope(everything=not chosen, services=chosen)
        new = NewSubscriber(audience, channel, address, note, scope, language, payload)
        added = add_subscriber(new, by=admin, at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    click.echo(f"Added {added.public_id}.")


@subscriber_group.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", required=True, help="Where the consent comes from; kept with every subscriber.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@as_admin
def import_subscribers(path: Path, note: str, dry_run: bool, by: str | None) -> None:  # noqa: FBT001 -- click hands it so
    """Import a CSV file, all of it or nothing (docs/subscribers.md names its columns)."""
    admin = _as_admin(by)
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from clarion.subscribers.csv_import import import_file, look_through

    content = path.read_bytes()
    try:
        looked = look_through(content)
        for wrong in looked.wrong:
            column = f", {wrong.column}" if wrong.column else ""
            click.echo(f"Line {wrong.number}{column}: {wrong.problem}", err=True)
        if looked.wrong_lines:
            raise click.ClickException(f"Wrong lines: {looked.wrong_lines}. Nothing was imported.")
        if dry_run:
            click.echo(f"Would import: {looked.in_words()}.")
            return
        done = import_file(content, note=note, by=admin, at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo(f"Imported: {done.in_words()}.")


@subscriber_group.command("export")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None)
@click.option("--channel", type=click.Choice(CHANNELS), default=None)
@click.option("--state", type=click.Choice(STATES), default=None)
@as_admin
def export(audience: str | None, channel: str | None, state: str | None, by: str | None) -> None:
    """Print subscribers as CSV, which `clarion subscriber import` reads. Exporting is recorded."""
    admin = _as_admin(by)
    from django.utils import timezone

    from clarion.accounts.audit import Done, record_act
    from clarion.subscribers.csv_lines import write_lines
    from clarion.subscribers.subscriber import Subscriber

    given = {"audience": audience, "channel": channel, "state": state}
    chosen = "; ".join(f"{name}: {value}" for name, value in given.items() if value) or "everything"
    record_act(Done.EXPORTED_SUBSCRIBERS, "csv", by=admin, at=timezone.now(), detail=chosen)
    subscribers = Subscriber.objects.chosen(
        audience=audience or "", channel=channel or "", standing=state or ""
    )
    for line in write_lines(subscribers):
        click.echo(line, nl=False)


@subscriber_group.command("remove")
@click.argument("address_or_id")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None, help="Only of this audience.")
@as_admin
def remove(address_or_id: str, audience: str | None, by: str | None) -> None:
    """Remove every subscription of an address, or the one of an id, and wipe the address."""
    admin = _as_admin(by)
    from django.db.models import Q
    from django.utils import timezone

    from clarion.subscribers.managing import remove_subscriber
    from clarion.subscribers.subscriber import Channel, Subscriber, address_key

    keys = [address_key(channel, address_or_id) for channel in Channel]
    named = Q(address_key__in=keys) | Q(public_id=address_or_id)
    found = Subscriber.objects.filter(named, wiped_at=None)
    found = found.filter(audience=audience) if audience else found
    subscribers = list(found)
    if not subscribers:
        raise click.ClickException("No subscriber has this address or id. Look at `clarion subscriber list`.")
    for subscriber in subscribers:
        remove_subscriber(subscriber, by=admin, at=timezone.now())
        click.echo(f"Removed {subscriber.public_id} ({subscriber.get_audience_display()}).")


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

"""`clarion partner-key`: make, list, rotate and revoke the keys to the partners' page."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.accounts.partner_keys import PartnerKey

ACTS_AS = "E-mail of who does it. Default: CLARION_PERSON, else the first admin."


@click.group("partner-key")
def partner_key_group() -> None:
    """Keys to the partners' page. Each is a link for one partner organisation."""


@partner_key_group.command("make")
@click.argument("name")
@click.option("--as", "email", help=ACTS_AS)
def make(name: str, email: str | None) -> None:
    """Make a key; its link is printed once, alone on the last line. NAME is the partner organisation."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.flows.partner_keys import make_partner_key

    try:
        key, secret = make_partner_key(name, by=acting_person(email), at=timezone.now())
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    _show_link(key, secret)


@partner_key_group.command("list")
def list_keys() -> None:
    """All keys, with when they were made, rotated and revoked."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    acting_person()
    from clarion.accounts.partner_keys import PartnerKey

    for key in PartnerKey.objects.all():
        told = [f"made {key.created_at:%Y-%m-%d %H:%M} UTC"]
        if key.rotated_at:
            told.append(f"rotated {key.rotated_at:%Y-%m-%d %H:%M} UTC")
        if key.revoked_at:
            told.append(f"revoked {key.revoked_at:%Y-%m-%d %H:%M} UTC")
        click.echo(f"{key.name:<32} {', '.join(told)}")
    _warn()


@partner_key_group.command("rotate")
@click.argument("name")
@click.option("--as", "email", help=ACTS_AS)
def rotate(name: str, email: str | None) -> None:
    """Give the partner NAME another link, printed once on the last line; the one before opens nothing any more."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from clarion.flows.partner_keys import rotate_partner_key

    person, key = acting_person(email), _find(name)
    try:
        secret = rotate_partner_key(key, by=person, at=timezone.now())
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    _show_link(key, secret)


@partner_key_group.command("revoke")
@click.argument("name")
@click.option("--as", "email", help=ACTS_AS)
def revoke(name: str, email: str | None) -> None:
    """Revoke the key of the partner NAME, as `clarion partner-key list` shows it."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from clarion.flows.partner_keys import revoke_partner_key

    person, key = acting_person(email), _find(name)
    try:
        told_no_more = revoke_partner_key(key, by=person, at=timezone.now())
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Revoked the key of {key.name}.")
    if told_no_more:
        click.echo(f"Updates to {told_no_more} of their addresses have stopped.")
    _warn()


def _find(name: str) -> "PartnerKey":
    from clarion.accounts.partner_keys import PartnerKey

    key = PartnerKey.objects.live().filter(name__iexact=name.strip()).first()
    if key is None:
        raise click.ClickException(
            f"No partner named {name} holds a key. Look at `clarion partner-key list`."
        )
    return key


def _show_link(key: "PartnerKey", secret: str) -> None:
    from clarion.statuspage.partner_link import link_of

    click.echo(f"The link of {key.name}. Shown only now; send it by a way that only they read:", err=True)
    click.echo(link_of(secret))
    _warn()


def _warn() -> None:
    from clarion.statuspage.partner_link import BEHIND, files_are_behind

    if files_are_behind():
        click.echo(f"Warning: {BEHIND}", err=True)

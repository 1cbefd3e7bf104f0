"""`clarion token`: make, list and revoke tokens with which programs use the REST API."""

import click

SCOPES = ("read", "write", "approve", "publish", "manage", "audit")


@click.group("token")
def token_group() -> None:
    """Tokens for programs that use the REST API. A program acts as the person whose token it has."""


@token_group.command("make")
@click.argument("name")
@click.option(
    "--scope", "scopes", type=click.Choice(SCOPES), multiple=True, required=True, help="Repeat for several."
)
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="Until it expires.")
@click.option(
    "--as", "email", help="E-mail of the person it acts as. Default: CLARION_PERSON, else the first admin."
)
def make(name: str, scopes: tuple[str, ...], days: int, email: str | None) -> None:
    """Make a token; it is printed once, alone on the last line. NAME says which program uses it."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from datetime import timedelta

    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from clarion.accounts.api_tokens import make_api_token

    person, at = acting_person(email), timezone.now()
    try:
        token, secret = make_api_token(
            name, scopes=scopes, expires_at=at + timedelta(days=days), by=person, at=at
        )
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    click.echo(
        f"Acts as {person.name}, until {token.expires_at:%Y-%m-%d %H:%M} UTC. Shown only now:", err=True
    )
    click.echo(secret)


@token_group.command("list")
def list_tokens() -> None:
    """All tokens, with whom they act as, what they may do, and when they were last used."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    acting_person()
    from django.utils import timezone

    from clarion.accounts.api_tokens import ApiToken

    at = timezone.now()
    for token in ApiToken.objects.select_related("person"):
        used = f"used {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
        end = f"until {token.expires_at:%Y-%m-%d %H:%M}" if token.is_usable(at) else "no longer valid"
        click.echo(
            f"{token.prefix}…  {token.name:<24} {token.person.name:<20} {','.join(token.scopes)}; {end}; {used}"
        )


@token_group.command("revoke")
@click.argument("prefix")
@click.option("--as", "email", help="E-mail of who revokes. Default: CLARION_PERSON, else the first admin.")
def revoke(prefix: str, email: str | None) -> None:
    """Revoke the token that begins with PREFIX, as `clarion token list` shows it."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from clarion.accounts.api_tokens import ApiToken, revoke_api_token

    person = acting_person(email)
    found = list(ApiToken.objects.filter(revoked_at=None, prefix=prefix.rstrip("…"))[:2])
    if len(found) != 1:
        raise click.ClickException(
            f"{'Several tokens begin' if found else 'No token begins'} with {prefix}. Look at `clarion token list`."
        )
    try:
        revoke_api_token(found[0], by=person, at=timezone.now())
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Revoked {found[0].name}.")

"""`clarion audit`: the audit log in the terminal, or as a file for other programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.accounts.audit import AuditEntry, AuditQuerySet


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
@click.option(
    "--since", help="From this day (2026-03-10, UTC) or time with zone (2026-03-10T09:31Z), inclusive."
)
@click.option("--until", help="To this day, inclusive, or to this time with zone.")
@click.option("--person", help="Only what this person did: an e-mail address.")
@click.option("--words", default="", help="Only what has these words, for example INC-44 or an IP address.")
@click.option(
    "--last",
    default=50,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="Rows of the table, the newest; exports are whole.",
)
@click.option(
    "--as", "email", help="E-mail of the admin who asks. Default: CLARION_PERSON, else the first admin."
)
def audit(
    kind: str,
    since: str | None,
    until: str | None,
    person: str | None,
    words: str,
    last: int,
    email: str | None,
) -> None:
    """Print who did what, from where and when. csv and jsonl export, the oldest first, which is recorded too."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from django.utils import timezone

    from clarion.accounts.audit import AuditEntry, Done, record_act
    from clarion.accounts.audit_export import FORMATS
    from clarion.accounts.permission import NotAllowed, require
    from clarion.accounts.roles import Act

    asking = acting_person(email)
    try:
        require(asking, Act.SEE_AUDIT)
    except NotAllowed as error:
        raise click.ClickException(str(error)) from error
    entries = _chosen(AuditEntry.objects.oldest_first(), since=since, until=until, person=person, words=words)
    if kind == "table":
        _print_table(list(entries.newest_first()[:last]))
        return
    given = {"since": since, "until": until, "person": person, "words": words}
    chosen = "; ".join(f"{name}: {value}" for name, value in given.items() if value) or "everything"
    record_act(Done.EXPORTED_AUDIT, kind, by=asking, at=timezone.now(), detail=chosen)
    for line in FORMATS[kind](entries.in_pieces()):
        click.echo(line, nl=False)


def _chosen(
    entries: AuditQuerySet, *, since: str | None, until: str | None, person: str | None, words: str
) -> AuditQuerySet:
    if since:
        entries = entries.filter(at__gte=_moment(since, "--since")[0])
    if until:
        entries = entries.filter(at__lt=_moment(until, "--until")[1])
    if person:
        entries = entries.filter(person__email=_known(person))
    return entries.about(words) if words else entries


def _moment(text: str, option: str) -> tuple[datetime, datetime]:
    """When what was named begins and ends: a day, or a moment. Raises ClickException."""
    from clarion.cli.declare import read_moment

    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        moment = read_moment(text, option)
        return moment, moment
    try:
        return day, day + timedelta(days=1)
    except OverflowError as error:
        raise click.ClickException(f"{option}: “{text}” is not in the calendar.") from error


def _known(email: str) -> str:
    from clarion.accounts.people import Person

    try:
        return Person.by_email(email).email
    except Person.DoesNotExist:
        raise click.ClickException(f"Nobody has the address {email}.") from None


def _print_table(newest_first: list[AuditEntry]) -> None:
    if not newest_first:
        click.echo("No act fits.")
    for entry in reversed(newest_first):
        came = f"{entry.get_via_display()} {entry.address}".strip()
        who = entry.person_email or "nobody known"
        detail = f" ({entry.detail})" if entry.detail else ""
        line = f"{entry.at:%Y-%m-%d %H:%M:%S}  {who}, {came}: {entry.act_in_words} {entry.subject}{detail}"
        # What people wrote must not steer the terminal.
        click.echo("".join(letter if letter.isprintable() else "·" for letter in line))

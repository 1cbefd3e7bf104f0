"""`clarion import`: past incidents of other status pages, with their own times, into the public history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clarion.intake.history import Complaint, PastIncident

acts_as = click.option(
    "--as", "email", help="E-mail of the person who imports. Default: CLARION_PERSON, else the first admin."
)


@click.group("import")
def import_() -> None:
    """Import past incidents. Importing the same again changes nothing."""


@import_.command("github-status")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--skip-broken", is_flag=True, help="Import the good lines of a file that has broken ones.")
@click.option("--review", is_flag=True, help="Also print what the review finds in the updates.")
@acts_as
def github_status(file: Path, email: str | None, *, skip_broken: bool, review: bool) -> None:
    """Import GitHub's incidents from FILE: JSON lines, one line is one incident.

    A file with a broken line is not imported at all, unless --skip-broken says to. Ends with 1 when a line
    was broken.
    """
    from clarion.cli.acting import start_django

    start_django()
    from clarion.intake.github_status import parse

    parsed = parse(file.read_bytes(), str(file))
    _complain(parsed.complaints)
    if parsed.is_broken and not skip_broken:
        click.echo(
            "Nothing was imported. Mend the lines, or add --skip-broken to import the others.", err=True
        )
    wanted = parsed.incidents if skip_broken or not parsed.is_broken else ()
    _write(wanted, email=email, review=review)
    raise SystemExit(parsed.is_broken)


@import_.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@acts_as
def cstate(folder: Path, email: str | None) -> None:
    """Import cState incidents from DIR: each .md file is one incident.

    A broken file is left out whole and the others are imported. Ends with 1 when a file was broken.
    """
    from clarion.cli.acting import start_django

    start_django()
    from clarion.intake.cstate import parse

    # A name that begins with _ is a page of the site (_index.md), not an incident.
    files = [file for file in sorted(folder.glob("*.md")) if not file.name.startswith("_")]
    if not files:
        raise click.ClickException(f"{folder} holds no .md file. Name the folder of the incidents.")
    parsed = [parse(file.read_bytes(), str(file)) for file in files]
    _complain(complaint for one in parsed for complaint in one.complaints)
    _write([incident for one in parsed for incident in one.incidents], email=email)
    raise SystemExit(any(one.is_broken for one in parsed))


def _complain(complaints: Iterable[Complaint]) -> None:
    for complaint in complaints:
        click.echo(str(complaint), err=True)


def _write(incidents: Iterable[PastIncident], *, email: str | None, review: bool = False) -> None:
    """Write them and say what is there; the last line counts what is in the database, not what was in the file."""
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from clarion.cli.acting import acting_person
    from clarion.intake.write_history import write_history

    incidents = tuple(incidents)
    try:
        written = write_history(incidents, by=acting_person(email), at=timezone.now())
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    if review:
        from clarion.intake.review_of_history import review_table

        click.echo(review_table(incidents))
    click.echo(f"{written.new:,} new")
    click.echo(f"{_count(written.incidents, 'incident')}, {_count(written.updates, 'update')}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

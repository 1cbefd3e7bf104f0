"""`clarion import`: past incidents of other status pages, with their own times, into the public history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from clarion.intake.history import Complaint, ParsedFile

acts_as = click.option(
    "--as", "email", help="E-mail of the person who imports. Default: CLARION_PERSON, else the first admin."
)


@click.group("import")
def import_() -> None:
    """Import the past of another status page. Importing the same again changes nothing."""


def whole_page(command: Callable[..., None]) -> Callable[..., None]:
    """The options of importers that read a whole page: services, incidents, subscribers."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.argument(
            "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
        ),
        click.option("--dry-run", is_flag=True, help="Say what would be new, and keep nothing."),
        click.option(
            "--skip-broken", is_flag=True, help="Import the good things of files that have broken ones."
        ),
        click.option(
            "--confirmed",
            is_flag=True,
            help="You know that all subscribers in the files confirmed their address.",
        ),
        click.option(
            "--redirects",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write where readers' links lead now, as lines of an nginx map.",
        ),
        click.option("--review", is_flag=True, help="Also print what the review finds in the updates."),
        acts_as,
    )
    for option in reversed(options):
        command = option(command)
    return command


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
    _write(_wanted(parsed, skip_broken=skip_broken), email=email, review=review)
    raise SystemExit(parsed.is_broken)


@import_.command("statuspage")
@whole_page
def statuspage(paths: tuple[Path, ...], **options: Any) -> None:
    """Import a Statuspage: the JSON of its public API (version 2) or of its own, and its CSV of subscribers.

    PATH is a file, or a folder whose .json and .csv files are read together. With a broken file nothing is imported, unless
    --skip-broken says to. Ends with 1 when something was broken.
    """
    from clarion.cli.acting import start_django

    start_django()
    from clarion.intake.statuspage import parse_files

    _import_page(parse_files(_files(paths)), **options)


@import_.command("cachet")
@click.option(
    "--zone",
    default="UTC",
    show_default=True,
    help="The time zone of the installation, for example Europe/Berlin.",
)
@whole_page
def cachet(paths: tuple[Path, ...], zone: str, **options: Any) -> None:
    """Import a Cachet page from the JSON of its API, version 2 or 3.

    PATH is a file, or a folder whose .json files are read together: components, component groups, incidents, schedules,
    subscribers. With a broken file nothing is imported, unless --skip-broken says to. Ends with 1 when something was broken.
    """
    from clarion.cli.acting import start_django

    start_django()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from clarion.intake.cachet import parse_files

    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.BadParameter(
            f"“{zone}” is no time zone; write one like Europe/Berlin.", param_hint="--zone"
        ) from error
    _import_page(parse_files(_files(paths), zone=known), **options)


@import_.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The config.yml of the site: its systems become services.",
)
@acts_as
def cstate(folder: Path, config: Path | None, email: str | None) -> None:
    """Import cState incidents from DIR: each .md file is one incident.

    A broken file is left out whole and the others are imported. Ends with 1 when a file was broken.
    """
    from clarion.cli.acting import start_django

    start_django()
    from clarion.intake.sources import cstate_files

    files = sorted(folder.glob("*.md"))
    if not files:
        raise click.ClickException(f"{folder} holds no .md file. Name the folder of the incidents.")
    parsed = cstate_files({str(file): file.read_bytes() for file in [*files, *([config] if config else [])]})
    _complain(parsed.complaints)
    _write(parsed, email=email)
    raise SystemExit(parsed.is_broken)


def _files(paths: Iterable[Path]) -> dict[str, bytes]:
    """The content of the files, and of the .json and .csv files of the folders, by their names."""
    found: list[Path] = []
    for path in paths:
        inside = [file for file in sorted(path.glob("*")) if file.suffix.lower() in {".json", ".csv"}]
        if path.is_dir() and not inside:
            raise click.ClickException(f"{path} holds no .json or .csv file. Name the folder of the files.")
        found += inside if path.is_dir() else [path]
    return {str(file): file.read_bytes() for file in found}


def _import_page(
    parsed: ParsedFile, *, skip_broken: bool, confirmed: bool, redirects: Path | None, **options: Any
) -> None:
    from dataclasses import replace

    _complain(parsed.complaints)
    wanted = _wanted(parsed, skip_broken=skip_broken)
    if confirmed:
        vouched = tuple(replace(subscriber, confirmed=True) for subscriber in wanted.subscribers)
        wanted = replace(wanted, subscribers=vouched)
    _write(wanted, **options)
    if left := sum(not subscriber.confirmed for subscriber in wanted.subscribers):
        click.echo(
            f"{_count(left, 'subscriber')} left out: no file says that they confirmed. See --confirmed."
        )
    if redirects and not options["dry_run"]:
        _write_redirects(wanted, redirects)
    raise SystemExit(parsed.is_broken)


def _write_redirects(parsed: ParsedFile, file: Path) -> None:
    from clarion.intake.redirects import not_redirected, redirects

    _complain(not_redirected(parsed.incidents))
    lines = redirects(parsed.incidents)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    click.echo(f"{_count(len(lines), 'redirect')} written to {file}")


def _wanted(parsed: ParsedFile, *, skip_broken: bool) -> ParsedFile:
    """Nothing of what is broken somewhere, unless the others are wanted all the same."""
    from clarion.intake.history import ParsedFile

    if skip_broken or not parsed.is_broken:
        return parsed
    click.echo("Nothing was imported. Mend the lines, or add --skip-broken to import the others.", err=True)
    return ParsedFile()


def _complain(complaints: Iterable[Complaint]) -> None:
    for complaint in complaints:
        click.echo(str(complaint), err=True)


def _write(parsed: ParsedFile, *, email: str | None, review: bool = False, dry_run: bool = False) -> None:
    """Write it and say what is there; the last line counts what is in the database, not what was in the files."""
    from functools import partial

    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from clarion.cli.acting import acting_person
    from clarion.intake.count_history import count_history
    from clarion.intake.write_history import write_history

    run = count_history if dry_run else partial(write_history, at=timezone.now())
    try:
        written = run(
            parsed.incidents,
            services=parsed.services,
            subscribers=parsed.subscribers,
            by=acting_person(email),
        )
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    if review:
        from clarion.intake.review_of_history import review_table

        click.echo(review_table(parsed.incidents))
    if dry_run:
        click.echo("Nothing was kept; this is what an import would bring.")
    click.echo(f"{written.new:,} new")
    if parsed.services or parsed.subscribers:
        click.echo(
            f"{_count(written.services, 'new service')}, {_count(written.subscribers, 'new subscriber')}"
        )
    click.echo(f"{_count(written.incidents, 'incident')}, {_count(written.updates, 'update')}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

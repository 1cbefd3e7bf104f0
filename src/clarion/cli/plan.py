"""`clarion plan`: maintenance in one line."""

from datetime import datetime

import click


@click.command()
@click.argument("title")
@click.option(
    "--from",
    "start",
    required=True,
    help="When it begins: 2026-03-10T22:00Z, or a time on the clocks of --zone.",
)
@click.option("--to", "end", required=True, help="When it ends, as --from.")
@click.option("--zone", default="UTC", show_default=True, help="Time zone of times that name none.")
@click.option(
    "--service",
    "services",
    multiple=True,
    help="Service under maintenance, by name or alias; repeat for several.",
)
@click.option("--impact", default="", help="What readers will notice.")
@click.option(
    "--repeat",
    "rule",
    default="",
    help="RFC 5545 rule on the clocks of --zone: FREQ=WEEKLY;BYDAY=TU;COUNT=10.",
)
@click.option(
    "--as", "email", help="E-mail of the person who plans. Default: CLARION_PERSON, else the first admin."
)
def plan(
    title: str,
    start: str,
    end: str,
    zone: str,
    services: tuple[str, ...],
    impact: str,
    rule: str,
    email: str | None,
) -> None:
    """Plan maintenance: TITLE says what is done, in your readers' words. Nothing is published by this."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.conf import settings
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.flows.maintenance import Recurring, overlapping
    from clarion.flows.maintenance import plan as plan_work
    from clarion.incidents.planned_window import window_in_words, window_of
    from clarion.incidents.recurrence import valid_zone
    from clarion.incidents.services import find_service

    try:
        valid_zone(zone)
        found = [find_service(name) for name in services]
        incident = plan_work(
            title,
            start=_moment(start, zone, "--from"),
            end=_moment(end, zone, "--to"),
            services=found,
            impact=impact,
            recurring=Recurring(rule, zone=zone) if rule else None,
            by=acting_person(email),
            at=timezone.now(),
        )
    except ValidationError as error:
        raise click.ClickException(named(error)) from error
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    window = window_of(incident)
    if window is None:
        return
    click.echo(f"Planned {incident.reference} for {window_in_words(window)}: {incident.title}")
    for other in overlapping(window, found, besides=incident):
        click.echo(f"At that time there is other work on the same services: {other.reference} {other.title}")
    click.echo(f"Nothing is public yet. Announce it: {settings.CONSOLE_URL}/incidents/{incident.reference}/")


def _moment(text: str, zone: str, option: str) -> datetime:
    """An ISO 8601 time in UTC; without an offset it is one of the place. Raises ClickException, ValidationError."""
    from clarion.cli.declare import read_moment
    from clarion.incidents.recurrence import on_the_wall

    try:
        typed = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(
            f"{option}: “{text}” is not a time. Write it as 2026-03-10T22:00."
        ) from error
    return read_moment(text, option) if typed.tzinfo else on_the_wall(typed.date(), typed.time(), zone)

"""`clarion declare`: an incident in one line."""

from datetime import UTC, datetime

import click


@click.command()
@click.argument("title")
@click.option("--severity", required=True, help="SEV1 to SEV4 (P0 to P3 are accepted).")
@click.option(
    "--service", "services", multiple=True, help="Affected service, by name or alias; repeat for several."
)
@click.option("--started", help="When it began, with zone, for example 2026-03-10T09:31Z. Default: now.")
@click.option("--impact", default="", help="What readers cannot do.")
@click.option(
    "--as", "email", help="E-mail of the person who declares. Default: CLARION_PERSON, else the first admin."
)
def declare(
    title: str, severity: str, services: tuple[str, ...], started: str | None, impact: str, email: str | None
) -> None:
    """Declare an incident: TITLE says what does not work, in your readers' words."""
    from clarion.cli.acting import acting_person, named, start_django

    start_django()
    from django.conf import settings
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from clarion.flows.declare import declare as declare_incident
    from clarion.incidents.services import find_service
    from clarion.incidents.states import ServiceStatus, parse_severity

    at = timezone.now()
    try:
        by = acting_person(email)
        incident = declare_incident(
            title,
            severity=parse_severity(severity),
            services={find_service(name): ServiceStatus.PARTIAL_OUTAGE for name in services},
            facts={
                "impact": impact,
                **({"started_at": read_moment(started, "--started")} if started else {}),
            },
            by=by,
            at=at,
        )
    except ValidationError as error:
        raise click.ClickException(named(error, started_at="--started")) from error
    except PermissionDenied as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Declared {incident.reference} as {by.name}: {incident.title}")
    for promise in incident.promises.owed():
        click.echo(f"Owed to {promise.get_audience_display().lower()} by {promise.due_at:%H:%M} UTC")
    click.echo(f"{settings.CONSOLE_URL}/incidents/{incident.reference}/")


def read_moment(text: str, option: str) -> datetime:
    """An ISO 8601 time with zone, in UTC. Raises ClickException for a time that does not say its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(
            f"{option}: “{text}” is not a time. Write it as 2026-03-10T09:31Z."
        ) from error
    if moment.tzinfo is None:
        raise click.ClickException(
            f"{option}: “{text}” has no time zone. Add Z for UTC, or an offset such as +01:00."
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise click.ClickException(f"{option}: “{text}” is not in the calendar.") from error

"""`clarion deliveries INC-44`: who was told what, in the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.incidents.incident import Incident
    from clarion.subscribers.told import Told


@click.command()
@click.argument("reference")
@click.option("--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)
def deliveries(reference: str, kind: str) -> None:
    """Print how many subscribers were told of each update of an incident, the newest first."""
    from clarion.cli.acting import start_django

    start_django()
    from clarion.subscribers.told import told_of

    told = told_of(_incident(reference))
    if kind == "json":
        click.echo(json.dumps([_as_json(each) for each in told], indent=2))
        return
    for each in told:
        click.echo(_line(each))
    if not told:
        click.echo("Nothing was published yet.")


def _incident(reference: str) -> Incident:
    from clarion.incidents.incident import Incident

    number = reference.strip().upper().removeprefix("INC-")
    found = (
        Incident.objects.filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )
    if found is None:
        raise click.ClickException(
            f"There is no incident {reference}. Write its reference, for example INC-44."
        )
    return found


def _line(told: Told) -> str:
    update, total = told.update, told.sum
    more = "" if total.complete else " and more to come"
    sums = f"{total.sent:,} told, {total.failed:,} failed, {total.waiting:,} waiting{more}, {total.not_needed:,} not needed"
    channels = ", ".join(
        f"{each.get_channel_display()} {each.sent:,} of {each.written:,}" for each in told.tallies
    )
    said = (
        f"{sums} ({channels})"
        if channels
        else "no subscriber asked for it"
        if total.complete
        else "being written"
    )
    return f"{update.published_at:%Y-%m-%d %H:%M} UTC  {update.get_audience_display()}, {update.kind_words}: {said}"


def _as_json(told: Told) -> dict[str, object]:
    update = told.update
    channels = {
        each.channel: {
            "written": each.written,
            "sent": each.sent,
            "failed": each.failed,
            "waiting": each.waiting,
            "not_needed": each.not_needed,
        }
        for each in told.tallies
    }
    return {
        "update": update.pk,
        "audience": update.audience,
        "kind": update.kind,
        "published_at": f"{update.published_at:%Y-%m-%dT%H:%M:%SZ}",
        "complete": told.sum.complete,
        "channels": channels,
    }

"""`clarion replay`: an imported incident happens again, so that its page can be watched changing."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from clarion.configuration import data_folder

if TYPE_CHECKING:
    from datetime import timedelta

    from clarion.accounts.people import Person
    from clarion.incidents.incident import Incident
    from clarion.intake.replay import Step

PATIENCE = 2.0  # seconds for the public page to answer


@click.command()
@click.argument("incident")
@click.option(
    "--speed",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="How many times faster than it was; 60 makes a minute of an hour.",
)
@click.option("--without-server", is_flag=True, help="Go on although no server seems to run.")
@click.option(
    "--as", "email", help="E-mail of the person who acts. Default: CLARION_PERSON, else the first admin."
)
def replay(incident: str, speed: float, email: str | None, *, without_server: bool) -> None:
    """Replay INCIDENT, an imported one, as a new incident: declared, reviewed, approved and published.

    INCIDENT is a reference (INC-12), a public id, or the id that its source gives it.
    """
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from clarion.intake.replay import find_imported

    problem = why_no_server(data_folder())
    if problem and not without_server:
        raise click.ClickException(f"{problem} Start `clarion up`, or add --without-server.")
    if problem:
        click.echo(problem, err=True)
    try:
        original = find_imported(incident)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    _play(original, speed=speed, by=acting_person(email))


def why_no_server(folder: Path) -> str:
    """One sentence when no server seems to run on this data folder; empty when one does."""
    try:
        note = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        pid, public = int(note["pid"]), urlsplit(str(note["public"]))
        port = public.port or 80
    except FileNotFoundError:
        return f"No server runs on {folder}."
    except (OSError, ValueError, KeyError, TypeError):
        return f"{folder / 'run.json'} cannot be read; no server seems to run."
    if not _is_alive(pid):
        return f"The server that ran on {folder} has ended."
    try:
        socket.create_connection((public.hostname or "127.0.0.1", port), timeout=PATIENCE).close()
    except OSError:
        return f"The public page does not answer at {note['public']}."
    return ""


def _is_alive(pid: int) -> bool:
    if pid <= 0:  # to the system these mean whole groups of processes
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _play(original: Incident, *, speed: float, by: Person) -> None:
    from django.core.exceptions import PermissionDenied, ValidationError

    from clarion.intake.replay import Declared, WallClock
    from clarion.intake.replay import replay as replay_incident
    from clarion.updates.drafts import DraftChanged, DraftClosed
    from clarion.updates.gate import NotApprovable

    incident: Incident | None = None
    try:
        for step in replay_incident(original, speed=speed, by=by, clock=WallClock()):
            if isinstance(step, Declared):
                incident = step.incident
            click.echo(f"{step.at:%H:%M:%S}  {_words(step)}")
    except KeyboardInterrupt:
        click.echo(_left_open(incident), err=True)
        raise SystemExit(130) from None
    except (LookupError, PermissionDenied) as error:
        raise click.ClickException(str(error)) from error
    except (NotApprovable, ValidationError, DraftChanged, DraftClosed) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise click.ClickException(f"{reason}\n{_left_open(incident)}") from error


def _words(step: Step) -> str:
    from django.conf import settings

    from clarion.intake.replay import Declared, Published, Waiting

    match step:
        case Declared(incident=incident):
            return f"declared {incident.reference} as {incident.severity}: {incident.title}"
        case Published(update=update, objections=objections):
            page = f"{settings.PUBLIC_URL}/incidents/{update.incident.public_id}"
            return f"published {update.kind} ({update.state}); {_in_short(objections)}; {page}"
        case Waiting(pause=pause):
            return f"next update in {_duration(pause)}"


def _in_short(objections: tuple[str, ...]) -> str:
    """What the review said, in a few words: the first objection, and how many there are."""
    if not objections:
        return "the review passes"
    first = objections[0] if len(objections[0]) <= 80 else f"{objections[0][:79]}…"
    more = f" (and {len(objections) - 1} more)" if len(objections) > 1 else ""
    return f"the review objects: {first}{more}"


def _duration(pause: timedelta) -> str:
    minutes, seconds = divmod(round(pause.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "less than a second"


def _left_open(incident: Incident | None) -> str:
    from django.conf import settings

    if incident is None:
        return "Nothing was declared."
    return (
        f"{incident.reference} stays open. Resolve it in the console:"
        f" {settings.CONSOLE_URL}/incidents/{incident.reference}/"
    )

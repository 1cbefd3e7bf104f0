"""`clarion replay`: an imported incident happens again, so that its page can be watched changing."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
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

    addresses = _addresses(without_server=without_server)
    try:
        original = find_imported(incident)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    _play(original, speed=speed, by=acting_person(email), addresses=addresses)


@dataclass(frozen=True)
class Addresses:
    """Where console and public page are, without a slash at the end."""

    console: str
    public: str


class NoServer(Exception):
    """No server seems to run on a data folder; the message says why in one sentence."""


def _addresses(*, without_server: bool) -> Addresses:
    """Those of the running server; when it may be missing, those of the settings."""
    from django.conf import settings

    try:
        return running_server(data_folder())
    except NoServer as error:
        if not without_server:
            raise click.ClickException(f"{error} Start `clarion up`, or add --without-server.") from error
        click.echo(str(error), err=True)
    return Addresses(settings.CONSOLE_URL, settings.PUBLIC_URL)


def running_server(folder: Path) -> Addresses:
    """What `clarion up` noted in the data folder, if that process lives and its page answers.

    Raises NoServer.
    """
    try:
        note = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        pid, addresses = int(note["pid"]), Addresses(str(note["console"]), str(note["public"]))
        page = urlsplit(addresses.public)
        host, port = page.hostname or "127.0.0.1", page.port or 80
    except FileNotFoundError:
        raise NoServer(f"No server runs on {folder}.") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise NoServer(f"{folder / 'run.json'} cannot be read; no server seems to run.") from None
    if not _is_alive(pid):
        raise NoServer(f"The server that ran on {folder} has ended.")
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError:
        raise NoServer(f"The public page does not answer at {addresses.public}.") from None
    return addresses


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


def _play(original: Incident, *, speed: float, by: Person, addresses: Addresses) -> None:
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
            click.echo(f"{step.at:%H:%M:%S}  {_words(step, addresses)}")
    except KeyboardInterrupt:
        click.echo(_left_open(incident, addresses), err=True)
        raise SystemExit(130) from None
    except (LookupError, PermissionDenied) as error:
        raise click.ClickException(str(error)) from error
    except (NotApprovable, ValidationError, DraftChanged, DraftClosed) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise click.ClickException(f"{reason}\n{_left_open(incident, addresses)}") from error


def _words(step: Step, addresses: Addresses) -> str:
    from clarion.intake.replay import Declared, Published, Waiting

    match step:
        case Declared(incident=incident):
            return f"declared {incident.reference} as {incident.severity}: {incident.title}"
        case Published(update=update, objections=objections):
            page = f"{addresses.public}/incidents/{update.incident.public_id}"
            return f"published {update.kind} ({update.state}); {_in_short(objections)}; {page}"
        case Waiting(pause=pause):
            return f"next update in {in_words(pause)}"


def _in_short(objections: tuple[str, ...]) -> str:
    """What the review said, in a few words: the first objection, and how many there are."""
    if not objections:
        return "the review passes"
    first = objections[0] if len(objections[0]) <= 80 else f"{objections[0][:79]}…"
    more = f" (and {len(objections) - 1} more)" if len(objections) > 1 else ""
    return f"the review objects: {first}{more}"


def in_words(pause: timedelta) -> str:
    minutes, seconds = divmod(round(pause.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "less than a second"


def _left_open(incident: Incident | None, addresses: Addresses) -> str:
    if incident is None:
        return "Nothing was declared."
    return (
        f"{incident.reference} stays open. Resolve it in the console:"
        f" {addresses.console}/incidents/{incident.reference}/"
    )

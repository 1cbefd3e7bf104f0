"""`clarion replay`: what is printed for each step, and when it refuses to start."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.cli.replay import Addresses, NoServer, in_words, replay, running_server
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.history import PastIncident, PastUpdate
from clarion.intake.write_history import write_history
from clarion.updates.publication import IncidentUpdate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLARION_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def original(nine: datetime) -> Incident:
    ana = Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)
    past = PastIncident(
        key="github-status:101",
        origin="here",
        title="Card payments fail",
        severity=Severity.SEV2,
        status=ServiceStatus.PARTIAL_OUTAGE,
        services=("Checkout",),
        started_at=nine,
        resolved_at=nine + timedelta(hours=1),
        updates=(
            PastUpdate(nine, State.INVESTIGATING, "We are investigating a problem with Checkout."),
            PastUpdate(nine + timedelta(hours=1), State.RESOLVED, "Checkout works again."),
        ),
    )
    write_history([past], by=ana, at=nine)
    return Incident.objects.get()


def run(*words):
    return CliRunner().invoke(replay, list(words))


def test_each_step_is_one_line_with_what_the_review_said_and_where_to_look(settings):
    settings.PUBLIC_URL = "https://status.example.com"
    result = run("101", "--speed", "36000", "--without-server")
    again = Incident.objects.get(source_key=None)
    declared, first, *_, last = [line.partition("  ")[2] for line in result.stdout.splitlines()]
    page = f"https://status.example.com/incidents/{again.public_id}"
    assert result.exit_code == 0
    assert declared == f"declared {again.reference} as SEV2: Card payments fail"
    assert first.startswith("published acknowledgement (investigating); the review objects: ")
    assert first.endswith(page)
    assert last.startswith("published resolution (resolved); ")
    assert again.state == State.RESOLVED
    act = AuditEntry.objects.get(act=Done.REPLAYED)
    assert (act.person_name, act.detail) == ("Ana Sousa", f"as {again.reference}")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "less than a second"),
        (59.6, "1 min"),
        (63, "1 min 3 s"),
        (7200, "2 h"),
        (90_061, "25 h 1 min 1 s"),
    ],
)
def test_a_pause_is_told_in_hours_minutes_and_seconds(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words


def test_without_a_server_it_says_so_in_one_line_and_stops(folder):
    result = run("101")
    assert result.exit_code == 1
    assert (
        result.stderr == f"Error: No server runs on {folder}. Start `clarion up`, or add --without-server.\n"
    )
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("speed", ["0", "-1", "fast"])
def test_speed_is_more_than_nothing(speed):
    result = run("101", "--speed", speed)
    assert result.exit_code == 2
    assert "--speed" in result.stderr


def test_an_unknown_incident_is_said_to_be_one():
    result = run("INC-99999999", "--without-server")
    assert result.exit_code == 1
    assert "Error: There is no incident “INC-99999999”." in result.stderr


def test_who_may_not_publish_is_told_who_may():
    Person.objects.create_user("dev@example.com", name="Dev Patel", role=Role.RESPONDER)
    result = run("101", "--without-server", "--as", "dev@example.com")
    assert result.exit_code == 1
    assert "You may not approve an update that leaves the company." in result.stderr


def interrupt_after_the_first_update():
    """Press Ctrl-C as soon as the replay has published something and waits for a minute."""
    until = time.monotonic() + 60
    while not IncidentUpdate.objects.filter(source_key=None).exists():
        if time.monotonic() > until:
            return
        time.sleep(0.05)
    connection.close()
    time.sleep(2)  # until it has said so and waits for the next one, on a busy machine too
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def ctrl_c_interrupts():
    """Also where the tests run in the background, whose shell has them ignore the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_interrupts")
def test_ctrl_c_leaves_the_incident_open_and_says_how_to_resolve_it(settings):
    settings.CONSOLE_URL = "https://clarion.example.com"
    threading.Thread(target=interrupt_after_the_first_update, daemon=True).start()
    result = run("101", "--without-server", "--speed", "60")
    again = Incident.objects.get(source_key=None)
    assert result.exit_code == 130
    assert "  next update in " in result.stdout.splitlines()[-1]
    assert again.is_open
    assert result.stderr.splitlines()[-1] == (
        f"{again.reference} stays open. Resolve it in the console:"
        f" https://clarion.example.com/incidents/{again.reference}/"
    )


@pytest.fixture
def listening():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def note(folder, **entries):
    (folder / "run.json").write_text(json.dumps(entries))


def why_not(folder):
    with pytest.raises(NoServer) as reason:
        running_server(folder)
    return str(reason.value)


def test_a_server_that_lives_and_answers_says_where_it_is(folder, listening):
    note(folder, pid=os.getpid(), console="http://127.0.0.1:1", public=listening)
    assert running_server(folder) == Addresses(console="http://127.0.0.1:1", public=listening)


def test_the_pages_are_those_of_the_running_server(folder, listening):
    note(folder, pid=os.getpid(), console="http://127.0.0.1:1", public=listening)
    result = run("101", "--speed", "36000")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.count(f"; {listening}/incidents/") == 2


def test_a_server_that_has_ended_is_not_one(folder, listening):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    note(folder, pid=ended.pid, console="", public=listening)
    assert why_not(folder) == f"The server that ran on {folder} has ended."


def test_a_page_that_does_not_answer_is_said(folder):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        note(folder, pid=os.getpid(), console="", public=address)
        assert why_not(folder) == f"The public page does not answer at {address}."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"pid": "x", "console": "", "public": ""}',
        '{"pid": 1, "console": "", "public": "http://h:x"}',
    ],
)
def test_a_note_that_cannot_be_read_is_no_server(folder, text):
    (folder / "run.json").write_text(text)
    assert why_not(folder).endswith("cannot be read; no server seems to run.")


@pytest.mark.parametrize("pid", [0, -1, 10**30])
def test_a_number_that_is_no_process_is_no_server(folder, listening, pid):
    note(folder, pid=pid, console="", public=listening)
    assert why_not(folder).endswith("has ended.")

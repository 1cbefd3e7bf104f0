"""`clarion up`, as the README's first command runs it: real processes in an empty folder."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from clarion.cli.main import main

PATIENCE = 60.0


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@contextmanager
def running(
    data: Path, *options: str, ends_with: int = 0
) -> Iterator[tuple[subprocess.Popen[str], str, str, str]]:
    """`clarion up` on free ports: the process, the console's address, the page's, and all that it printed first."""
    port, public = free_ports()
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("CLARION_", "DJANGO_"))
    }
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "clarion.cli.main",
            "up",
            "--port",
            str(port),
            "--public-port",
            str(public),
            *options,
        ],
        env={**environment, "CLARION_DATA": str(data), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = ""
    assert process.stdout
    for line in process.stdout:
        printed += line
        if "Stop with Ctrl-C" in line:
            break
    addresses = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public}"
    try:
        for address in addresses:
            eventually(lambda address=address: ask(address + "/sign-in/") or ask(address + "/"))
        yield process, *addresses, printed
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == ends_with, printed + rest
        assert ends_with or "Everything is saved" in rest


def ask(address: str) -> httpx.Response | None:
    try:
        return httpx.get(address, trust_env=False, timeout=5)
    except httpx.TransportError:
        return None


def eventually(look):
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def children(pid: int) -> dict[int, str]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return {int(line.split()[0]): line for line in listed.stdout.splitlines()}


def test_a_new_folder_becomes_a_running_demo_and_does_so_again(tmp_path):
    data = tmp_path / "new" / "data"
    with running(data) as (process, console, public, printed):
        assert console in printed
        assert public in printed
        link = re.search(r"http://\S+/sign-in/once/\S+", printed)
        assert link
        with httpx.Client(trust_env=False, follow_redirects=True) as person:
            assert "Card payments fail for some customers in Europe" in person.get(link[0]).text
        page = eventually(lambda: (answer := ask(public + "/")) and answer.status_code == 200 and answer.text)
        assert "Payouts" in page
        assert json.loads((data / "run.json").read_text()) == {
            "pid": process.pid,
            "console": console,
            "public": public,
        }

        # A part that is killed comes back; readers were served by the other all the while.
        console_pid = next(pid for pid, line in children(process.pid).items() if "wsgi" in line)
        os.kill(console_pid, signal.SIGKILL)
        assert ask(public + "/").status_code == 200
        eventually(lambda: console_pid not in children(process.pid) and ask(console + "/sign-in/"))
    assert not (data / "run.json").exists()
    with running(data) as (_, console, _, printed):
        assert ask(console + "/sign-in/").status_code == 200
    assert oct(data.stat().st_mode & 0o777) == "0o700"
    assert oct((data / "secret-key").stat().st_mode & 0o777) == "0o600"


def test_when_up_itself_is_killed_nothing_keeps_the_ports(tmp_path):
    with running(tmp_path, ends_with=-signal.SIGKILL) as (process, console, public, _):
        os.kill(process.pid, signal.SIGKILL)
        assert eventually(lambda: ask(console + "/sign-in/") is None and ask(public + "/") is None)


WORKER_THAT_LOSES_ITS_DATABASE = """
import threading, time
from clarion.cli.acting import start_django
from clarion.cli.up import _begin_anew
start_django()
from django.db import OperationalError
def lose(): raise OperationalError("the connection is closed")
threading.excepthook = _begin_anew
threading.Thread(target=lose).start()
time.sleep(60)
"""


def test_a_worker_that_begins_anew_after_an_outage_has_the_options_it_was_started_with(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER_THAT_LOSES_ITS_DATABASE, "worker", "--no-copy"],
        env={**os.environ, "CLARION_DATA": str(tmp_path), "CLARION_STATIC_DIR": str(tmp_path / "www")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        begun = eventually(
            lambda: (line := command_of(process.pid)).startswith("-m clarion.cli.main") and line
        )
    finally:
        process.kill()
        process.wait()
    assert begun == "-m clarion.cli.main worker --no-copy"


def command_of(pid: int) -> str:
    """What a process of Python was started with."""
    line = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return line.stdout.strip().partition(" ")[2]


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("CLARION_DATA", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(main, ["up", "--port", str(port)])
    assert answer.exit_code == 1
    assert answer.output.strip() == (
        f"Error: Port {port} on 127.0.0.1 cannot be used (Address already in use). Choose another with --port."
    )


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("CLARION_DATA", str(tmp_path / "file" / "data"))
    answer = CliRunner().invoke(main, ["up"])
    assert answer.exit_code == 1
    assert len(answer.output.strip().splitlines()) == 1
    assert "cannot be written (Not a directory). Set CLARION_DATA to a folder that you own." in answer.output


def test_one_port_for_both_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("CLARION_DATA", str(tmp_path))
    answer = CliRunner().invoke(main, ["up", "--port", "8765", "--public-port", "8765"])
    assert "need two ports" in answer.output


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "nonsense"])
def test_an_address_of_a_database_that_cannot_be_meant_is_an_error(monkeypatch, address):
    from clarion.configuration import Misconfigured, database_settings

    monkeypatch.setenv("CLARION_DATABASE_URL", address)
    with pytest.raises(Misconfigured, match="postgresql://user:password@host:port/name"):
        database_settings(Path())

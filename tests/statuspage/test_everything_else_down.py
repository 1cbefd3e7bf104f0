"""The page stays up, with the same bytes, while everything else is down. Real processes, each fault a test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from clarion.statuspage.loaded_site import NOT_FOUND
from tests.nginx_server import needs_nginx, running_nginx
from tests.statuspage.conftest import running_listener
from tests.statuspage.reading_files import every_document

PATIENCE = 60.0
POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass
class Running:
    """`clarion up` with invented incidents: its process, and where console and page are."""

    process: subprocess.Popen[bytes]
    console: str
    public: str
    data: Path

    def parts(self) -> dict[str, int]:
        """What a part is called -> the number of its process."""
        command = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        names = {
            " wsgi ": "console",
            " public ": "public",
            " worker": "worker",
            "publish-static": "copy",
        }
        return {
            name: int(line.split()[0]) for line in listed for words, name in names.items() if words in line
        }

    def kill_everything(self) -> None:
        """As a power cut of the machine would: nobody has a last word."""
        groups = [*self.parts().values()]
        self.process.kill()
        self.process.wait()
        for group in groups:
            _kill_group(group)


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def running_clarion(data: Path, **more: str) -> Iterator[Running]:
    port, public = _free_port(), _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLARION_", "DJANGO_"))}
    command = [
        sys.executable,
        "-m",
        "clarion.cli.main",
        "up",
        "--port",
        str(port),
        "--public-port",
        str(public),
    ]
    process = subprocess.Popen(
        command,
        env={**kept, "CLARION_DATA": str(data), **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Running(process, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public}", data)
    try:
        eventually(
            lambda: _status(f"{running.public}/") == 200 and _status(f"{running.console}/sign-in/") == 200
        )
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            running.kill_everything()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _status(address: str) -> int:
    try:
        return httpx.get(address, trust_env=False, timeout=5).status_code
    except httpx.TransportError:
        return 0


def eventually(look) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if look():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def addresses(data: Path) -> list[str]:
    """Every address of the page."""
    paths = {path.partition(" ")[0] for path in every_document(data / "public")}
    return sorted(paths - {NOT_FOUND})


def read_all(address: str, paths: list[str]) -> dict[str, tuple[int, bytes]]:
    with httpx.Client(base_url=address, trust_env=False) as client:
        return {path: ((answer := client.get(path)).status_code, answer.content) for path in paths}


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A folder as `clarion up` leaves it: a database, a page, and its copy."""
    base = tmp_path_factory.mktemp("filled")
    with running_clarion(base / "data", CLARION_STATIC_DIR=str(base / "www")) as running:
        eventually((base / "www" / "index.html").exists)
        with httpx.Client(base_url=running.public, trust_env=False) as client:
            assert "Card payments" in client.get("/").text
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(PATIENCE)
    return base


def test_the_listener_shows_the_same_with_the_database_removed(filled, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(filled / "data", data)
    paths = addresses(data)
    with running_listener(data) as listener:
        before = read_all(str(listener.base_url), paths)
        for file in data.glob("clarion.sqlite3*"):
            file.unlink()
        assert read_all(str(listener.base_url), paths) == before
    assert {status for status, _ in before.values()} == {200}
    assert len(paths) > 20
    with running_listener(data) as started_after:
        assert read_all(str(started_after.base_url), paths) == before


def test_the_page_stays_while_console_and_worker_are_killed(tmp_path):
    with running_clarion(tmp_path / "data") as running:
        paths = addresses(running.data)
        before = read_all(running.public, paths)
        running.process.send_signal(signal.SIGSTOP)  # or it would start them again
        parts = running.parts()
        _kill_group(parts["console"])
        _kill_group(parts["worker"])
        eventually(lambda: _status(f"{running.console}/sign-in/") == 0)
        assert read_all(running.public, paths) == before
        assert {status for status, _ in before.values()} == {200}


@pytest.mark.postgres
@pytest.mark.skipif(not POSTGRESQL, reason="PostgreSQL is not installed")
def test_the_page_stays_while_postgresql_is_stopped(tmp_path):
    with (
        running_postgresql() as (address, stop),
        running_clarion(tmp_path / "data", CLARION_DATABASE_URL=address) as running,
    ):
        paths = addresses(running.data)
        before = read_all(running.public, paths)
        stop()
        eventually(lambda: _status(f"{running.console}/sign-in/once/x/") in {0, 500, 503})
        assert read_all(running.public, paths) == before
        assert {status for status, _ in before.values()} == {200}


@needs_nginx
def test_behind_nginx_the_copy_is_read_while_all_of_clarion_is_down(filled, tmp_path):
    paths = addresses(filled / "data")
    with running_listener(filled / "data") as listener:
        before = read_all(str(listener.base_url), paths)
    with running_nginx(tmp_path / "nginx", copy=filled / "www") as nginx:
        assert read_all(str(nginx.base_url), paths) == before


@needs_nginx
def test_behind_nginx_what_was_read_once_is_shown_on_while_all_of_clarion_is_down(tmp_path):
    with running_clarion(tmp_path / "data") as running:
        paths = addresses(running.data)
        with running_nginx(tmp_path / "nginx", listener=running.public) as nginx:
            before = read_all(str(nginx.base_url), paths)
            assert {status for status, _ in before.values()} == {200}
            running.kill_everything()
            assert _status(running.public) == 0
            assert read_all(str(nginx.base_url), paths) == before
            time.sleep(6)  # longer than an answer counts as fresh
            assert read_all(str(nginx.base_url), paths) == before
            assert nginx.get("/never-asked-for").status_code == 502


@needs_nginx
def test_with_a_copy_beside_it_nginx_also_has_what_nobody_read_before(filled, tmp_path):
    paths = addresses(filled / "data")
    with running_listener(filled / "data") as listener:
        before = read_all(str(listener.base_url), paths)
        gone = str(listener.base_url)
    with running_nginx(tmp_path / "nginx", copy=filled / "www", listener=gone) as nginx:
        assert read_all(str(nginx.base_url), paths) == before
        missing = nginx.get("/never-asked-for")
        assert (missing.status_code, "There is no page at this address" in missing.text) == (404, True)
        assert nginx.get("/api/v2/nothing.json").json() == {"error": "not found"}


def test_up_keeps_the_copy_up_to_date_by_itself_and_a_kill_of_it_too(tmp_path):
    www = tmp_path / "www"
    with running_clarion(tmp_path / "data", CLARION_STATIC_DIR=str(www)) as running:
        eventually((www / "index.html").exists)
        # The sweep writes a new version when the files are gone; the copy follows.
        _kill_group(running.parts()["copy"])
        eventually(lambda: "copy" in running.parts())
        shutil.rmtree(www)
        (running.data / "public" / "manifest.json").unlink()
        eventually(lambda: (www / "index.html").exists() and (www / "404.json").exists())
        page = httpx.get(f"{running.public}/", trust_env=False).content
        eventually(lambda: (www / "index.html").read_bytes() == page)


@contextmanager
def running_postgresql() -> Iterator[tuple[str, Callable[[], None]]]:
    """A server of its own: its address, and how to stop it at once."""
    # Not below pytest's folders, which are their owner's only: the server does not run as root.
    port, home = _free_port(), Path(tempfile.mkdtemp(prefix="clarion-postgresql-"))
    root = os.geteuid() == 0
    if root:
        shutil.chown(home, "postgres")

    def run(*command: str) -> None:
        as_owner = ["runuser", "-u", "postgres", "--"] if root else []
        subprocess.run([*as_owner, *command], check=True, cwd=home, stdout=subprocess.DEVNULL)

    tools, data = POSTGRESQL[-1], str(home / "data")
    run(str(tools / "initdb"), "-D", data, "-U", "clarion", "-A", "trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
    run(str(tools / "pg_ctl"), "-D", data, "-w", "-l", str(home / "log"), "-o", options, "start")
    run(str(tools / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "clarion", "clarion")
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        run(str(tools / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")

    try:
        yield f"postgresql://clarion@127.0.0.1:{port}/clarion", stop
    finally:
        if not stopped:
            stop()
        shutil.rmtree(home)

"""A data folder, or a database of a server, for workers that are processes of their own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A data folder and nothing else of ours in the environment."""
    ours = ("CLARION_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "CLARION_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "clarion.settings"}


def server_of_the_tests() -> str:
    script = Path(__file__).parents[2] / ".ci" / "postgres-address"
    answer = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


@pytest.fixture
def database_of_its_own() -> Iterator[str]:
    """The address of a new database on a PostgreSQL server, which is started where none is named; removed afterwards."""
    server = os.environ.get("CLARION_DATABASE_URL") or server_of_the_tests()
    if not server:
        pytest.skip("PostgreSQL is not installed")
    import psycopg

    name = f"clarion_workers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    yield f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


class ServerToRestart:
    """A PostgreSQL server that belongs to one test."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries, self.port = folder, binaries, free_port()
        self.address = f"postgresql://clarion@127.0.0.1:{self.port}/postgres"
        self.owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.owner:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-D", str(folder / "data"), "-U", "clarion", "-A", "trust", "--no-sync")

    def control(self, verb: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run(
            "pg_ctl",
            "-D",
            str(self.folder / "data"),
            "-w",
            "-m",
            "immediate",
            "-l",
            str(self.folder / "log"),
            "-o",
            options,
            verb,
        )

    def restart(self) -> None:
        """As after a crash: nothing is finished, nothing is said to anybody."""
        self.control("restart")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self.owner, str(self.binaries / program), *arguments],
            cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server_to_restart() -> Iterator[ServerToRestart]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="clarion-restart-") as folder:
        server = ServerToRestart(Path(folder), found[-1].parent)
        server.control("start")
        try:
            yield server
        finally:
            server.control("stop")

"""The public side as its readers meet it: rendered bytes, and a listener that runs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from clarion.statuspage.publishing import freeze, write_page
from clarion.statuspage.site import Site
from tests.statuspage.reading_files import text_at


@pytest.fixture
def shown(public_folder: Path) -> Callable[..., str]:
    """What stands at an address: `shown("/", at=nine)`. Writes what is owed at that time first."""

    def shown(path: str = "/", *, at: datetime, written: datetime | None = None) -> str:
        write_page(at=written or at)
        return text_at(public_folder, path, at)

    return shown


@pytest.fixture
def published(db, nine: datetime) -> None:
    """The page of a workspace in which nothing has happened."""
    freeze(None, at=nine)
    write_page(at=nine)


@pytest.fixture
def site(public_folder: Path) -> Site:
    return Site(public_folder)


@pytest.fixture
def listener(public_folder: Path) -> Iterator[httpx.Client]:
    """A client of `clarion public`, which runs in a process of its own on the files of this test."""
    with running_listener(public_folder.parent) as client:
        yield client


@contextmanager
def running_listener(data: Path) -> Iterator[httpx.Client]:
    port = free_port()
    command = [sys.executable, "-m", "clarion.cli.main", "public", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "CLARION_DATA": str(data)})
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            wait_for(client, process)
            yield client
    finally:
        process.terminate()
        process.wait(10)


def wait_for(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            client.get("/")
        except httpx.TransportError:
            assert process.poll() is None, "the listener ended by itself"
            time.sleep(0.05)
        else:
            return
    pytest.fail("the listener did not answer within ten seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

"""A reader of the public page: the real listener in a process of its own, asked over HTTP."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from clarion.statuspage.loaded_site import LoadedSite

PATIENCE = 20.0
#: The listener looks for new files a few times a second.
SETTLED = 0.6


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Reader:
    port: int

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str) -> Answer:
        """What a reader gets now, once the listener had the time to notice what was just published."""
        time.sleep(SETTLED)
        answer = httpx.get(self.address(path), trust_env=False)
        return Answer(answer.status_code, answer.text, dict(answer.headers))


def page_at(folder: Path, moment: datetime) -> str:
    """What the listener shows at `/` at that moment, from the files as they are."""
    found = LoadedSite(folder, clock=moment.timestamp).find("/")
    assert found
    return found.plain.body.decode()


@contextmanager
def running_listener(data: Path) -> Iterator[Reader]:
    """`clarion public` on a free port, serving DATA/public."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "clarion.cli.main", "public", "--port", str(port)]
    process = subprocess.Popen(
        command, env={**os.environ, "CLARION_DATA": str(data)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield Reader(port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        assert process.poll() is None, "the listener ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the listener did not come up")

"""`clarion worker` as a process of its own: started, killed, and asked through its database what became of it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

PATIENCE = 90.0


@contextmanager
def worker(environment) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "clarion.cli.main", "worker"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def kill(process) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def rows(environment, query: str) -> list[tuple]:
    address = f"file:{environment['CLARION_DATA']}/clarion.sqlite3?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=20)) as database:
        return database.execute(query).fetchall()


def count(environment, table: str, where: str = "1") -> int:
    return rows(environment, f"select count(*) from {table} where {where}")[0][0]


def wait_until(reached, process=None) -> None:
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up, "it did not happen"
        assert process is None or process.poll() is None, "the worker ended"
        time.sleep(0.005)

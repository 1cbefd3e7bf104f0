"""`clarion worker` as a process of its own: killed, stopped for a while, two at once. Every notice once, none lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.mail_server import running_mail_server

PATIENCE = 90.0
FILL = Path(__file__).with_name("fill.py")


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A data folder and nothing else of ours in the environment."""
    ours = ("CLARION_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "CLARION_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "clarion.settings"}


def fill(environment, number: int, minutes: float) -> None:
    """Set up the folder with so many promises that fell due so many minutes ago."""
    subprocess.run(
        [sys.executable, str(FILL), str(number), str(minutes)], env=environment, check=True, timeout=PATIENCE
    )


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


def let_go(environment) -> None:
    """The minute passes for which a killed worker holds what it took."""
    with closing(sqlite3.connect(f"{environment['CLARION_DATA']}/clarion.sqlite3", timeout=20)) as database:
        database.execute("update subscribers_call set next_attempt_at = '2020-01-01 00:00:00'")
        database.commit()


def wait_until(reached, process=None) -> None:
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up, "it did not happen"
        assert process is None or process.poll() is None, "the worker ended"
        time.sleep(0.005)


def test_after_ten_minutes_without_a_worker_every_due_notice_and_mail_goes_out_once(environment):
    fill(environment, number=30, minutes=10)
    with running_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        with worker(environment) as process:
            wait_until(lambda: count(environment, "subscribers_call", "state = 'sent'") == 60, process)
            # The next sweep finds nothing to do.
            finished = "select count(*) from dj_queue_jobs where finished_at is not null"
            before = rows(environment, finished)[0][0]
            wait_until(lambda: rows(environment, finished)[0][0] >= before + 2, process)
    kinds = Counter(kind for (kind,) in rows(environment, "select kind from updates_notice"))
    assert kinds == {"due": 30, "escalation": 30}
    assert count(environment, "updates_promise", "outcome = 'missed'") == 30
    assert len(mail.mails) == len({each["Message-ID"] for each in mail.mails}) == 60


def test_a_worker_that_is_killed_in_the_middle_of_a_sweep_loses_nothing_and_repeats_no_notice(environment):
    fill(environment, number=5000, minutes=1)
    with worker(environment) as process:
        wait_until(lambda: count(environment, "updates_notice"), process)
        kill(process)
    left = count(environment, "updates_notice")
    assert 0 < left < 5000
    # A step is whole or not there: a notice is never without its call.
    assert count(environment, "subscribers_call") == left
    with worker(environment) as process:
        wait_until(lambda: count(environment, "updates_notice") == 5000, process)
        kill(process)
    assert rows(environment, "select count(distinct promise_id), count(*) from updates_notice") == [
        (5000, 5000)
    ]
    assert rows(environment, "select count(distinct notice_id), count(*) from subscribers_call") == [
        (5000, 5000)
    ]


def test_a_worker_that_is_killed_while_it_sends_repeats_at_most_one_mail_and_loses_none(environment):
    fill(environment, number=120, minutes=1)
    with running_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        with worker(environment) as process:
            wait_until(lambda: len(mail.mails) >= 20, process)
            kill(process)
        assert len(mail.mails) < 120
        let_go(environment)
        with worker(environment) as process:
            wait_until(lambda: count(environment, "subscribers_call", "state = 'sent'") == 120, process)
            kill(process)
    sent = Counter(each["Message-ID"] for each in mail.mails)
    assert len(sent) == 120
    assert sum(sent.values()) <= 121


def test_two_workers_at_once_on_sqlite_call_nobody_twice(environment):
    fill(environment, number=3000, minutes=1)
    with worker(environment) as one, worker(environment) as two:
        wait_until(lambda: count(environment, "updates_notice") == 3000)
        assert one.poll() is two.poll() is None
    assert rows(environment, "select count(distinct promise_id), count(*) from updates_notice") == [
        (3000, 3000)
    ]


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


@pytest.mark.postgres
def test_two_workers_at_once_on_postgresql_one_of_them_killed_call_everybody_once(
    environment, database_of_its_own
):
    import psycopg

    environment["CLARION_DATABASE_URL"] = database_of_its_own
    fill(environment, number=5000, minutes=1)
    with psycopg.connect(database_of_its_own, autocommit=True) as connection:

        def notices():
            return connection.execute("select count(*) from updates_notice").fetchone()[0]

        with worker(environment) as one, worker(environment):
            wait_until(notices)
            kill(one)
            wait_until(lambda: notices() == 5000)
        distinct = connection.execute(
            "select count(distinct promise_id), count(*) from updates_notice"
        ).fetchone()
        calls = connection.execute(
            "select count(distinct notice_id), count(*) from subscribers_call"
        ).fetchone()
    assert distinct == calls == (5000, 5000)

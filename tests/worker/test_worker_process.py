"""`clarion worker` as a process of its own: killed, stopped for a while, two at once. Every notice once, none lost."""

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.mail_server import running_mail_server
from tests.worker.process import PATIENCE, count, kill, rows, wait_until, worker

FILL = Path(__file__).with_name("fill.py")


def fill(environment, number: int, minutes: float) -> None:
    """Set up the folder with so many promises that fell due so many minutes ago."""
    subprocess.run(
        [sys.executable, str(FILL), str(number), str(minutes)], env=environment, check=True, timeout=PATIENCE
    )


def let_go(environment) -> None:
    """The minute passes for which a killed worker holds what it took."""
    with closing(sqlite3.connect(f"{environment['CLARION_DATA']}/clarion.sqlite3", timeout=20)) as database:
        database.execute("update subscribers_call set next_attempt_at = '2020-01-01 00:00:00'")
        database.commit()


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

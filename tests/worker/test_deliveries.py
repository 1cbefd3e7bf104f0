"""Deliveries by workers that are real processes: killed in the middle, two at once, with a database that goes away."""

import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from clarion.subscribers.channels.mail.relay import ENOUGH
from clarion.subscribers.delivering import WRITTEN_TOGETHER
from tests.scripted_mail_server import scripted_mail_server
from tests.worker.process import PATIENCE, count, kill, rows, wait_until, worker

CHECKOUT = Path(__file__).parents[2]
CONNECTIONS = 10
#: What the mail server may have and the database does not know yet, when a worker is killed.
IN_FLIGHT = WRITTEN_TOGETHER + ENOUGH + 2 * CONNECTIONS


@pytest.fixture
def published(environment):
    """A function that sets up the folder with so many subscribers and one publication."""
    environment["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT), os.environ.get("PYTHONPATH", "")])

    def fill(number: int) -> None:
        script = Path(__file__).with_name("publish_to.py")
        subprocess.run(
            [sys.executable, str(script), str(number)], env=environment, check=True, timeout=PATIENCE
        )

    return fill


def told(mail) -> Counter[str]:
    """Message-ID -> how often; without the mail that calls the lead about the promise of the incident."""
    return Counter(each["Message-ID"] for each in mail.mails if each["List-Id"])


def let_go(environment) -> None:
    """The minutes pass for which a killed worker holds what it took."""
    with closing(sqlite3.connect(f"{environment['CLARION_DATA']}/clarion.sqlite3", timeout=20)) as database:
        database.execute(
            "update subscribers_delivery set next_attempt_at = '2020-01-01 00:00:00' where state = 'waiting'"
        )
        database.commit()


def leave_room(process, size: int) -> None:
    """No file grows beyond `size` bytes in the worker from now on; the system refuses it as on a full disk."""
    for number in family_of(process.pid):
        resource.prlimit(number, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def family_of(number: int) -> list[int]:
    children = [each.read_text().split() for each in Path(f"/proc/{number}/task").glob("*/children")]
    return [number, *(grown for names in children for name in names for grown in family_of(int(name)))]


def stands_still(mail):
    """A question: whether no mail has come for two seconds."""
    seen = [len(mail.mails), time.monotonic()]

    def asked() -> bool:
        if len(mail.mails) != seen[0]:
            seen[:] = len(mail.mails), time.monotonic()
        return time.monotonic() - seen[1] > 2

    return asked


def test_workers_that_are_killed_in_the_middle_lose_no_mail_and_double_at_most_what_was_in_flight(
    environment, published
):
    published(3000)
    kills = 3
    with scripted_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        for number in range(1, kills + 1):
            with worker(environment) as process:
                wait_until(lambda reached=number * 600: len(mail.mails) >= reached, process)
                kill(process)
            let_go(environment)
        assert len(mail.mails) < 3000
        with worker(environment) as process:
            wait_until(lambda: count(environment, "subscribers_delivery", "state = 'sent'") == 3000, process)
    received = told(mail)
    assert len(received) == 3000
    assert sum(received.values()) - 3000 <= kills * IN_FLIGHT
    assert rows(environment, "select written, sent, failed, not_needed from subscribers_tally") == [
        (3000, 3000, 0, 0)
    ]
    assert count(environment, "subscribers_delivery") == 3000


def test_two_workers_on_sqlite_tell_everybody_once(environment, published):
    published(1500)
    with scripted_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        with worker(environment) as one, worker(environment) as two:
            wait_until(lambda: count(environment, "subscribers_delivery", "state = 'sent'") == 1500)
            assert one.poll() is two.poll() is None
    assert sum(told(mail).values()) == len(told(mail)) == 1500


@pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="Linux alone limits the files of a process that runs"
)
def test_a_database_disk_that_is_full_in_the_middle_loses_no_mail_and_ends_no_worker(environment, published):
    published(3000)
    with scripted_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        with worker(environment) as process:
            wait_until(lambda: len(mail.mails) >= 600, process)
            leave_room(process, 100)
            wait_until(stands_still(mail), process)
            assert len(mail.mails) < 3000, "it was full before all were sent"
            leave_room(process, resource.RLIM_INFINITY)
            let_go(environment)
            wait_until(lambda: count(environment, "subscribers_delivery", "state = 'sent'") == 3000, process)
    received = told(mail)
    assert len(received) == 3000
    assert sum(received.values()) - 3000 <= IN_FLIGHT


@pytest.mark.postgres
def test_a_database_that_is_restarted_in_the_middle_loses_nothing(environment, published, server_to_restart):
    import psycopg

    environment["CLARION_DATABASE_URL"] = server_to_restart.address
    published(3000)

    def sent() -> int:
        try:
            with psycopg.connect(server_to_restart.address) as connection:
                found = connection.execute(
                    "select count(*) from subscribers_delivery where state = 'sent'"
                ).fetchone()
        except psycopg.OperationalError:
            return 0
        return found[0]

    def let_go() -> None:
        with psycopg.connect(server_to_restart.address) as connection:
            connection.execute(
                "update subscribers_delivery set next_attempt_at = now() where state = 'waiting'"
            )

    with scripted_mail_server() as mail:
        environment["CLARION_SMTP_URL"] = f"smtp://127.0.0.1:{mail.port}"
        with worker(environment) as process:
            wait_until(lambda: len(mail.mails) >= 500, process)
            server_to_restart.restart()
            let_go()
            wait_until(lambda: sent() == 3000)
    received = told(mail)
    assert len(received) == 3000
    assert sum(received.values()) - 3000 <= 2 * IN_FLIGHT

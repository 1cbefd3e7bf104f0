"""How fast many promises that fall due together are called.

    python benchmarks/timers.py [--number 10000] [--rounds 5]

Works on SQLite in a temporary folder, or on the server of CLARION_DATABASE_URL in a database of its own, which it
removes afterwards. Prints two Markdown tables:

1. A real `clarion worker`, and promises that fall due evenly over one minute: from each due time to its notice.
2. One sweep that finds all of them due at once (missed, lines of the timeline, notices, calls by mail), beside the physical limit: the same
   rows written by plain bulk inserts into the same empty tables in one transaction, with nothing asked first.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
sys.path.insert(0, str(CHECKOUT))
MINUTE = timedelta(minutes=1)
PATIENCE = 180.0


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder, database() as address:
        start_clarion(Path(folder), address)
        from django.db import connection

        print(f"{arguments.number:,} promises, {connection.vendor}\n")
        print_worker(arguments.number)
        print_sweep(arguments.number, arguments.rounds)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


@contextmanager
def database() -> Iterator[str]:
    """The address of a new database on the server, or an empty string for SQLite."""
    server = os.environ.get("CLARION_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"clarion_timers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")


def start_clarion(data: Path, address: str) -> None:
    os.environ["CLARION_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "clarion.settings"
    os.environ.pop("CLARION_DATABASE_URL", None)
    if address:
        os.environ["CLARION_DATABASE_URL"] = address
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def print_worker(number: int) -> None:
    """The worker runs as people run it; its mails become files, and go on after the notices are there."""
    from django.utils import timezone
    from tests.worker.fill import write_promises

    from clarion.updates.notices import Notice

    command = [sys.executable, "-m", "clarion.cli.main", "worker"]
    first = timezone.now() + timedelta(seconds=10)
    write_promises(number, due=first, over=MINUTE)
    worker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + PATIENCE
        while Notice.objects.filter(kind="due").count() < number and time.monotonic() < give_up:
            time.sleep(0.5)
    finally:
        worker.terminate()
        worker.wait()
    due = Notice.objects.filter(kind="due").values_list("at", "promise__due_at", "promise_id")
    waits = sorted((at - due_at).total_seconds() for at, due_at, _ in due)
    distinct = len({promise for *_, promise in due})
    print("| notices | of distinct promises | median wait | p99 | longest |")
    print("|---|---|---|---|---|")
    longest, p99 = waits[-1], waits[int(len(waits) * 0.99) - 1]
    print(
        f"| {len(waits):,} | {distinct:,} | {statistics.median(waits):.1f} s | {p99:.1f} s | {longest:.1f} s |\n"
    )


def print_sweep(number: int, rounds: int) -> None:
    from django.utils import timezone

    from clarion.flows.call import mark_and_call
    from clarion.updates.promises import Promise

    due = timezone.now() - timedelta(minutes=1)
    Promise.objects.update(due_at=due)
    sweeps, inserts, idle = [], [], []
    for _ in range(rounds):
        empty()
        sweeps.append(seconds(lambda: mark_and_call(at=timezone.now())))
        idle.append(seconds(lambda: mark_and_call(at=timezone.now())))
        empty()
        inserts.append(seconds(plain_inserts))
    sweep, insert, nothing = (statistics.median(values) for values in (sweeps, inserts, idle))
    print("| what | time | per promise |")
    print("|---|---|---|")
    print(f"| a sweep that finds all of them due | {sweep:.2f} s | {sweep / number * 1e6:.0f} µs |")
    print(f"| plain bulk inserts of the same rows | {insert:.2f} s | {insert / number * 1e6:.0f} µs |")
    print(f"| a sweep that finds nothing new | {nothing * 1000:.0f} ms | |")
    print(f"\nratio {sweep / insert:.2f}")


def seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def empty() -> None:
    from clarion.incidents.timeline import Entry
    from clarion.subscribers.calls import Call
    from clarion.updates.notices import Notice
    from clarion.updates.promises import Promise

    Entry.objects.all()._raw_delete("default")  # noqa: SLF001 -- without looking for what depends on it
    Call.objects.all()._raw_delete("default")  # noqa: SLF001 -- without looking for what depends on it
    Notice.objects.all()._raw_delete("default")  # noqa: SLF001 -- without looking for what depends on it
    Promise.objects.update(outcome="open")


def plain_inserts() -> None:
    from django.db import transaction
    from django.utils import timezone

    from clarion.accounts.people import Person
    from clarion.incidents.timeline import Entry
    from clarion.subscribers.calls import Call
    from clarion.updates.notices import Notice
    from clarion.updates.promises import Promise

    at, lead = timezone.now(), Person.objects.first()
    with transaction.atomic():
        Promise.objects.update(outcome="missed")
        promises = list(Promise.objects.values_list("pk", flat=True))
        Entry.objects.bulk_create(
            [
                Entry(incident_id=incident, occurred_at=at, recorded_at=at, source="clock", text="missed")
                for incident in Promise.objects.values_list("incident_id", flat=True)
            ],
            batch_size=1000,
        )
        notices = Notice.objects.bulk_create(
            [Notice(promise_id=promise, kind="due", person=lead, at=at) for promise in promises],
            batch_size=1000,
        )
        Call.objects.bulk_create(
            [Call(notice=notice, way="mail", next_attempt_at=at) for notice in notices], batch_size=1000
        )


if __name__ == "__main__":
    main()

"""What the days of services cost a publication, whatever the history.

    python benchmarks/service_days.py

Prints two Markdown tables: the time to read what was said of services in the last 90 days with 10, 1,000 and 100,000
incidents of history (three updates each, one incident in twelve hours, so that 178 lie in the 90 days), with the
plan of the query; and the bytes of the index with 10 and 50 services, each with eight days of trouble.
Everything happens in a temporary folder with a SQLite database of its own.
"""

import gzip
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
HISTORIES = (10, 1_000, 100_000)
SPACING = timedelta(hours=12)
ROUNDS = 25


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder:
        start_clarion(Path(folder))
        from clarion.incidents.services import add_service

        service = add_service("Checkout")
        weight()
        reading(service)


def start_clarion(data: Path) -> None:
    os.environ |= {"CLARION_DATA": str(data), "DJANGO_SETTINGS_MODULE": "clarion.settings"}
    sys.path.insert(0, str(CHECKOUT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def reading(service) -> None:
    from django.utils import timezone
    from tests.factories.incidents import a_history

    from clarion.statuspage import visible
    from clarion.statuspage.reading_services import COLUMNS, read_what_was_said

    now, written = timezone.now(), 0
    print(f"Milliseconds to read what was said of services, median of {ROUNDS}:\n")
    print("| incidents of history | in the 90 days | CPU, ms | ms |\n|---|---|---|---|")
    for number in HISTORIES:
        a_history(number - written, service=service, at=now - written * SPACING, spacing=SPACING)
        written = number
        measured = [measure(lambda: read_what_was_said([], at=now)) for _ in range(ROUNDS)]
        work, passed = (1000 * statistics.median(each) for each in zip(*measured, strict=True))
        heard = len(read_what_was_said([], at=now))
        print(f"| {number:,} | {heard} | {work:.1f} | {passed:.1f} |", flush=True)
    since = now - timedelta(days=90)
    print(f"\n{visible.updates_of_spoken_of_since(since).values_list(*COLUMNS).explain()}\n")


def weight() -> None:
    """Pages without an open incident: services and their days are all that differs."""
    from clarion.statuspage.public_state import Page, PublicState

    print("Bytes of the index:\n\n| services | bytes | gzipped |\n|---|---|---|")
    from django.utils import timezone

    now = timezone.now()
    page = Page("abcdefghijkl", "Status", "https://status.example.com", now)
    for number in (0, 10, 50):
        services, told = made_up(number, now)
        content = index_of(PublicState(page, services, (), told=told), now)
        print(f"| {number} | {len(content):,} | {len(gzip.compress(content, 6)):,} |", flush=True)
    print()


def index_of(state, now) -> bytes:
    from clarion.statuspage import pages
    from clarion.statuspage.instants import Moment

    still = pages.render_still(state, pages.render_recent(state), at=now)
    return pages.render_index(state, Moment(now, None), still=still)


def made_up(number: int, now):
    """Services in groups of eight, each with trouble on eight days of its own."""
    from clarion.accounts.public_id import new_public_id
    from clarion.incidents.states import ServiceStatus
    from clarion.statuspage.public_state import PublicService
    from clarion.statuspage.service_history import Spell, Told

    services, told = [], {}
    for index in range(number):
        service = PublicService(
            new_public_id(), f"Service number {index}", f"Group {index // 8}", "", index, ServiceStatus.OPERATIONAL, now, now
        )  # fmt: skip
        days = [(7 * index + 11 * each) % 89 for each in range(8)]
        spells = [
            Spell(
                now - timedelta(days=day, hours=2),
                now - timedelta(days=day),
                list(ServiceStatus)[1 + day % 4],
            )
            for day in days
        ]
        services.append(service)
        told[service.id] = Told(now - timedelta(days=400), tuple(spells))
    return tuple(services), told


def measure(work) -> tuple[float, float]:
    """Seconds of CPU, seconds passed."""
    started, begun = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - begun, time.perf_counter() - started


if __name__ == "__main__":
    main()

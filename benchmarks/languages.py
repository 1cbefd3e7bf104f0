"""What a publication costs with one language and with five.

    python benchmarks/languages.py [--rounds 30] [--history 2000]

A page as it is on a bad day: 20 services, 3 open incidents with 5 updates each, planned work, and a history of which two
weeks are shown. Prints a Markdown table of milliseconds, medians of rounds: to render the documents that every publication
writes, to write the files after one publication (page, feeds, API, the incident's page and its month in every language), and
to write everything. CPU is this process's own; the wall clock also waits for the disk and for others. Everything happens in a temporary folder with a SQLite database of its own.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
LANGUAGES = (["en"], ["en", "de"], ["en", "de", "fr", "es", "ja"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what languages cost.")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--history", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder:
        start_clarion(folder)
        incident = a_bad_day(arguments.history)
        print(
            "| languages | render the hot documents, CPU | after one publication, CPU | wall | everything, CPU |"
        )
        print("|---|---|---|---|---|")
        for languages in LANGUAGES:
            speak(languages)
            whole, _ = write_everything()
            rendered = [render_hot()[0] for _ in range(arguments.rounds)]
            written = [write_one(incident) for _ in range(arguments.rounds)]
            cpu, wall = zip(*written, strict=True)
            print(
                f"| {len(languages)} | {median(rendered):.0f} | {median(cpu):.0f} | {median(wall):.0f} | {1000 * whole:,.0f} |",
                flush=True,
            )


def start_clarion(data: str) -> None:
    os.environ |= {"CLARION_DATA": data, "DJANGO_SETTINGS_MODULE": "clarion.settings"}
    sys.path.insert(0, str(CHECKOUT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def a_bad_day(history: int):
    """The incident that is spoken of again and again."""
    from django.utils import timezone
    from tests.factories.incidents import a_history, an_incident, say

    from clarion.accounts.people import Person
    from clarion.incidents.services import add_service
    from clarion.incidents.states import ServiceStatus

    now = timezone.now()
    lead = Person.objects.create_user("lead@example.com", name="Lead", role="communications_lead")
    services = [add_service(f"Service {number}", group=f"Group {number % 4}") for number in range(20)]
    a_history(history, service=services[0], at=now - timedelta(hours=3), spacing=timedelta(hours=12))
    for number in range(4):
        planned = number == 3
        incident = an_incident(
            f"Problem {number}", services={services[number]: ServiceStatus.PARTIAL_OUTAGE}, planned=planned,
            by=lead, at=now,
        )  # fmt: skip
        for update in range(1 if planned else 5):
            say(
                incident,
                f"Word {update}: some requests fail. " * 5,
                promise=timedelta(minutes=30 + number),
                by=lead,
                at=now,
            )
    return incident


def speak(languages: list[str]) -> None:
    from clarion.accounts.workspace import Workspace

    workspace = Workspace.current()
    workspace.default_language, *workspace.further_languages = languages
    workspace.save()


def render_hot() -> tuple[float, float]:
    from django.utils import timezone

    from clarion.statuspage import visible
    from clarion.statuspage.documents import hot_documents
    from clarion.statuspage.reading import Reading

    at = timezone.now()
    state = Reading().everything(visible.all_open(), [], updated_at=at, at=at)
    return timed(lambda: hot_documents(state, {"2026-03": 3}, at=at))


def write_everything() -> tuple[float, float]:
    from django.utils import timezone

    from clarion.statuspage.publishing import freeze, write_page

    freeze(None, at=timezone.now())
    return timed(lambda: write_page(at=timezone.now()))


def write_one(incident) -> tuple[float, float]:
    """The files alone, as they are written after the commit of one more update."""
    from django.db import transaction
    from django.utils import timezone

    from clarion.statuspage.publishing import freeze, write_page

    with transaction.atomic():
        freeze(incident.updates.first(), at=timezone.now())
    return timed(lambda: write_page(at=timezone.now()))


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of this process's CPU, and on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall


def median(seconds: Sequence[float]) -> float:
    return 1000 * statistics.median(seconds)


if __name__ == "__main__":
    main()

"""How fast the console answers when there is a lot in it.

    python benchmarks/console_room.py [--seconds 30] [--rate 20] [--data FOLDER] [--small]

10,000 incidents (20 open, each with promises to and drafts for six audiences), 500,000 timeline entries (5,000
in one room), 100,000 updates; then the server as `clarion up` starts it, asked at a fixed rate, page by page. A
request's time counts from the moment at which the schedule wanted it, so that waiting in a queue counts too.

Prints a Markdown table: median, 95th percentile and maximum in milliseconds, how many queries each page takes, and its CPU time, asked alone.
The last lines are the floor: the page for signing in, and a file, from the same server. Asker and server share
the machine. CLARION_DATABASE_URL names an empty PostgreSQL database; left out, it is SQLite in a temporary folder.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
HANDS = 40
WARM_UP = 20


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder:
        start_django(arguments.data or Path(folder))
        from django.db import connection

        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {connection.vendor}; load {load()}")
        places = installation(arguments.data or Path(folder), small=arguments.small)
        cookie = sign_in(places.reader)
        addresses = pages(places)
        counted = {name: queries_of(path, cookie) for name, path in addresses.items()}
        costs = {name: (len(counted[name]), work_of(path, cookie)) for name, path in addresses.items()}
        connection.close()
        measure(addresses, costs, cookie, arguments)
        print(f"\nLoad of the machine at the end: {load()}")
        tell_slowest(counted)


def installation(folder: Path, *, small: bool):
    """Built once; where to measure in it is kept beside it."""
    from benchmarks.console_data import Places, Size, build
    from django.db import connection
    from django.utils import timezone

    note = folder / "places.json"
    if note.exists():
        return Places(**json.loads(note.read_text()))
    size, started = Size(200, 4_000, 2_000, 5, 500) if small else Size(), time.perf_counter()
    places = build(size, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which either database does by itself after a while
    note.write_text(json.dumps(asdict(places)))
    print(f"{size}, built in {time.perf_counter() - started:.0f} s\n")
    return places


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the console with a lot in it.")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--rate", type=int, default=20, help="requests a second")
    parser.add_argument("--small", action="store_true", help="a small installation, to try this script")
    parser.add_argument("--data", type=Path, help="a folder that keeps the installation for the next time")
    return parser.parse_args()


def start_django(data: Path) -> None:
    os.environ |= {"CLARION_DATA": str(data), "DJANGO_SETTINGS_MODULE": "clarion.settings"}
    sys.path.insert(0, str(CHECKOUT))
    from clarion.configuration import keep_secret_key

    data.mkdir(exist_ok=True)
    keep_secret_key(data)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def pages(places) -> dict[str, str]:
    return {
        "room": f"/incidents/INC-{places.room}/",
        "room, live part": f"/incidents/INC-{places.room}/live/",
        "room, longest timeline": f"/incidents/INC-{places.longest_room}/",
        "now": "/",
        "now, live part": "/owed/",
        "list": "/incidents/",
        "list, by words": "/incidents/?q=certificate",
        "list, by rare words": "/incidents/?q=nowhere",
        "list, page 100": "/incidents/?page=100",
        "composer": f"/drafts/{places.draft}/",
        "sign-in (floor)": "/sign-in/",
        "style sheet (floor)": "/static/web/console.css",
    }


def sign_in(person: int) -> str:
    from django.conf import settings
    from django.test import Client

    from clarion.accounts.people import Person

    client = Client()
    client.force_login(Person.objects.get(pk=person))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def queries_of(path: str, cookie: str) -> list[dict[str, str]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": cookie, "host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return list(queries.captured_queries)


def work_of(path: str, cookie: str) -> float:
    """Milliseconds of CPU of this process for one request: what other load on the machine does not change."""
    from django.test import Client

    client, used = Client(headers={"cookie": cookie, "host": "127.0.0.1"}), []
    for _ in range(11):
        started = time.process_time()
        b"".join(client.get(path))
        used.append(1000 * (time.process_time() - started))
    return statistics.median(used)


def measure(addresses, costs, cookie: str, arguments) -> None:
    print(
        f"{arguments.rate} requests/s for {arguments.seconds} s each; milliseconds from the scheduled moment\n"
    )
    print("| page | queries | CPU | median | p95 | max |\n|---|---|---|---|---|---|")
    with console() as (port, process):
        asker = Asker(port, cookie)
        for path in addresses.values():
            for _ in range(WARM_UP // 4):
                asker.ask(path)
        before = memory_of(process)
        for name, path in addresses.items():
            times = sorted(on_schedule(asker, path, arguments.rate, arguments.seconds))
            p95 = times[int(len(times) * 0.95)]
            median = statistics.median(times)
            queries, cpu = costs[name]
            print(
                f"| {name} | {queries} | {cpu:.0f} | {median:.0f} | {p95:.0f} | {times[-1]:.0f} |", flush=True
            )
        print(
            f"\nMemory of the server: {before:.0f} MB before, {memory_of(process):.0f} MB after all requests."
        )


class Asker:
    """Asks from many threads, each with a connection of its own."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie, self.mine = port, cookie, threading.local()

    def ask(self, path: str) -> None:
        if not hasattr(self.mine, "connection"):
            self.mine.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {} if path.startswith(("/sign-in/", "/static/")) else {"Cookie": self.cookie}
        self.mine.connection.request("GET", path, headers=headers)
        answer = self.mine.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}.")


def on_schedule(asker: Asker, path: str, rate: int, seconds: int) -> list[float]:
    """Milliseconds of each request from the moment it was due, whether or not the server kept up."""

    def ask(due: float) -> float:
        asker.ask(path)
        return 1000 * (time.perf_counter() - due)

    with ThreadPoolExecutor(HANDS) as hands:
        start, asked = time.perf_counter() + 0.1, []
        for number in range(rate * seconds):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(hands.submit(ask, due))
        return [each.result() for each in asked]


@contextmanager
def console() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The console's process with the very options of `clarion up`."""
    from benchmarks.public_page import free_port, wait_for

    from clarion.cli.up import _parts

    port = free_port()
    part = next(part for part in _parts("127.0.0.1", port, port + 1) if part.name == "console")
    part.start()
    try:
        wait_for(port, part.process)
        yield port, part.process
    finally:
        part.stop()
        part.clear(10)


def memory_of(process: subprocess.Popen[bytes]) -> float:
    """MB of memory that belong to the processes of its group (proportional set size, so that shared pages count once)."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True).stdout
    pids = [pid for pid, group in map(str.split, listed.splitlines()) if int(group) == process.pid]
    rolled = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    return sum(int(text.partition("Pss:")[2].split()[0]) for text in rolled) / 1024


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def tell_slowest(counted: dict[str, list[dict[str, str]]]) -> None:
    """What to look at when a page is slow: its three slowest queries, as one in-process request found them."""
    print("\nSlowest queries of each page (one request, milliseconds):\n")
    for name, queries in counted.items():
        for query in sorted(queries, key=lambda each: -float(each["time"]))[:3]:
            if float(query["time"]) >= 0.005:
                print(f"{name}: {1000 * float(query['time']):.0f}  {query['sql'][:600]}")


if __name__ == "__main__":
    main()

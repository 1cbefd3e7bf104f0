"""How fast the public page is served, shown and built.

    python benchmarks/public_page.py [--rounds 7] [--seconds 3] [--publications 200] [--histories 10 100000]

Needs `wrk` and `nginx` on PATH (Debian: apt-get install wrk nginx-light). For each length of the history it prints:

1. Requests per second of the page `/` from Clarion's listener and from nginx, the same bytes and headers, with
   one and with two workers, in alternating rounds on one machine; medians, and the ratio. wrk shares the cores.
2. How long the files take after one publication, and how long when all of them are written.

And with the longest history, from a publication to the bytes that a reader gets: from the call of the publishing flow,
and from its commit, until a running listener answers with the new words somebody who reads all the time. 100,000 incidents take some minutes to write.

Everything happens in a temporary folder with a SQLite database of its own.
"""

import argparse
import contextlib
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
HISTORIES = (10, 100_000)
#: One incident in twelve hours: so that each history is as dense, and differs from the others in length alone.
SPACING = timedelta(hours=12)
UPDATES_PER_INCIDENT = 10
#: Seconds between two requests of the reader that waits for new words.
READS_EVERY = 0.003

NGINX = """
daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; }} charset utf-8; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; etag on;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  open_file_cache max=100 inactive=60s;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; index index.html; {headers} }}
}}
"""


def main() -> None:
    arguments = parse()
    if arguments.reader:
        read_on(arguments.reader)
        return
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder:
        data = Path(folder)
        start_clarion(data)
        from clarion.accounts.people import Person
        from clarion.incidents.services import add_service

        lead = Person.objects.create_user("lead@example.com", name="Lead", role="communications_lead")
        service = add_service("Checkout")
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {nginx_version()}\n")
        incident = publish_first(lead, service)
        written, served, built = 0, [], []
        for number in arguments.histories:
            add_history(number, written, service)
            written = number
            whole = write_everything()
            one = statistics.median(write_one(incident) for _ in range(20))
            built.append(f"| {number:,} | {1000 * one:.0f} | {1000 * whole:,.0f} |")
            served += serving(data, number, arguments.rounds, arguments.seconds)
        say_served(arguments.rounds, served)
        say_built(built)
        showing(data, lead, arguments.publications)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the public page.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--publications", type=int, default=200)
    parser.add_argument("--histories", type=int, nargs="+", default=HISTORIES)
    parser.add_argument("--reader", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def start_clarion(data: Path) -> None:
    os.environ |= {"CLARION_DATA": str(data), "DJANGO_SETTINGS_MODULE": "clarion.settings"}
    sys.path.insert(0, str(CHECKOUT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def publish_first(lead, service):
    """An open incident with two updates."""
    from django.utils import timezone
    from tests.factories.incidents import an_incident, say

    from clarion.incidents.states import ServiceStatus, State

    now = timezone.now()
    incident = an_incident(services={service: ServiceStatus.PARTIAL_OUTAGE}, by=lead, at=now)
    say(incident, "We are investigating why card payments fail for a quarter of customers.", by=lead, at=now)
    say(incident, "We have found the cause: an expired certificate.", state=State.IDENTIFIED, by=lead, at=now)
    return incident


def add_history(number: int, written: int, service) -> None:
    from django.utils import timezone
    from tests.factories.incidents import a_history

    a_history(number - written, service=service, at=timezone.now() - written * SPACING, spacing=SPACING)


def serving(data: Path, number: int, rounds: int, seconds: int) -> list[tuple[int, int, int, float, float]]:
    """Incidents of history, workers, bytes of the page, and requests per second of Clarion and of nginx."""
    reply, body = page_and_headers(data)
    rows = []
    for workers in (1, 2):
        folder = data / f"nginx-{number}-{workers}"
        with listener(data, workers) as clarion, nginx(folder, workers, reply, body) as peer:
            measured = {clarion: [], peer: []}
            for port in measured:
                requests_per_second(port, 1)
            for turn in range(rounds):
                for port in (clarion, peer) if turn % 2 else (peer, clarion):
                    measured[port].append(requests_per_second(port, seconds))
            ours, theirs = (statistics.median(measured[port]) for port in (clarion, peer))
            rows.append((number, workers, len(body), ours, theirs))
    return rows


def say_served(rounds: int, rows: list[tuple[int, int, int, float, float]]) -> None:
    print(f"Requests per second of `/`, 64 connections, median of {rounds} rounds:\n")
    print("| incidents of history | bytes | workers | Clarion | nginx | ratio |\n|---|---|---|---|---|---|")
    for number, workers, size, ours, theirs in rows:
        print(f"| {number:,} | {size:,} | {workers} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} |")
    print(flush=True)


def say_built(rows: list[str]) -> None:
    print("Milliseconds to write the files, median of 20 publications:\n")
    print("| incidents of history | after one publication | everything |\n|---|---|---|")
    print("\n".join(rows), end="\n\n", flush=True)


def page_and_headers(data: Path) -> tuple[list[tuple[str, str]], bytes]:
    with listener(data, 1) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/")
        reply = connection.getresponse()
        own = {"content-length", "date", "server", "etag", "content-type"}
        return [pair for pair in reply.getheaders() if pair[0].lower() not in own], reply.read()


def requests_per_second(port: int, seconds: int) -> float:
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", f"http://127.0.0.1:{port}/"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"The server answered with errors:\n{output}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if found is None:
        raise SystemExit(f"wrk did not report a rate:\n{output}")
    return float(found[1])


def showing(data: Path, lead, publications: int) -> None:
    from django.utils import timezone
    from tests.factories.incidents import an_incident

    measured: list[tuple[float, float]] = []
    with listener(data, 1) as port, reader(port) as somebody:
        while len(measured) < publications:
            incident = an_incident(f"Problem {len(measured)}", by=lead, at=timezone.now())
            numbers = range(UPDATES_PER_INCIDENT)
            measured.extend(publish_and_see(somebody, incident, lead, number) for number in numbers)
            say_over(incident, lead)
    print(
        f"From a publication to the bytes of `/` at the listener, milliseconds, {len(measured)} publications:\n"
    )
    print("| from | median | p99 |\n|---|---|---|")
    for name, values in zip(("the call of the flow", "the commit"), zip(*measured, strict=True), strict=True):
        print(f"| {name} | {1000 * statistics.median(values):.0f} | {1000 * p99(values):.0f} |")
    print()


class Reader:
    """Somebody in a process of their own who reads `/` again and again: what they see, they see while the flow still runs."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def looks_for(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def saw_them_at(self) -> float:
        """By `time.monotonic`, which all processes of a machine share."""
        assert self.process.stdout is not None
        return float(self.process.stdout.readline())


@contextlib.contextmanager
def reader(port: int) -> Iterator[Reader]:
    command = [sys.executable, __file__, "--reader", str(port)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Reader(process)
    finally:
        process.terminate()
        process.wait()


def read_on(port: int) -> None:
    """The process of a `Reader`: words come in by line, and the moment when they stood on the page goes out."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for line in sys.stdin:
        words = line.strip().encode()
        while True:
            connection.request("GET", "/")
            if words in connection.getresponse().read():
                break
            time.sleep(READS_EVERY)
        print(time.monotonic(), flush=True)


def publish_and_see(by: Reader, incident, lead, number: int) -> tuple[float, float]:
    """Seconds from the call, and from the commit, until the reader gets the new words."""
    from django.db import transaction
    from django.utils import timezone

    from clarion.flows.publish import publish

    words = f"Update number {number} of {incident.title}."
    draft = approved_draft(incident, words, lead)
    committed: list[float] = []
    by.looks_for(words)
    called = time.monotonic()
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.monotonic()))
        publish(draft, by=lead, at=timezone.now())
    seen = by.saw_them_at()
    return seen - called, seen - committed[0]


def approved_draft(incident, words: str, lead):
    from django.utils import timezone

    from clarion.flows.approve import approve
    from clarion.updates.editing import edit_draft
    from clarion.updates.suggested_text import start_draft

    now = timezone.now()
    incident.refresh_from_db()
    draft = start_draft(incident, "public", by=lead, at=now)
    edit_draft(
        draft, {"text": words, "next_update_at": now + timedelta(hours=1)}, seen_version=None, by=lead, at=now
    )
    approve(draft, seen_version=draft.version, by=lead, at=now, override_reason="a benchmark")
    return draft


def say_over(incident, lead) -> None:
    from django.utils import timezone
    from tests.factories.incidents import say

    from clarion.incidents.states import State

    say(incident, "It is over.", state=State.RESOLVED, by=lead, at=timezone.now())


def write_everything() -> float:
    from django.utils import timezone

    from clarion.statuspage.publishing import freeze, write_page

    freeze(None, at=timezone.now())
    started = time.perf_counter()
    write_page(at=timezone.now())
    return time.perf_counter() - started


def write_one(incident) -> float:
    """The files alone, as they are written after the commit of one more update."""
    from django.db import transaction
    from django.utils import timezone

    from clarion.statuspage.publishing import freeze, write_page

    with transaction.atomic():
        # The update is there; the same snapshot again makes the page owe one version, and nothing else.
        freeze(incident.updates.first(), at=timezone.now())
    started = time.perf_counter()
    if write_page(at=timezone.now()) != 1:
        raise SystemExit("Nothing was written.")
    return time.perf_counter() - started


@contextlib.contextmanager
def listener(data: Path, workers: int) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "clarion.cli.main",
        "public",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    with running(command, port, {"CLARION_DATA": str(data)}):
        yield port


@contextlib.contextmanager
def nginx(folder: Path, workers: int, headers: list[tuple[str, str]], body: bytes) -> Iterator[int]:
    port = free_port()
    (folder / "www").mkdir(parents=True)
    (folder / "www" / "index.html").write_bytes(body)
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    lines = " ".join(f'add_header {name} "{value}";' for name, value in headers)
    configuration = NGINX.format(workers=workers, folder=folder, port=port, headers=lines)
    (folder / "nginx.conf").write_text(configuration)
    with running([shutil.which("nginx") or "nginx", "-c", str(folder / "nginx.conf")], port, {}):
        yield port


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("A server ended by itself; its message is above.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise SystemExit("A server did not start within ten seconds.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx_version() -> str:
    return (
        subprocess.run(["nginx", "-v"], check=True, capture_output=True, text=True)
        .stderr.partition(": ")[2]
        .strip()
    )


def p99(values: tuple[float, ...]) -> float:
    return statistics.quantiles(values, n=100)[98]


if __name__ == "__main__":
    main()

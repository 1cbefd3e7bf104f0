"""How fast subscribers are told, with how much memory, and what is lost or doubled when workers are killed.

    python benchmarks/deliveries.py [rates] [memory] [kills] [visible] [--mails 20000] [--rounds 5] [--subscribers 200000] [--kills 50]

Needs `smtp-sink` and `smtp-source` (Debian: postfix) and PostgreSQL: CLARION_DATABASE_URL names a server on which a database of its own is
made and removed. `visible` also runs on SQLite, which needs neither. Without names all four run. Each prints a Markdown table:

rates    mails a second into smtp-sink with the ledger on PostgreSQL, beside smtp-source with as many connections and as large mails
memory   from one publication to the last of all deliveries: steps, time, resident memory of the worker over time
kills    workers that are killed with SIGKILL again and again: mails at the receiver, each counted by its Message-ID
visible  from a publication to the bytes of the page at the public listener, while deliveries wait and are sent
"""

import argparse
import asyncio
import contextlib
import os
import random
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Self

CHECKOUT = Path(__file__).parents[1]
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "benchmarks")]
CONNECTIONS = 10
PARTS = ("rates", "memory", "kills", "visible")


def main() -> None:
    arguments = parse()
    if arguments.worker:
        work(arguments.worker)
        return
    with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder, database() as address:
        start_clarion(Path(folder), address)
        from django.db import connection

        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {connection.vendor}\n", flush=True)
        for part in arguments.parts or PARTS:
            {"rates": rates, "memory": memory, "kills": kills, "visible": visible}[part](
                arguments, Path(folder)
            )


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--subscribers", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--kill-mails", type=int, default=100_000)
    parser.add_argument("--publications", type=int, default=100)
    parser.add_argument("--worker", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The address of a new database on the server, or an empty string for SQLite."""
    server = os.environ.get("CLARION_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"clarion_deliveries_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")


def start_clarion(data: Path, address: str) -> None:
    os.environ |= {
        "CLARION_DATA": str(data),
        "CLARION_DATABASE_URL": address,
        "CLARION_SECRET_KEY": "benchmark",
        "CLARION_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
        "CLARION_MAIL_CONNECTIONS": str(CONNECTIONS),
        "DJANGO_SETTINGS_MODULE": "clarion.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def smtp_port() -> int:
    return int(os.environ["CLARION_SMTP_URL"].rpartition(":")[2])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# What is there before


def subscribe(number: int) -> None:
    """So many active subscribers by mail, beside those that are there."""
    from datetime import timedelta

    from django.utils import timezone

    from clarion.subscribers.subscriber import Subscriber, address_key

    yesterday, there = timezone.now() - timedelta(days=1), Subscriber.objects.count()
    for begin in range(there, number, 5000):
        addresses = [f"reader{each}@example.com" for each in range(begin, min(begin + 5000, number))]
        Subscriber.objects.bulk_create(
            Subscriber(
                address=each,
                address_key=address_key("mail", each),
                asked_at=yesterday,
                confirmed_at=yesterday,
            )
            for each in addresses
        )


def an_update():
    from django.utils import timezone
    from tests.factories.incidents import an_incident
    from tests.factories.subscribers import an_update as bare_update

    from clarion.accounts.people import Person
    from clarion.subscribers.deliveries import write_distribution

    lead, _ = Person.objects.get_or_create(
        email="lead@example.com", defaults={"name": "Lead", "role": "communications_lead"}
    )
    now = timezone.now()
    text = (
        "Card payments fail for about a quarter of customers in Europe since 09:31 UTC. Other ways to pay work.\n\n"
        "We have found the cause and are replacing an expired certificate. Next update by 10:40 UTC.\n"
    )
    update = bare_update(an_incident("Card payments fail", by=lead, at=now), at=now, text=text)
    write_distribution(update, at=now)
    return update


def expand() -> float:
    from django.utils import timezone

    from clarion.subscribers.distributing import write_all

    began = time.perf_counter()
    for _ in write_all(at=timezone.now()):
        pass
    return time.perf_counter() - began


def clear() -> None:
    """Only the rows of the last round; what PostgreSQL keeps of them is cleared too, so that rounds are alike."""
    from django.db import connection

    from clarion.subscribers.deliveries import Distribution
    from clarion.subscribers.tallies import Tally

    Distribution.objects.all().delete()
    Tally.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("delete from subscribers_delivery")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


# Processes


def work(how: str) -> None:
    """In a process of its own: say that it is ready, wait for a line, send until nothing is due, say how many."""
    from datetime import timedelta

    import django

    django.setup()
    from django.utils import timezone

    from clarion.cli.up import give_way
    from clarion.subscribers import delivering
    from clarion.subscribers.channels.mail import deliver
    from clarion.subscribers.delivering import deliver_batch
    from clarion.subscribers.distributing import write_step

    # What a killed worker held comes back after this time: three minutes, and less here, so that the run ends.
    delivering.TAKEN_FOR = timedelta(seconds=20)
    delivering.PATIENCE = deliver.PATIENCE = 7.0
    give_way()
    print("ready", flush=True)
    sys.stdin.readline()
    sent, cpu = 0, time.process_time()
    if how == "send":
        while taken := deliver_batch("mail"):
            sent += taken
    while how == "forever":
        if write_step(at=timezone.now()) is None and not deliver_batch("mail"):
            time.sleep(0.05)
    print(sent, time.process_time() - cpu, flush=True)


def worker(how: str) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, __file__, "--worker", how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@contextlib.contextmanager
def sink() -> Iterator[None]:
    """smtp-sink takes mails and throws them away."""
    port = smtp_port()
    user = [] if os.getuid() else ["-u", "postfix"]
    process = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{port}", "1000"])
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise SystemExit("A server did not start within ten seconds.")


# rates


def rates(arguments, folder: Path) -> None:
    subscribe(arguments.mails)
    size = size_of_a_mail()
    print(
        f"Mails a second, {arguments.mails:,} mails of {size:,} bytes, {CONNECTIONS} connections a worker;"
        f" median of {arguments.rounds} rounds, alternating. smtp-source: as many connections, kept open, or a new one a"
        " mail, as it does by default. CPU: microseconds a mail, of the workers and of smtp-source alone.\n"
    )
    print(
        "| workers | Clarion | smtp-source, kept open | smtp-source, default | ratio | ratio to the default"
        " | CPU of Clarion | CPU of smtp-source |\n|---|---|---|---|---|---|---|---|"
    )
    with sink():
        for workers in (1, 2, 4):
            ours, kept, default = [], [], []
            for _ in range(arguments.rounds):
                kept.append(source_rate(arguments.mails, size, workers * CONNECTIONS, "-d"))
                ours.append(our_rate(arguments.mails, workers))
                default.append(source_rate(arguments.mails, size, workers * CONNECTIONS))
            (clarion, cpu), (source, least), (usual, _) = (
                map(statistics.median, zip(*measured, strict=True)) for measured in (ours, kept, default)
            )
            print(
                f"| {workers} | {clarion:,.0f} | {source:,.0f} | {usual:,.0f} | {clarion / source:.2f}"
                f" | {clarion / usual:.2f} | {cpu:.0f} | {least:.0f} |",
                flush=True,
            )
    clear()
    print()


def size_of_a_mail() -> int:
    from django.utils import timezone

    from clarion.subscribers.channels.mail.update_mail import render
    from clarion.subscribers.parcels import Parcel

    update = an_update()
    parcel = Parcel(1, "0" * 36, "1" * 12, "reader1@example.com", "en", "", "", 1, update)
    return len(render(update, "en", at=timezone.now()).to(parcel).content)


def source_rate(mails: int, size: int, connections: int, *options: str) -> tuple[float, float]:
    """Mails a second of smtp-source, and its CPU in microseconds a mail. `-d`: connections stay open, as ours do."""
    command = ["smtp-source", *options, "-s", str(connections), "-m", str(mails), "-l", str(size)]
    before, began = cpu_of_children(), time.perf_counter()
    subprocess.run([*command, f"127.0.0.1:{smtp_port()}"], check=True, capture_output=True)
    took = time.perf_counter() - began
    return mails / took, 1e6 * (cpu_of_children() - before) / mails


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def our_rate(mails: int, workers: int) -> tuple[float, float]:
    clear()
    an_update()
    expand()
    processes = [worker("send") for _ in range(workers)]
    began = time.perf_counter()
    for process in processes:
        go(process)
    answers = [process.communicate()[0].split() for process in processes]
    took = time.perf_counter() - began
    must_be_sent(mails)
    return mails / took, 1e6 * sum(float(cpu) for _, cpu in answers) / mails


def must_be_sent(number: int) -> None:
    from clarion.subscribers.deliveries import Delivery, DeliveryState
    from clarion.subscribers.tallies import Tally, summed

    sent = Delivery.objects.filter(state=DeliveryState.SENT).count()
    tally = summed(Tally.objects.all())
    if not sent == tally.sent == tally.written == number:
        raise SystemExit(f"{sent:,} rows and {tally} instead of {number:,} sent.")


# memory


def memory(arguments, folder: Path) -> None:
    number = arguments.subscribers
    subscribe(number)
    clear()
    an_update()
    with sink():
        process = worker("forever")
        began, marks, shown = time.perf_counter(), [], 0.0
        go(process)
        while (sent := sent_so_far()) < number:
            share = sent / number
            if share >= shown:
                marks.append((share, time.perf_counter() - began, resident(process.pid)))
                shown += 0.1
            time.sleep(0.2)
        marks.append((1.0, time.perf_counter() - began, resident(process.pid)))
        process.kill()
        process.wait()
    must_be_sent(number)
    print(f"One worker, {number:,} subscribers, from the publication to the last delivery written down:\n")
    print("| sent | after s | resident memory of the worker, MB |\n|---|---|---|")
    for share, took, megabytes in marks:
        print(f"| {share:.0%} | {took:,.0f} | {megabytes:.0f} |")
    print(f"\n{number / marks[-1][1]:,.0f} a second, writing the list and sending together.\n", flush=True)
    clear()


def sent_so_far() -> int:
    from clarion.subscribers.tallies import Tally, summed

    return summed(Tally.objects.all()).sent


def resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


# kills


class Receiver:
    """A mail server that remembers the Message-ID of every mail that it took, in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.port, self.taken = port, Counter[bytes]()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        wait_for(self.port)
        return self

    def __exit__(self, *error: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", self.port, limit=2**20))
        self.loop.run_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            writer.write(b"220 receiver\r\n")
            while line := await reader.readline():
                command = line[:4].upper()
                if command == b"EHLO":
                    writer.write(b"250-receiver\r\n250 PIPELINING\r\n")
                elif command == b"DATA":
                    writer.write(b"354 go on\r\n")
                    content = await reader.readuntil(b"\r\n.\r\n")
                    found = re.search(rb"^Message-ID: (\S+)", content, re.MULTILINE)
                    self.taken[found[1] if found else b""] += 1
                    writer.write(b"250 taken\r\n")
                else:
                    writer.write(b"250 fine\r\n")
        writer.close()


def kills(arguments, folder: Path) -> None:
    number, chance = arguments.kill_mails, random.Random(5)
    subscribe(number)
    clear()
    from clarion.subscribers.subscriber import Subscriber

    keep = list(Subscriber.objects.order_by("pk").values_list("pk", flat=True)[number : number + 1])
    if keep:
        Subscriber.objects.filter(pk__gte=keep[0]).delete()
    an_update()
    began, killed, at_kill = time.perf_counter(), 0, []
    with Receiver(smtp_port()) as receiver:
        processes = [worker("forever") for _ in range(2)]
        for process in processes:
            go(process)
        while sent_so_far() < number:
            # Spread over the run: the next kill comes when its share of the mails is there.
            if (
                killed < arguments.kills
                and sum(receiver.taken.values()) >= (killed + 0.5) * 0.85 * number / arguments.kills
            ):
                time.sleep(chance.uniform(0, 0.05))
                victim = chance.randrange(len(processes))
                processes[victim].send_signal(signal.SIGKILL)
                processes[victim].wait()
                killed += 1
                at_kill.append(sum(receiver.taken.values()))
                processes[victim] = worker("forever")
                go(processes[victim])
            time.sleep(0.01)
        for process in processes:
            process.kill()
            process.wait()
        must_be_sent(number)
        taken = receiver.taken
    total, distinct = sum(taken.values()), len(taken)
    print(
        f"{number:,} deliveries, two workers, {killed} kills (SIGKILL), {time.perf_counter() - began:,.0f} s:\n"
    )
    print(
        "| mails received | distinct | lost | doubled | doubled per kill | most often received |\n|---|---|---|---|---|---|"
    )
    doubled = total - distinct
    print(
        f"| {total:,} | {distinct:,} | {number - distinct:,} | {doubled:,} | {doubled / max(1, killed):.1f}"
        f" | {max(taken.values())} times |\n",
        flush=True,
    )
    clear()


# visible


def visible(arguments, folder: Path) -> None:
    import public_page
    from clarion.accounts.people import Person
    from clarion.incidents.services import add_service

    subscribe(arguments.subscribers)
    lead, _ = Person.objects.get_or_create(
        email="lead@example.com", defaults={"name": "Lead", "role": "communications_lead"}
    )
    if not lead.check_password("x"):
        lead.set_password("x")
        lead.save()
    public_page.publish_first(lead, add_service("Checkout"))
    print(
        f"From the call of publishing to the bytes of `/` at the listener, milliseconds, {arguments.subscribers:,} subscribers,"
        f" {arguments.publications} publications:\n"
    )
    print("| meanwhile | median | p99 | longest |\n|---|---|---|---|")
    with sink():
        for name, workers in (("nothing is sent", 0), ("one worker writes and sends deliveries", 1)):
            clear()
            processes = [worker("forever") for _ in range(workers)]
            for process in processes:
                go(process)
            measured = publish_many(public_page, folder, lead, arguments.publications)
            for process in processes:
                process.kill()
                process.wait()
            print(
                f"| {name} | {1000 * statistics.median(measured):.0f} | {1000 * public_page.p99(measured):.0f}"
                f" | {1000 * max(measured):.0f} |",
                flush=True,
            )
    print()


def publish_many(public_page, folder: Path, lead, number: int) -> list[float]:
    from django.utils import timezone
    from tests.factories.incidents import an_incident

    measured: list[float] = []
    with public_page.listener(folder, 1) as port, public_page.reader(port) as somebody:
        while len(measured) < number:
            incident = an_incident(f"Problem {len(measured)}", by=lead, at=timezone.now())
            numbers = range(public_page.UPDATES_PER_INCIDENT)
            measured.extend(
                public_page.publish_and_see(somebody, incident, lead, each)[0] for each in numbers
            )
            public_page.say_over(incident, lead)
    return measured


if __name__ == "__main__":
    main()

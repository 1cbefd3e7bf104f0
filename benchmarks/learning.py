"""What the board of action items, search and suggestions cost with thousands of post-mortems.

    python benchmarks/learning.py [--sizes 500 5000] [--rounds 200]

On SQLite in a temporary folder, and in the same run on the server of CLARION_DATABASE_URL, where it is set, in a database
of its own that is removed afterwards. Ten action items for each post-mortem. Prints a Markdown table a database: median and
95th percentile in milliseconds, of the call alone and of the page as Django answers it.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "benchmarks")]
AIM = 200
#: The page of the board; it is measured where the console has it.
BOARD = "/action-items/"


def main() -> None:
    arguments = parse()
    if arguments.alone:
        measure(arguments)
        return
    for server in filter(None, ["sqlite", os.environ.get("CLARION_DATABASE_URL", "")]):
        with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder, database(server) as address:
            subprocess.run(
                [sys.executable, __file__, "--alone", "--rounds", str(arguments.rounds), "--sizes", *map(str, arguments.sizes)],
                check=True, env=environment(folder, address),
            )  # fmt: skip


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 5000], help="post-mortems, growing")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of a new database on the server; empty for SQLite."""
    if server == "sqlite":
        yield ""
        return
    import psycopg

    name = f"clarion_learning_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")


def environment(folder: str, address: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "CLARION_DATABASE_URL"}
    chosen = {"CLARION_DATABASE_URL": address} if address else {}
    return {**kept, **chosen, "CLARION_DATA": folder, "DJANGO_SETTINGS_MODULE": "clarion.settings"}


def measure(arguments: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from clarion.postmortems.postmortem import PostMortem
    from clarion.problems.search.keeping import refresh_all
    from clarion.problems.search.texts import IndexedText
    from learning_data import build

    call_command("migrate", verbosity=0)
    at, measured, texts = timezone.now(), {}, {}
    for size in arguments.sizes:
        build(size - PostMortem.objects.count(), at=at, seed=size)
        began = time.perf_counter()
        changed = refresh_all()
        print(
            f"{changed:,} texts indexed in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("analyze")  # as autovacuum does within a minute
        texts[size] = IndexedText.objects.count()
        measured[size] = {name: timed(work, arguments.rounds) for name, work in works(at).items()}
    print_table(connection.vendor, measured, texts)


def works(at) -> dict[str, Callable[[random.Random], object]]:
    """Name -> what is done once, with chance to choose what it is done for."""
    from django.test import Client

    from clarion.accounts.people import Person
    from clarion.incidents.incident import Incident
    from clarion.postmortems.action_items import ActionItem
    from clarion.postmortems.postmortem import PostMortem
    from clarion.problems.search.finding import find
    from clarion.problems.search.keeping import index
    from clarion.problems.similar import similar_to_incident
    from clarion.web.seen_before import known_before, seen_before

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Person.objects.first())
    incidents, postmortems = list(Incident.objects.all()), list(PostMortem.objects.all())

    def board(_: random.Random) -> object:
        """The rows of the board: what is open, what is due first, with owner and post-mortem, and how many are overdue."""
        items = ActionItem.objects.select_related("owner", "postmortem")
        return list(items.open().due_first()[:100]), items.overdue(today=at.date()).count()

    def board_of_owner(chance: random.Random) -> object:
        items = ActionItem.objects.select_related("owner", "postmortem")
        return list(items.open().filter(owner=chance.randint(1, 40)).due_first()[:100])

    found = {
        "board": board,
        "board of one owner": board_of_owner,
        "search, any words": lambda chance: find(query(chance, incidents)),
        "search, the commonest word": lambda _: find("certificate"),
        "search, a beginning": lambda chance: find(query(chance, incidents)[:5]),
        "search, words that no text has together": lambda chance: find(
            f"{query(chance, incidents)} certificate replica dns"
        ),
        "similar incidents": lambda chance: similar_to_incident(chance.choice(incidents)),
        "what the room has seen before": lambda chance: seen_before(chance.choice(incidents)),
        "what is known before a post-mortem": lambda chance: known_before(chance.choice(postmortems)),
        "bringing one incident's text up to date": lambda chance: index(
            Incident, [chance.choice(incidents).pk], anew=True
        ),
        "page of the search": lambda chance: answered(client, f"/search/?q={query(chance, incidents)}"),
        "page of problems": lambda _: answered(client, "/problems/"),
        "page of a post-mortem": lambda chance: answered(
            client, f"/postmortems/{chance.choice(postmortems).public_id}/"
        ),
    }
    if client.get(BOARD).status_code == 200:
        found["page of the board"] = lambda _: answered(client, BOARD)
    return found


def query(chance: random.Random, incidents: list) -> str:
    """One to three words of some incident."""
    incident = chance.choice(incidents)
    words = f"{incident.title} {incident.cause}".split()
    return " ".join(chance.sample(words, k=min(len(words), chance.randint(1, 3))))


def answered(client, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise SystemExit(f"{path} answered {status}.")


def timed(work: Callable[[random.Random], object], rounds: int) -> list[float]:
    """Milliseconds of each round; the first three, in which caches fill, do not count."""
    chance, taken = random.Random(7), []
    for _ in range(rounds + 3):
        began = time.perf_counter()
        work(chance)
        taken.append(1000 * (time.perf_counter() - began))
    return taken[3:]


def print_table(vendor: str, measured: dict[int, dict[str, list[float]]], texts: dict[int, int]) -> None:
    sizes = list(measured)
    print(
        f"\n{vendor}, {', '.join(f'{size:,} post-mortems ({texts[size]:,} texts)' for size in sizes)}; load {os.getloadavg()[0]:.1f}:\n"
    )
    print(
        "| "
        + " | ".join(["ms", *(f"{what}, {size:,}" for size in sizes for what in ("median", "p95"))])
        + " |"
    )
    print("|" + "---|" * (1 + 2 * len(sizes)))
    slow = 0
    for name in measured[sizes[-1]]:
        cells = [name]
        for size in sizes:
            taken = measured[size][name]
            p95 = statistics.quantiles(taken, n=20)[18]
            cells += [f"{statistics.median(taken):.1f}", f"{p95:.1f}"]
            slow += p95 > AIM
        print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\nAbove {AIM} ms: {slow}" if slow else f"\nEvery p95 is under {AIM} ms.")


if __name__ == "__main__":
    main()

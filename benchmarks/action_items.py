"""What 5,000 post-mortems with 50,000 action items cost: the board, its filters, the page of one, a sweep of reminders.

    python benchmarks/action_items.py            SQLite in a temporary folder; CLARION_DATABASE_URL takes PostgreSQL

The database is made anew, so give it none that you need.
"""

import os
import random
import tempfile
import time
from datetime import timedelta

os.environ["CLARION_DATA"] = tempfile.mkdtemp()
os.environ["DJANGO_SETTINGS_MODULE"] = "clarion.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from clarion.accounts.people import Person  # noqa: E402
from clarion.incidents.incident import Incident  # noqa: E402
from clarion.postmortems.action_items import ASKED_AFTER, WARNED_BEFORE, ActionItem  # noqa: E402
from clarion.postmortems.postmortem import PostMortem  # noqa: E402
from clarion.postmortems.reminder_clock import remind  # noqa: E402

POSTMORTEMS, ITEMS, PEOPLE, ROUNDS, DAY = 5_000, 50_000, 40, 40, timedelta(days=1)
PAGES = {
    "board, mine": "/action-items/",
    "board, everybody's": "/action-items/?owner=all",
    "board, words": "/action-items/?owner=all&q=ledger 42",
    "board, severity": "/action-items/?owner=all&severity=SEV1",
    "all that is overdue": "/action-items/?owner=all&show=overdue",
    "all that is done": "/action-items/?owner=all&show=done",
    "page of an item": "/action-items/AI-77/",
    "Now": "/",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    now = timezone.now()
    people = [
        Person.objects.create_user(f"p{number}@example.com", name=f"Person {number}", role="admin")
        for number in range(PEOPLE)
    ]
    _fill(people, now=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    console = Client(headers={"host": "localhost"})
    console.force_login(people[0])
    for name, path in PAGES.items():
        console.get(path)
        spent = sorted(_seconds(console, path) for _ in range(ROUNDS))
        print(
            f"{name:22} median {spent[ROUNDS // 2] * 1000:4.0f} ms   p95 {spent[int(ROUNDS * 0.95)] * 1000:4.0f} ms"
        )
    began = time.perf_counter()
    made = remind(at=now)
    print(f"first sweep: {made} reminders in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    remind(at=now)
    print(f"a sweep that finds nothing: {(time.perf_counter() - began) * 1000:.0f} ms")


def _seconds(console: Client, path: str) -> float:
    began = time.perf_counter()
    assert console.get(path).status_code == 200
    return time.perf_counter() - began


def _fill(people: list[Person], *, now) -> None:
    """Written in bulk, a third of the items open, due from two months ago to two months ahead."""
    chance = random.Random(7)
    incidents = Incident.objects.bulk_create(
        Incident(
            title=f"Incident {number}", severity=f"SEV{number % 4 + 1}", state="resolved",
            declared_at=now - number * timedelta(hours=3), resolved_at=now - number * timedelta(hours=2),
        )
        for number in range(POSTMORTEMS)
    )  # fmt: skip
    postmortems = PostMortem.objects.bulk_create(
        PostMortem(
            title=each.title, severity=each.severity, owner=people[number % PEOPLE], opened_at=each.declared_at,
            due_on=each.declared_at.date(), stage="draft" if number < 50 else "final",
        )
        for number, each in enumerate(incidents)
    )  # fmt: skip
    links = PostMortem.incidents.through
    links.objects.bulk_create(
        links(postmortem=postmortem, incident=incident)
        for postmortem, incident in zip(postmortems, incidents, strict=True)
    )
    ActionItem.objects.bulk_create(
        [_item(number, postmortems, people, chance, now=now) for number in range(ITEMS)], batch_size=2000
    )


def _item(number: int, postmortems, people, chance: random.Random, *, now) -> ActionItem:
    due = now.date() + chance.randint(-60, 60) * DAY
    item = ActionItem(
        postmortem=postmortems[number % POSTMORTEMS], owner=people[number % PEOPLE], due_on=due, added_at=now - 90 * DAY,
        text=f"Add limit {number} to the import of ledger {number % 97}", outcome="A test proves it",
        state=chance.choices(["open", "done", "dropped"], [3, 6, 1])[0], warn_on=due - WARNED_BEFORE,
    )  # fmt: skip
    if item.state != "open":
        item.closed_at = now - chance.randint(0, 200) * DAY
    if item.state == "done":
        item.check_on = (item.closed_at + ASKED_AFTER).date()
        item.worked = chance.choice(["yes", "yes", "yes", "partly", "no", ""])
    return item


if __name__ == "__main__":
    main()

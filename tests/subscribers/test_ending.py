"""Deliveries that are over: counted once, whoever ended them, and found by key however many wait."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery, DeliveryState, write_distribution
from clarion.subscribers.distributing import write_all
from clarion.subscribers.ending import end, note_sent
from clarion.subscribers.tallies import Tally
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update


@pytest.fixture
def update(ana):
    now = timezone.now()
    return an_update(an_incident("Card payments fail", by=ana, at=now), at=now)


def waiting(update, *, number: int) -> list[int]:
    """The keys of so many deliveries."""
    for name in range(number):
        a_subscriber(f"s{name}")
    write_distribution(update, at=update.published_at)
    for _ in write_all(at=update.published_at):
        pass
    return list(Delivery.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_was_over_before_stays_as_it_ended_and_is_not_counted_again(update):
    keys, now = waiting(update, number=4), timezone.now()
    end(update.pk, "mail", keys[:1], DeliveryState.NOT_NEEDED, at=now, failure="They left.")
    note_sent(update.pk, "mail", keys[:3], at=now)
    note_sent(update.pk, "mail", keys[:3], at=now)
    rows = list(Delivery.objects.values_list("state", "done_at", "failure"))
    assert rows == [
        ("not_needed", now, "They left."), ("sent", now, ""), ("sent", now, ""), ("waiting", None, ""),
    ]  # fmt: skip
    tally = Tally.objects.get()
    assert (tally.sent, tally.not_needed, tally.waiting) == (2, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_workers_that_write_down_at_once_count_each_delivery_once(update):
    keys, now, together = waiting(update, number=60), timezone.now(), Barrier(3)

    def write(mine: list[int]) -> None:
        together.wait()
        for begin in range(0, len(mine), 4):
            note_sent(update.pk, "mail", mine[begin : begin + 4], at=now)
        connection.close()

    # The second and the third have the same keys, as a worker has that was too slow and the one that took over.
    workers = [Thread(target=write, args=(mine,)) for mine in (keys[:30], keys[20:], keys[20:])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Delivery.objects.filter(state=DeliveryState.SENT).count() == Tally.objects.get().sent == 60


@pytest.mark.django_db
def test_some_deliveries_are_found_by_key_and_not_among_all_that_wait(update):
    keys = waiting(update, number=6)
    found = Delivery.objects.waiting_among(keys[1:3])
    assert sorted(found.values_list("pk", flat=True)) == keys[1:3]
    assert "deliveries_to_make" not in found.explain()
    assert list(Delivery.objects.waiting_among([])) == []

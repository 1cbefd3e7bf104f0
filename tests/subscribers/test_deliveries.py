"""From a publication to the subscribers' inboxes: expanded in steps, sent in batches, one result for each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers.delivering import (
    ATTEMPTS,
    TAKEN_FOR,
    deliver_batch,
    end,
    take_batch,
)
from clarion.subscribers import delivering, distributing
from clarion.subscribers.deliveries import Delivery, DeliveryState, Distribution, write_distribution
from clarion.subscribers.distributing import is_being_written, write_all, write_step
from clarion.subscribers.pace import Pace
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.tallies import Tally, summed
from clarion.updates.audiences import Kind
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(ana):
    now = timezone.now()
    return an_update(an_incident("Card payments fail", by=ana, at=now), at=now)


def expand(update) -> None:
    write_distribution(update, at=update.published_at)
    for _ in write_all(at=update.published_at):
        pass


def states() -> dict[str, int]:
    rows = Delivery.objects.order_by().values_list("state", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


def send_all(at) -> None:
    while deliver_batch("mail", clock=lambda: at):
        pass


def test_a_distribution_is_written_in_steps_each_with_how_far_it_came(update, monkeypatch):
    monkeypatch.setattr(distributing, "STEP", 4)
    told = [
        a_subscriber(f"s{number}", channel="webhook" if number % 5 == 0 else "mail").pk
        for number in range(10)
    ]
    write_distribution(update, at=update.published_at)
    distribution = Distribution.objects.get()
    assert is_being_written(at=update.published_at)

    assert write_step(at=update.published_at) == {"mail", "webhook"}
    distribution.refresh_from_db()
    assert (distribution.reached, Delivery.objects.count()) == (told[3], 4)

    assert list(write_all(at=update.published_at)) == [{"mail", "webhook"}, {"mail"}, set()]
    assert not is_being_written(at=update.published_at)
    assert sorted(Delivery.objects.values_list("subscriber_id", flat=True)) == told
    assert {each.channel: each.written for each in Tally.objects.all()} == {"mail": 8, "webhook": 2}
    assert write_step(at=update.published_at) is None


def test_a_step_that_was_done_and_not_remembered_repeats_nobody(update):
    a_subscriber("ida")
    expand(update)
    Distribution.objects.update(reached=0, written_at=None)
    for _ in write_all(at=update.published_at):
        pass
    assert Delivery.objects.count() == 1


def test_every_subscriber_gets_one_mail_and_the_row_and_the_tally_say_so(update, mail_server):
    for number in range(60):
        a_subscriber(f"s{number}")
    expand(update)
    send_all(update.published_at)
    assert sorted(mail["To"] for mail in mail_server.mails) == sorted(
        f"s{number}@example.com" for number in range(60)
    )
    assert states() == {"sent": 60}
    tally = Tally.objects.get()
    assert (tally.written, tally.sent, tally.waiting) == (60, 60, 0)
    assert deliver_batch("mail", clock=lambda: update.published_at + timedelta(days=2)) == 0

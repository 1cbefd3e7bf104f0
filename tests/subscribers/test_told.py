"""Who was told what, when: sums without counting rows, one by one, as a file, and trying again."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.deliveries import Delivery, Distribution, write_distribution
from clarion.subscribers.delivering import deliver_batch, take_batch, write_down
from clarion.subscribers.disabling import disable
from clarion.subscribers.distributing import write_all
from clarion.subscribers.parcels import Handed
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.tallies import Tally
from clarion.subscribers.told import as_csv, deliveries_of, told_of, try_again, undelivered
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(ana):
    now = timezone.now()
    return an_update(an_incident("Card payments fail", by=ana, at=now), at=now)


def tell(update, *, at=None) -> None:
    write_distribution(update, at=update.published_at)
    for _ in write_all(at=update.published_at):
        pass
    while deliver_batch("mail", clock=lambda: at or update.published_at):
        pass


def test_sums_are_by_update_and_channel_and_take_three_queries(update, relay, django_assert_num_queries):
    for name in ("ida", "gone"):
        a_subscriber(name)
    a_subscriber("hook", channel="webhook", address="https://example.com/hook")
    relay.says["RCPT gone@example.com"] = b"550 5.1.1 no"
    tell(update)
    later = an_update(update.incident, at=update.published_at + timedelta(minutes=5))
    with django_assert_num_queries(3):
        second, first = told_of(update.incident)
    assert (second.update, second.distributed, second.sum.written) == (later, False, 0)
    assert first.sum.complete
    assert [(each.channel, each.written, each.sent, each.failed, each.waiting) for each in first.tallies] == [
        ("mail", 2, 1, 1, 0),
        ("webhook", 1, 0, 0, 1),
    ]


def test_one_person_is_found_by_the_whole_address_however_it_is_written(update, mail_server):
    for name in ("ida", "ina"):
        a_subscriber(name)
    tell(update)
    [found] = deliveries_of(update, address=" IDA@Example.com ")
    assert found.subscriber.address == "ida@example.com"
    assert list(deliveries_of(update, state="failed")) == []
    assert len(deliveries_of(update, state="sent", channel="mail")) == 2


def test_the_file_has_everybody_and_no_secret_address_and_no_formula(update, mail_server):
    a_subscriber("ida")
    a_subscriber("x", address="+1@example.com")
    a_subscriber("hook", channel="webhook", address="https://example.com/secret-part-1234")
    tell(update)
    lines = list(csv.DictReader("".join(as_csv(update)).splitlines()))
    assert [line["address"] for line in lines] == [
        "ida@example.com",
        "'+1@example.com",
        "https://example.com/…1234",
    ]
    assert [line["state"] for line in lines] == ["sent", "sent", "waiting"]


def test_what_failed_is_tried_again_also_after_days_and_the_sums_follow(update, relay, ben, dev):
    for number in range(5):
        a_subscriber(f"s{number}")
    relay.says["RCPT"] = b"550 5.2.1 closed at present"
    tell(update)
    assert Tally.objects.get().failed == 5
    relay.says.clear()
    later = update.published_at + timedelta(days=3)
    with pytest.raises(NotAllowed):
        try_again(update, by=dev, at=later)
    assert try_again(update, by=ben, at=later) == 5
    assert try_again(update, by=ben, at=later) == 0
    deliver_batch("mail", clock=lambda: later)
    assert (Tally.objects.get().failed, Tally.objects.get().sent) == (0, 5)
    assert set(Delivery.objects.values_list("state", "failure", "attempts")) == {("sent", "", 1)}
    [line] = AuditEntry.objects.filter(act=Done.RETRIED_DELIVERIES)
    assert line.detail == "5 that had failed"


def test_an_admin_sees_channels_that_pause_and_updates_that_did_not_reach_all(update, relay, settings):
    a_subscriber("gone")
    relay.says["RCPT"] = b"550 5.1.1 no"
    tell(update)
    seen = undelivered(since=update.published_at - timedelta(hours=1))
    assert (seen.paused, [tally.failed for tally in seen.failed]) == ([], [1])
    assert not undelivered(since=update.published_at + timedelta(hours=1))


def test_a_distribution_that_is_not_complete_says_so(update):
    Distribution.objects.create(update=update, begun_at=update.published_at, good_until=update.published_at)
    [told] = told_of(update.incident)
    assert not told.sum.complete


def test_a_webhook_that_its_owner_ended_is_no_fault_and_says_why(update):
    hook = a_subscriber("hook", channel="webhook", address="https://example.com/hook")
    write_distribution(update, at=update.published_at)
    list(write_all(at=update.published_at))
    batch = take_batch("webhook", at=update.published_at)
    assert batch is not None
    ended = Problem("The server of the webhook answered 410.", "Subscribe anew.", final=True, gone=True)
    write_down(batch, [Handed(batch.parcels[0], ended)], at=update.published_at)
    hook.refresh_from_db()
    assert hook.standing == "disabled"
    [delivery] = Delivery.objects.all()
    assert (delivery.state, delivery.failure) == ("not_needed", str(ended))
    tally = Tally.objects.get()
    assert (tally.failed, tally.not_needed, tally.waiting) == (0, 1, 0)
    assert not undelivered(since=update.published_at - timedelta(hours=1))


def test_what_failed_to_a_subscriber_who_was_disabled_since_is_not_tried_again(update, relay, ben):
    for name in ("ida", "none"):
        a_subscriber(name)
    relay.says["RCPT"] = b"550 5.2.1 not from you"
    tell(update)
    disable(Subscriber.objects.get(address="none@example.com"), "Ben said so.", at=update.published_at)
    assert try_again(update, by=ben, at=update.published_at) == 1
    tally = Tally.objects.get()
    assert (tally.failed, tally.not_needed, tally.waiting) == (0, 1, 1)
    ended = Delivery.objects.get(subscriber__address="none@example.com")
    assert (ended.state, ended.attempts) == ("not_needed", 1)
    assert "5.2.1" in ended.failure

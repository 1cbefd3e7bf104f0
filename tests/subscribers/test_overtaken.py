"""What was held up and would arrive behind newer news of its incident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery, write_distribution
from clarion.subscribers.delivering import deliver_batch
from clarion.subscribers.distributing import write_all
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.tallies import Tally
from clarion.subscribers.told import try_again
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def first(ana):
    now = timezone.now()
    return an_update(an_incident("Card payments fail", by=ana, at=now), at=now, text="We are looking.")


def publish(incident, *, at, expand=True, **fields):
    update = an_update(incident, at=at, **fields)
    write_distribution(update, at=at)
    if expand:
        list(write_all(at=at))
    return update


def hold_up(update, relay) -> None:
    """Its first attempt meets a server that is busy."""
    write_distribution(update, at=update.published_at)
    list(write_all(at=update.published_at))
    relay.says["RCPT"] = b"451 4.2.1 busy"
    send_all(update.published_at)
    relay.says.clear()


def send_all(at) -> None:
    while deliver_batch("mail", clock=lambda: at):
        pass


def ended(update) -> tuple[str, str]:
    return Delivery.objects.values_list("state", "failure").get(update=update)


def test_what_is_tried_again_after_newer_news_went_out_is_not_sent_any_more(first, relay):
    a_subscriber("ida")
    hold_up(first, relay)
    resolved = publish(first.incident, at=first.published_at + timedelta(seconds=5), text="It is over.")
    send_all(resolved.published_at)
    send_all(first.published_at + HOUR)
    assert len(relay.mails) == 1
    assert ended(resolved) == ("sent", "")
    assert ended(first) == ("not_needed", "A newer update of the incident was sent.")
    tally = Tally.objects.get(update=first)
    assert (tally.not_needed, tally.waiting) == (1, 0)


def test_two_updates_that_are_both_on_time_are_both_sent_in_their_order(first, relay):
    a_subscriber("ida")
    write_distribution(first, at=first.published_at)
    list(write_all(at=first.published_at))
    second = publish(first.incident, at=first.published_at + timedelta(seconds=1))
    send_all(first.published_at + HOUR)
    assert [ended(first), ended(second)] == [("sent", ""), ("sent", "")]


def test_what_waited_for_a_server_that_was_away_does_not_follow_newer_news_either(first, relay):
    a_subscriber("ida")
    write_distribution(first, at=first.published_at)
    list(write_all(at=first.published_at))
    relay.says["greeting"] = b"drop"
    send_all(first.published_at)
    relay.says.clear()
    second = publish(first.incident, at=first.published_at + timedelta(seconds=2))
    send_all(first.published_at + HOUR)
    assert (ended(first)[0], ended(second)[0]) == ("not_needed", "sent")


def test_news_that_is_still_to_be_distributed_counts_for_those_whom_it_will_reach(first, relay):
    a_subscriber("ida")
    a_subscriber("only this", address="only@example.com")
    hold_up(first, relay)
    Subscriber.objects.filter(address="only@example.com").update(everything=False)
    at = first.published_at + HOUR
    publish(first.incident, at=at, expand=False)
    send_all(at)
    assert [mail["To"] for mail in relay.mails] == ["only@example.com"]
    assert set(Delivery.objects.values_list("subscriber__address", "state")) == {
        ("only@example.com", "sent"),
        ("ida@example.com", "not_needed"),
    }


def test_the_only_word_that_somebody_would_get_is_sent_however_old(first, relay, ben):
    a_subscriber("ida")
    hold_up(first, relay)
    second = publish(first.incident, at=first.published_at + timedelta(seconds=5))
    relay.says["content"] = [b"554 5.6.0 not these words"]
    send_all(second.published_at)
    assert ended(second)[0] == "failed"
    send_all(first.published_at + HOUR)
    assert ended(first) == ("sent", "")


def test_news_of_another_incident_or_audience_overtakes_nothing(first, relay, ana):
    a_subscriber("ida")
    hold_up(first, relay)
    at = first.published_at + timedelta(seconds=5)
    publish(an_incident("Search is slow", by=ana, at=at), at=at)
    publish(first.incident, at=at, audience="partners")
    send_all(first.published_at + HOUR)
    assert ended(first) == ("sent", "")


def test_a_wrong_text_that_was_held_up_gives_way_to_its_correction(first, relay):
    a_subscriber("ida", everything=True)
    hold_up(first, relay)
    Subscriber.objects.update(everything=False)
    correction = publish(
        first.incident, at=first.published_at + timedelta(seconds=5), kind="correction", corrects=first
    )
    send_all(first.published_at + HOUR)
    assert (ended(first)[0], ended(correction)[0]) == ("not_needed", "sent")
    assert len(relay.mails) == 1


def test_a_correction_that_was_held_up_is_sent_also_after_newer_news(first, relay):
    a_subscriber("ida")
    write_distribution(first, at=first.published_at)
    list(write_all(at=first.published_at))
    send_all(first.published_at)
    at = first.published_at + timedelta(seconds=5)
    correction = an_update(first.incident, at=at, kind="correction", corrects=first)
    hold_up(correction, relay)
    publish(first.incident, at=at + timedelta(seconds=5))
    send_all(at + HOUR)
    assert ended(correction) == ("sent", "")
    assert len(relay.mails) == 3


def test_the_correction_of_an_older_text_is_no_newer_news(first, relay):
    a_subscriber("ida")
    write_distribution(first, at=first.published_at)
    list(write_all(at=first.published_at))
    send_all(first.published_at)
    second = an_update(first.incident, at=first.published_at + timedelta(seconds=5), text="It is over.")
    hold_up(second, relay)
    publish(first.incident, at=second.published_at + timedelta(seconds=5), kind="correction", corrects=first)
    send_all(second.published_at + HOUR)
    assert ended(second) == ("sent", "")


def test_trying_again_by_hand_sends_no_old_news_to_those_who_have_newer(first, relay, ben):
    for name in ("ida", "joe"):
        a_subscriber(name)
    relay.says["RCPT"] = b"550 no"
    write_distribution(first, at=first.published_at)
    list(write_all(at=first.published_at))
    send_all(first.published_at)
    relay.says = {"RCPT joe@example.com": b"550 no"}
    publish(first.incident, at=first.published_at + timedelta(seconds=5))
    send_all(first.published_at + HOUR)
    relay.says = {}
    assert try_again(first, by=ben, at=first.published_at + 2 * HOUR) == 2
    send_all(first.published_at + 2 * HOUR)
    assert set(Delivery.objects.filter(update=first).values_list("subscriber__address", "state")) == {
        ("ida@example.com", "not_needed"),
        ("joe@example.com", "sent"),
    }

"""From pressing Publish to the inbox, and a correction to those who got the original: the whole path, without a step left out."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from clarion.flows.approve import approve
from clarion.flows.correct import correct
from clarion.flows.publish import publish
from clarion.subscribers import delivery_tasks
from clarion.subscribers.deliveries import Delivery, Distribution
from clarion.subscribers.delivery_tasks import deliver, write_deliveries
from clarion.subscribers.subscriber import Subscriber
from clarion.updates.editing import edit_draft
from tests.factories.incidents import REASON, an_incident, say
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana):
    return an_incident("Card payments fail", by=ana, at=timezone.now())


def tell() -> None:
    """What the queue's workers do."""
    write_deliveries.call()
    deliver.call("mail")


def corrected(update, words: str, *, by, approver):
    at = timezone.now()
    draft = correct(update, wrong_words="All cards fail.", by=by, at=at)
    edit_draft(
        draft, {"text": words, "next_update_at": at + timedelta(minutes=20)}, seen_version=None, by=by, at=at
    )
    approve(draft, seen_version=draft.version, by=approver, at=at, override_reason=REASON)
    return publish(draft, by=by, at=at)


def test_a_correction_reaches_those_who_got_the_original_also_if_they_ask_for_less_by_now(
    incident,
    ana,
    ben,
    mail_server,
):
    got, left, disabled = (a_subscriber(name) for name in ("got", "left", "disabled"))
    update = say(incident, "All cards fail.", by=ben, at=timezone.now())
    tell()
    assert {mail["To"] for mail in mail_server.mails} == {
        "got@example.com",
        "left@example.com",
        "disabled@example.com",
    }
    Subscriber.objects.update(everything=False)
    Subscriber.objects.filter(pk=left.pk).update(left_at=timezone.now())
    Subscriber.objects.filter(pk=disabled.pk).update(disabled_at=timezone.now())
    a_subscriber("never got it", address="never@example.com", everything=False)
    mail_server.mails.clear()

    correction = corrected(update, "Only credit cards fail.", by=ben, approver=ana)
    tell()

    [mail] = mail_server.mails
    assert mail["To"] == "got@example.com"
    assert mail["Subject"] == "Correction: Card payments fail (investigating)"
    said = mail.get_payload(0).get_payload(decode=True).decode()
    assert "We wrote: “All cards fail.”" in said.replace("\r\n", "\n")
    assert Delivery.objects.get(update=correction).subscriber == got


def test_publishing_asks_the_queue_after_its_commit_and_a_queue_that_fails_is_no_failure_of_publishing(
    incident, ben, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    a_subscriber()

    def fails() -> None:
        raise RuntimeError("the queue is full")

    monkeypatch.setattr("clarion.flows.publish.tell_subscribers_soon", fails)
    with django_capture_on_commit_callbacks(execute=True):
        say(incident, "All cards fail.", by=ben, at=timezone.now())
    assert "the queue is full" in caplog.text
    assert Distribution.objects.get().written_at is None
    write_deliveries.call()
    assert Delivery.objects.count() == 1


def test_a_publication_that_is_rolled_back_tells_nobody(incident, ben):
    a_subscriber()
    with transaction.atomic():
        say(incident, "All cards fail.", by=ben, at=timezone.now())
        transaction.set_rollback(True)
    assert not Distribution.objects.exists()
    assert write_deliveries.call() == 0


@pytest.mark.parametrize("audience", ["engineering", "customer"])
def test_updates_for_other_audiences_reach_their_own_subscribers_only(incident, ben, mail_server, audience):
    a_subscriber("reader")
    a_subscriber("insider", audience=audience)
    say(incident, "All cards fail.", by=ben, at=timezone.now(), audience=audience)
    tell()
    assert [mail["To"] for mail in mail_server.mails] == ["insider@example.com"]


def test_a_worker_that_finds_more_than_one_batch_asks_for_help_once_and_hands_on_when_its_time_is_over(
    incident,
    ben,
    mail_server,
    monkeypatch,
):
    asked = []
    task = type("Task", (), {"enqueue": lambda self, channel: asked.append(channel)})
    monkeypatch.setattr(delivery_tasks, "BATCH", 2)
    monkeypatch.setattr("clarion.subscribers.delivering.BATCH", 2)
    monkeypatch.setattr(type(deliver), "using", lambda self, **options: task())
    for number in range(7):
        a_subscriber(f"s{number}")
    say(incident, "All cards fail.", by=ben, at=timezone.now())
    write_deliveries.call()
    asked.clear()
    assert deliver.call("mail") == 7
    assert asked == ["mail"]
    assert len(mail_server.mails) == 7

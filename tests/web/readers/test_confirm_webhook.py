"""A webhook is confirmed by its contact and by its server: nobody has us write to a server of somebody else."""

import json
from pathlib import Path

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from clarion.subscribers.channels.outgoing import Answer
from clarion.subscribers.channels.webhook.challenge import holds
from clarion.subscribers.channels.webhook.signature import signed
from clarion.subscribers.form_limits import PER_LETTER
from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, token
from clarion.subscribers.reader_limits import PER_CONTACT, PER_HOST
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import Wish, ask
from tests.factories.subscribers import a_subscriber
from tests.subscribers.receiving import receiving

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[3] / "docs" / "webhook.schema.json"


@pytest.fixture
def server(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = ("*",)
    with receiving() as there:
        yield there


def a_letter(address: str, mail: str = "ida@example.com", channel: str = "webhook") -> Letter:
    return ask(Wish(channel, address, mail, Scope(), "en"), at=timezone.now())


def press(letter: Letter):
    return Client().post(f"/subscribe/confirm/{token(Purpose.CONFIRM, letter.public_id)}/")


def test_a_server_that_sends_the_challenge_back_is_subscribed(server) -> None:
    server.proves = True
    letter = a_letter(server.address())
    answer = press(letter)
    assert answer.status_code == 200
    assert "You are subscribed" in answer.content.decode()
    subscriber = Subscriber.objects.active().get()
    assert subscriber.contact == "ida@example.com"
    [asked] = server.asked
    jsonschema.validate(asked.document, json.loads(SCHEMA.read_text()))
    assert asked.document["type"] == asked.headers["Clarion-Event"] == "clarion.challenge"
    stamp = int(asked.headers["Clarion-Signature"][2:].split(",")[0])
    moment = timezone.datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())
    assert asked.headers["Clarion-Signature"] == signed(asked.body, secret=subscriber.secret, at=moment)
    press(letter)
    assert len(server.asked) == 1, "who is subscribed is not asked again"


def test_a_server_that_does_not_is_not_subscribed_and_the_page_says_what_to_do(server) -> None:
    letter = a_letter(server.address())
    answer = press(letter)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The webhook is not confirmed yet" in page
    assert "does not hold the challenge" in page
    assert "whoever runs this page can add it for you." in page
    assert not Subscriber.objects.active().exists()
    server.proves = True
    assert press(letter).status_code == 200, "the letter stays good"


def test_a_server_that_is_not_there_is_said_to_be_unreachable(settings) -> None:
    settings.WEBHOOK_ALLOW_PRIVATE = ("*",)
    answer = press(a_letter("http://127.0.0.1:1/hook"))
    assert answer.status_code == 422
    assert "cannot be reached" in answer.content.decode()


@pytest.mark.parametrize(
    ("status", "headers", "words", "is_proof"),
    [
        (200, {}, b"word", True),
        (204, {"clarion-challenge": "word"}, b"", True),
        (200, {}, b'{"challenge": "word"}\n', True),
        (200, {}, b"ok", False),
        (200, {}, b"", False),
        (404, {}, b"word", False),
        (302, {"clarion-challenge": "word"}, b"", False),
        (200, {}, b'{"type": "clarion.challenge", "challenge": "word"}', False),
        (200, {}, b'you sent "word"', False),
        (200, {}, b"[" * 4000, False),
    ],
)
def test_what_proves_and_what_does_not(status, headers, words, is_proof) -> None:
    assert holds(Answer(status, headers, words), "word") is is_proof


def test_a_server_is_asked_a_few_times_an_hour_for_one_letter(server) -> None:
    letter = a_letter(server.address())
    assert [press(letter).status_code for _ in range(PER_LETTER + 1)] == [422] * PER_LETTER + [429]
    assert len(server.asked) == PER_LETTER


def test_an_incoming_webhook_of_a_chat_is_confirmed_by_its_contact_alone() -> None:
    letter = a_letter("https://hooks.slack.com/services/T0/B0/secret", channel="slack")
    assert press(letter).status_code == 200
    assert Subscriber.objects.active().get().contact == "ida@example.com"


def test_readers_have_so_many_webhooks_at_one_server_and_admins_more(server) -> None:
    server.proves = True
    for number in range(PER_HOST):
        host = "HOOKS.example.com" if number % 2 else "hooks.example.com:8443"
        a_subscriber(channel="webhook", address=f"https://{host}/{number}", contact=f"a{number}@example.com")
    letter = a_letter("https://hooks.example.com/one-more")
    answer = press(letter)
    assert answer.status_code == 409
    assert "20 webhooks of this server are subscribed already" in answer.content.decode()
    Subscriber.objects.filter(address__endswith="/0").update(contact="")  # an admin added it
    assert press(letter).status_code == 422, "there is room, so that the server is asked"
    assert press(a_letter(server.address())).status_code == 200


def test_readers_have_so_many_webhooks_with_one_contact() -> None:
    for number in range(PER_CONTACT):
        a_subscriber(
            channel="slack", address=f"https://hooks.slack.com/services/{number}", contact="Ida@example.com"
        )
    answer = press(a_letter("https://hooks.slack.com/services/T0/B0/secret", channel="slack"))
    assert answer.status_code == 409
    assert "You are the contact of 10 webhooks already" in answer.content.decode()


def test_of_two_who_asked_for_one_webhook_the_second_does_not_take_it_over(server) -> None:
    server.proves = True
    hers, his = a_letter(server.address()), a_letter(server.address(), "eve@example.com")
    assert press(hers).status_code == 200
    answer = press(his)
    assert answer.status_code == 409
    assert "manage" not in answer.content.decode()
    assert Subscriber.objects.get().contact == "ida@example.com"

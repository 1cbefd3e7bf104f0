"""Calls in the chat channel, against a chat server that is there."""

import socket
from datetime import timedelta

import certifi
import pytest

from clarion.accounts.workspace import Workspace
from clarion.flows.call import mark_and_call
from clarion.subscribers.call_rows import CallState, Way
from clarion.subscribers.calls import Call
from clarion.subscribers.channels import outgoing
from clarion.subscribers.channels.chat.message import plain
from clarion.subscribers.channels.chat.post import post
from clarion.subscribers.channels.chat.send import LINES, send_test
from clarion.subscribers.sending import send_waiting_calls
from clarion.updates.promises import make_promise
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


def send(at):
    return send_waiting_calls(Way.CHAT, at=at)


def test_the_channel_reads_what_is_owed_by_when_who_is_called_and_where_to_write(chat_channel, promise):
    mark_and_call(at=promise.due_at)
    assert send(promise.due_at) == 1
    reference, due = promise.incident.reference, f"{promise.due_at:%H:%M} UTC"
    assert chat_channel.bodies == [
        {
            "text": f"Due now: update for the public page, promised by {due}. {reference} (SEV2, investigating)"
            " Card payments fail. Ben Okafor is called. External questions go to Ben Okafor only."
            f" Write it: http://127.0.0.1:8000/incidents/{reference}/"
        }
    ]
    assert Call.objects.get(way=Way.CHAT).state == CallState.SENT


def test_the_server_is_asked_by_the_name_that_the_admin_typed(chat_channel, promise):
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    assert chat_channel.hosts[0].startswith("localhost:")


def test_many_calls_at_once_share_a_message_and_each_is_said_once(chat_channel, promise, ana):
    at = promise.due_at
    for number in range(LINES):
        incident = an_incident(f"Another {number}", by=ana, at=at)
        incident.promises.all().delete()
        make_promise(incident, "public", due_at=at, at=at)
    mark_and_call(at=at)
    assert send(at) == LINES + 1
    assert [body["text"].count("Write it:") for body in chat_channel.bodies] == [LINES, 1]


def test_without_a_channel_there_is_no_call(promise):
    mark_and_call(at=promise.due_at)
    assert not Call.objects.filter(way=Way.CHAT).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<!channel> pay", "&lt;!channel&gt; pay"),
        ("<https://evil.example|pay>", "&lt;https://evil.example|pay&gt;"),
        ("@channel A & B", "@\u200bchannel A &amp; B"),
    ],
)
def test_a_title_cannot_call_the_whole_channel_or_hide_a_link(typed, said):
    assert plain(typed) == said


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_passing_answer_is_tried_again(chat_channel, promise, status):
    chat_channel.answers = [status]
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    call = Call.objects.get(way=Way.CHAT)
    assert (call.state, call.failure) == (
        CallState.WAITING, f"The chat server answered {status}. Clarion tries again.",
    )  # fmt: skip
    send(promise.due_at + timedelta(minutes=1))
    assert Call.objects.get(way=Way.CHAT).state == CallState.SENT


@pytest.mark.parametrize("status", [301, 307, 400, 403, 404, 410])
def test_a_final_answer_is_given_up_at_once_and_a_redirect_is_not_followed(chat_channel, promise, status):
    chat_channel.answers = [status]
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    call = Call.objects.get(way=Way.CHAT)
    assert call.state == CallState.FAILED
    assert f"answered {status}. Check the address of the chat channel" in call.failure
    assert len(chat_channel.bodies) == 1


def test_a_failure_never_shows_the_address_which_is_a_secret(chat_channel, promise):
    workspace = Workspace.current()
    workspace.chat_webhook = "http://127.0.0.1:1/hooks/secret-part"
    workspace.save()
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    call = Call.objects.get(way=Way.CHAT)
    assert call.failure.startswith("The chat server cannot be reached (ConnectError).")
    assert "secret-part" not in call.failure


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "http://localhost:9/x", "http://[::1]:9/x", "http://10.1.2.3/x",
                "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]:9/x", "http://0.0.0.0:9/x"],
)  # fmt: skip
def test_an_address_inside_is_refused_unless_the_setting_allows_it(settings, address):
    settings.CHAT_ALLOW_PRIVATE = False
    problem = post(address, {"text": "hello"})
    assert problem.final
    assert str(problem) == (
        "The chat server has a private address. Set CLARION_CHAT_ALLOW_PRIVATE=true if this is your own server."
    )


def test_an_address_that_is_none_says_what_to_check(settings):
    problem = post("nonsense", {"text": "hello"})
    assert str(problem) == (
        "The chat server has an address that cannot be read. Check the address of the chat channel in Settings, Workspace."
    )


def test_a_proxy_of_the_environment_is_not_asked(chat_server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert post(chat_server.address, {"text": "hello"}) is None


def test_a_channel_that_was_taken_away_ends_its_calls(chat_channel, promise):
    mark_and_call(at=promise.due_at)
    Workspace.objects.update(chat_webhook="")
    send(promise.due_at)
    assert Call.objects.get(way=Way.CHAT).failure.startswith("There is no chat channel any more.")


def test_a_test_message_says_that_it_is_one(chat_channel, ana, nine):
    assert send_test(Workspace.current(), by=ana, at=nine) is None
    assert chat_channel.bodies[0]["text"].startswith("Test message from Clarion, sent by Ana Sousa")


def test_an_international_name_is_asked_for_in_the_form_that_servers_know(chat_server, monkeypatch):
    looked_up = []

    def name_server(name, port, **more):
        looked_up.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", name_server)
    address = chat_server.address.replace("localhost", "büro.example")
    assert post(address, {"text": "hello"}) is None
    assert looked_up[0] == "xn--bro-hoa.example"
    assert chat_server.hosts[0].startswith("xn--bro-hoa.example:")


@pytest.mark.parametrize("name", ["a" * 70 + ".example", "bü ro.example", "büro..example", "\u2011.example"])
def test_a_name_that_cannot_be_one_says_what_to_check(settings, name):
    problem = post(f"https://{name}/hook", {"text": "hello"})
    assert "Check the address of the chat channel" in str(problem)


def test_a_server_that_answers_piece_by_piece_does_not_hold_the_thread(chat_server, monkeypatch):
    monkeypatch.setattr(outgoing, "DEADLINE", 0.3)
    chat_server.trickles = True
    assert str(post(chat_server.address, {"text": "hello"})) == (
        "The chat server did not answer within 0.3 seconds. Clarion tries again."
    )


def test_the_certificate_has_to_be_of_the_name_and_signed_by_somebody_known(chat_server, tls, monkeypatch):
    address = chat_server.address.replace("http://", "https://")
    unknown = post(address, {"text": "hello"})
    monkeypatch.setattr(certifi, "where", lambda: str(tls))
    assert str(unknown).startswith("The chat server cannot be reached (ConnectError).")
    assert post(address.replace("localhost", "127.0.0.1"), {"text": "hello"}).reason == unknown.reason
    assert chat_server.bodies == []
    assert post(address, {"text": "hello"}) is None
    assert chat_server.bodies == [{"text": "hello"}]

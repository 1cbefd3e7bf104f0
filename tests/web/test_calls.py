"""Calls in the console: the bar on every page, the channel in the settings, what does not get through."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.membership import change_person
from clarion.accounts.workspace import Workspace
from clarion.flows.call import mark_and_call
from clarion.flows.services import rename_workspace
from clarion.incidents.hand_over import hand_over
from clarion.incidents.states import Severity
from clarion.subscribers.call_rows import CallState
from clarion.subscribers.calls import Call
from clarion.updates.notices import Notice
from clarion.updates.promises import make_promise, settle_promise
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
SECRET = "https://hooks.example.com/services/T0/B0/very-secret-7f3a"


@pytest.fixture
def promise(ana, ben, cleo):
    at = timezone.now() - timedelta(minutes=20)
    incident = an_incident("Card payments fail", severity=Severity.SEV2, by=ana, at=at)
    incident.promises.all().delete()
    promise = make_promise(incident, "public", due_at=timezone.now(), at=at)
    mark_and_call(at=timezone.now())
    return promise


def digest_of(answer) -> str:
    return re.search(r"seen=(\w+)", answer.content.decode())[1]


def test_every_page_calls_the_person_who_is_called_and_nobody_else(client, promise, ben, dev):
    client.force_login(ben)
    for address in ("/incidents/", "/declare/", "/promises/", f"/incidents/{promise.incident.reference}/"):
        assert "You are called" in client.get(address).content.decode()
    client.force_login(dev)
    assert "You are called" not in client.get("/incidents/").content.decode()


def test_the_bar_answers_204_until_it_would_read_differently(client, promise, ben):
    client.force_login(ben)
    shown = digest_of(client.get("/incidents/"))
    assert client.get(f"/calls/?seen={shown}").status_code == 204
    settle_promise(promise.incident, "public", kept_by=None, at=timezone.now())
    after = client.get(f"/calls/?seen={shown}")
    assert after.status_code == 200
    assert "You are called" not in after.content.decode()
    assert client.get(f"/calls/?seen={digest_of(after)}").status_code == 204


def test_the_channel_is_saved_and_never_shown_again(client, ana):
    client.force_login(ana)
    said = client.post("/settings/chat/", {"address": SECRET}, follow=True).content.decode()
    assert Workspace.current().chat_webhook == SECRET
    assert "https://hooks.example.com/…7f3a" in said
    assert "very-secret" not in said


@pytest.mark.parametrize("address", ["", "nonsense at all", "ftp://example.com/x", "javascript:alert(1)"])
def test_an_address_that_is_none_changes_nothing_and_says_what_to_paste(client, ana, address):
    client.force_login(ana)
    client.post("/settings/chat/", {"address": SECRET})
    said = client.post("/settings/chat/", {"address": address}, follow=True).content.decode()
    assert "Not saved. Paste an address" in said or "Not saved. Paste the address" in said
    assert Workspace.current().chat_webhook == SECRET


def test_the_channel_can_be_taken_away(client, ana):
    client.force_login(ana)
    client.post("/settings/chat/", {"address": SECRET})
    client.post("/settings/chat/", {"remove": "yes", "address": ""})
    assert Workspace.current().chat_webhook == ""


def test_a_test_message_that_does_not_arrive_says_why_and_what_to_do(client, ana):
    client.force_login(ana)
    client.post("/settings/chat/", {"address": "http://127.0.0.1:9/hook"})
    said = client.post("/settings/chat/test/", follow=True).content.decode()
    assert "The test message did not arrive. The chat server has a private address." in said
    assert "Set CLARION_CHAT_ALLOW_PRIVATE=true" in said


def test_admins_see_what_does_not_get_through_and_send_it_again(client, promise, ana, ben):
    now = timezone.now()
    call = Call.objects.get()
    Call.objects.update(state=CallState.FAILED, done_at=now, attempts=8, failure="The mail server is away.")
    client.force_login(ana)
    for address in ("/", "/settings/"):
        said = client.get(address).content.decode()
        assert "The mail server is away. Given up after 8 attempts." in said
    client.post(f"/settings/calls/{call.pk}/again/")
    call.refresh_from_db()
    assert (call.state, call.attempts, call.failure) == (CallState.WAITING, 0, "")
    client.force_login(ben)
    assert "Calls that do not get through" not in client.get("/").content.decode()


def test_of_many_calls_in_trouble_the_newest_are_listed_and_the_others_counted(
    client, promise, ana, monkeypatch
):
    monkeypatch.setattr("clarion.web.views.settings.TROUBLE_LISTED", 2)
    monkeypatch.setattr("clarion.web.views.now.TROUBLE_SHOWN", 1)
    failed = {"state": CallState.FAILED, "done_at": timezone.now(), "attempts": 8, "failure": "It is away."}
    Call.objects.update(**failed)
    call = Call.objects.get()
    for _ in range(3):
        other = an_incident("Search is slow", by=ana, at=timezone.now()).promises.first()
        notice = Notice.objects.create(promise=other, kind=call.notice.kind, person=ana, at=timezone.now())
        Call.objects.create(notice=notice, way=call.way, next_attempt_at=timezone.now(), **failed)
    client.force_login(ana)
    for address, listed, more in (("/settings/", 2, 2), ("/", 1, 3)):
        said = client.get(address).content.decode()
        assert said.count("It is away.") == listed
        assert f"And {more} more." in said
    Call.objects.filter(pk__gt=call.pk).delete()
    said = client.get("/settings/").content.decode()
    assert said.count("It is away.") == 1
    assert "more.</p>" not in said


def test_what_was_given_up_long_ago_is_not_shown_any_more(client, promise, ana):
    Call.objects.update(
        state=CallState.FAILED, done_at=timezone.now() - timedelta(days=2), failure="The server was away."
    )
    client.force_login(ana)
    assert "The server was away" not in client.get("/").content.decode()


def test_another_name_of_the_workspace_does_not_bring_back_an_old_channel(ana, nine):
    read_before = Workspace.current()
    read_before.name = "Acme"
    Workspace.objects.update(chat_webhook=SECRET)
    rename_workspace(read_before, by=ana, at=nine)
    assert (Workspace.current().name, Workspace.current().chat_webhook) == ("Acme", SECRET)


def test_a_call_follows_a_hand_over(client, promise, ana, ben):
    client.force_login(ben)
    shown = digest_of(client.get("/incidents/"))
    hand_over(promise.incident, {"communications_lead": ana}, by=ana, at=timezone.now())
    after = client.get(f"/calls/?seen={shown}")
    assert "Public page, due now" not in after.content.decode()
    client.force_login(ana)
    for address in ("/", "/incidents/"):
        assert "You are called" in client.get(address).content.decode()


def test_a_call_does_not_stay_with_somebody_who_left(client, promise, ana, ben, cleo, dev):
    for person in (ben, cleo):
        change_person(person, role=person.role, is_active=False, by=ana, at=timezone.now())
    client.force_login(dev)
    said = client.get("/incidents/").content.decode()
    assert "Public page, due now" in said
    assert "You are called" not in said

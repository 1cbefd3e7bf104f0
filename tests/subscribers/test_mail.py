"""Calls by mail, against a mail server that is there."""

from datetime import timedelta

import pytest

from clarion.accounts.membership import change_person
from clarion.flows.call import mark_and_call
from clarion.incidents.hand_over import hand_over
from clarion.subscribers.call_rows import TAKEN_FOR, CallState, Way
from clarion.subscribers.calls import Call, take_calls, try_again
from clarion.subscribers.sending import ATTEMPTS, send_waiting_calls
from clarion.updates.promises import settle_promise

pytestmark = pytest.mark.django_db


def send(at):
    return send_waiting_calls(Way.MAIL, at=at)


def test_the_lead_gets_a_mail_that_says_what_is_owed_by_when_where_to_write_and_who_answers(
    mail_server, promise
):
    mark_and_call(at=promise.due_at)
    assert send(promise.due_at) == 1
    [mail] = mail_server.mails
    reference, due = promise.incident.reference, f"{promise.due_at:%H:%M} UTC"
    assert mail["To"] == "ben@example.com"
    assert mail["Subject"] == f"Due now: update for the public page, {reference} SEV2"
    said = mail.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert said.startswith(f"Due now: update for the public page, promised by {due}.\n")
    assert f"{reference} (SEV2, investigating) Card payments fail\n" in said
    assert f"Write it: http://127.0.0.1:8000/incidents/{reference}/\n" in said
    assert "External questions go to Ben Okafor only.\n" in said
    assert Call.objects.get().state == CallState.SENT
    assert send(promise.due_at + timedelta(hours=1)) == 0


def test_warning_due_and_escalation_go_to_whom_they_concern_and_stand_together(mail_server, promise):
    for minutes in (-5, 0, 5):
        at = promise.due_at + timedelta(minutes=minutes)
        mark_and_call(at=at)
        send(at)
    warning, due, escalation = mail_server.mails
    assert [mail["To"] for mail in mail_server.mails] == [
        "ben@example.com",
        "ben@example.com",
        "cleo@example.com",
    ]
    assert warning["Subject"].startswith(f"Due at {promise.due_at:%H:%M} UTC")
    assert escalation["Subject"].startswith("5 min overdue")
    assert "as the backup" in escalation.get_payload(decode=True).decode()
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == 3
    assert warning["References"] == due["References"] == escalation["References"]


def test_a_kill_after_the_server_took_it_repeats_the_mail_once_under_the_same_id(mail_server, promise):
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    # As the worker would have left it when killed before the mark.
    Call.objects.update(state=CallState.WAITING, next_attempt_at=promise.due_at + TAKEN_FOR, done_at=None)
    assert send(promise.due_at + TAKEN_FOR) == 1
    assert send(promise.due_at + TAKEN_FOR * 9) == 0
    first, again = mail_server.mails
    assert first["Message-ID"] == again["Message-ID"]


def test_a_call_that_one_worker_holds_is_not_taken_by_another_until_its_time_is_over(promise):
    mark_and_call(at=promise.due_at)
    assert len(take_calls(Way.MAIL, at=promise.due_at, at_most=9)) == 1
    assert take_calls(Way.MAIL, at=promise.due_at + TAKEN_FOR / 2, at_most=9) == []
    assert len(take_calls(Way.MAIL, at=promise.due_at + TAKEN_FOR, at_most=9)) == 1


def test_a_server_that_is_away_is_tried_later_and_later_then_given_up_with_reason_and_remedy(
    mail_server, settings, promise, ana
):
    settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    mark_and_call(at=promise.due_at)
    at, pauses = promise.due_at, []
    while Call.objects.get().state == CallState.WAITING:
        assert send(at) == 1
        call = Call.objects.get()
        pauses.append((call.next_attempt_at - at).total_seconds())
        at = call.next_attempt_at
    assert call.attempts == ATTEMPTS
    for pause, least in zip(pauses, [10, 20, 40, 80, 160, 300, 300, 300], strict=True):
        assert least <= pause <= least * 1.5
    assert call.state == CallState.FAILED
    assert call.failure == (
        "The mail server cannot be reached (Connection refused). Check CLARION_SMTP_URL, and that the server runs."
    )
    assert list(Call.objects.in_trouble(since=promise.due_at)) == [call]

    settings.MAILERS["default"]["OPTIONS"]["port"] = mail_server.port
    assert try_again(call, by=ana, at=at)
    send(at)
    assert len(mail_server.mails) == 1
    assert not Call.objects.in_trouble(since=promise.due_at).exists()


def test_an_address_that_the_server_refuses_is_given_up_at_once_and_others_go_out(mail_server, promise):
    mail_server.refuses["ben@example.com"] = "550 no such user"
    at = promise.due_at + timedelta(minutes=6)
    mark_and_call(at=at)
    send(at)
    assert [mail["To"] for mail in mail_server.mails] == ["cleo@example.com"]
    failed = Call.objects.get(state=CallState.FAILED)
    assert failed.failure == (
        "The mail server does not take a mail to ben@example.com (550 no such user)."
        " Check the address in Settings, People."
    )


def test_a_passing_refusal_is_tried_again(mail_server, promise):
    mail_server.refuses["ben@example.com"] = "451 mailbox busy"
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    assert Call.objects.get().state == CallState.WAITING
    mail_server.refuses.clear()
    send(promise.due_at + timedelta(minutes=1))
    assert len(mail_server.mails) == 1


def test_what_is_settled_meanwhile_calls_nobody(mail_server, promise):
    mark_and_call(at=promise.due_at)
    settle_promise(promise.incident, "public", kept_by=None, at=promise.due_at)
    send(promise.due_at)
    assert mail_server.mails == []
    assert Call.objects.get().state == CallState.NOT_NEEDED


def test_a_warning_that_could_not_go_out_before_the_due_time_does_not_follow_it(mail_server, promise):
    mark_and_call(at=promise.due_at - timedelta(minutes=5))
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    assert [mail["Subject"][:7] for mail in mail_server.mails] == ["Due now"]


def test_where_nobody_holds_the_role_there_is_no_mail_and_the_console_shows_it(mail_server, promise, ana):
    hand_over(promise.incident, {"communications_lead": None}, by=ana, at=promise.due_at)
    mark_and_call(at=promise.due_at)
    assert send(promise.due_at) == 0
    assert promise.notices.get().person is None


def test_without_a_mail_server_mails_become_files_in_the_data_folder(monkeypatch, tmp_path):
    from clarion.configuration import mail_settings

    monkeypatch.delenv("CLARION_SMTP_URL", raising=False)
    assert mail_settings(tmp_path)["default"]["OPTIONS"] == {"file_path": tmp_path / "mail"}


@pytest.mark.parametrize(
    ("address", "tls", "ssl", "port"),
    [
        ("smtp+starttls://me%40x:p%2Fw@mail.example.com:587", True, False, 587),
        ("smtps://me%40x:p%2Fw@mail.example.com", False, True, None),
        ("smtp://me%40x:p%2Fw@mail.example.com:2525", False, False, 2525),
    ],
)
def test_the_address_of_the_mail_server_says_how_to_reach_it(monkeypatch, tmp_path, address, tls, ssl, port):
    from clarion.configuration import mail_settings

    monkeypatch.setenv("CLARION_SMTP_URL", address)
    options = mail_settings(tmp_path)["default"]["OPTIONS"]
    assert options == {
        "host": "mail.example.com", "port": port, "username": "me@x", "password": "p/w",
        "use_tls": tls, "use_ssl": ssl, "timeout": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    "address", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:port"]
)
def test_an_address_of_a_mail_server_that_cannot_be_meant_is_an_error(monkeypatch, tmp_path, address):
    from clarion.configuration import Misconfigured, mail_settings

    monkeypatch.setenv("CLARION_SMTP_URL", address)
    with pytest.raises(Misconfigured, match=r"smtp\+starttls://user:password@host:port"):
        mail_settings(tmp_path)


def test_a_mail_that_has_not_gone_out_follows_a_hand_over_and_one_that_has_is_not_repeated(
    mail_server, promise, ana
):
    mark_and_call(at=promise.due_at)
    hand_over(promise.incident, {"communications_lead": ana}, by=ana, at=promise.due_at)
    send(promise.due_at)
    assert [mail["To"] for mail in mail_server.mails] == ["ana@example.com"]
    assert Call.objects.get().notice.person == ana
    hand_over(promise.incident, {"communications_lead": None}, by=ana, at=promise.due_at)
    assert send(promise.due_at + TAKEN_FOR) == 0


def test_a_mail_to_somebody_who_left_is_not_needed_when_nobody_else_is_called(mail_server, promise, ana, ben):
    mark_and_call(at=promise.due_at)
    hand_over(promise.incident, {"communications_lead": None, "backup": None}, by=ana, at=promise.due_at)
    send(promise.due_at)
    assert Call.objects.get().state == CallState.NOT_NEEDED
    assert mail_server.mails == []


def test_a_backup_who_stands_in_for_a_lead_who_left_reads_why(mail_server, promise, ana, ben):
    change_person(ben, role="communications_lead", is_active=False, by=ana, at=promise.due_at)
    mark_and_call(at=promise.due_at)
    send(promise.due_at)
    [mail] = mail_server.mails
    assert mail["To"] == "cleo@example.com"
    said = mail.get_payload(decode=True).decode()
    assert "You are called as the backup, because the communications lead cannot publish any more." in said

"""Alerts over HTTP: what they make, what they repeat, what is refused. Nothing here ever becomes public."""

import io
import json
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.origin import Via
from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.accounts.tokens import IntakeToken, make_intake_token
from clarion.flows.declare import accept_suggestion, dismiss_suggestion
from clarion.incidents.alerts import Alert, AlertStatus, Suggestion, SuggestionState
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.incidents.timeline import Source
from clarion.intake.webhooks import LARGEST_BODY
from clarion.updates.publication import IncidentUpdate


@pytest.fixture
def address(db, nine: datetime) -> str:
    return f"/intake/alertmanager/{make_intake_token('prometheus', by=None, at=nine)}"


@pytest.fixture
def ana(db) -> Person:
    return Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)


def alert(fingerprint="a1", *, status="firing", starts="2026-03-10T08:50:00Z", **labels):
    return {
        "status": status,
        "labels": {"alertname": "PaymentErrors", **labels},
        "annotations": {},
        "startsAt": starts,
        "endsAt": "2026-03-10T09:10:00Z" if status == "resolved" else "0001-01-01T00:00:00Z",
        "fingerprint": fingerprint,
    }


def message(*alerts, group="payments", summary="Card payments fail"):
    return {
        "version": "4",
        "groupKey": group,
        "status": "firing",
        "commonAnnotations": {"summary": summary},
        "alerts": list(alerts),
    }


def send(address, body):
    return Client(enforce_csrf_checks=True).post(address, data=body, content_type="application/json")


def test_an_alert_suggests_an_incident_and_publishes_nothing(address):
    checkout = add_service("Checkout", aliases=["checkout-api"])
    answer = send(address, message(alert(service="checkout-api", severity="critical")))
    suggestion = Suggestion.objects.get()
    assert answer.status_code == 202
    assert answer.json() == {"suggestion": suggestion.pk, "new": 1, "repeated": 0, "ignored": 0}
    assert suggestion.state == SuggestionState.WAITING
    assert suggestion.title == "Card payments fail"
    assert suggestion.severity == "SEV2"
    assert list(suggestion.services.all()) == [checkout]
    assert not Incident.objects.exists()
    assert not IncidentUpdate.objects.exists()


def test_new_alerts_are_told_to_the_audit_log_and_repeats_are_not(address):
    for _ in range(2):
        send(address, message(alert("a1"), alert("a2")))
    entry = AuditEntry.objects.get(act=Done.RECEIVED_ALERTS)
    assert (entry.subject, entry.detail) == ("Card payments fail", "2 new, from prometheus")
    assert (entry.person, entry.via, entry.address) == (None, Via.INTAKE, "127.0.0.1")


def test_a_repeat_changes_status_end_and_time_of_receipt_only(address):
    send(address, message(alert(pod="one")))
    before = Alert.objects.get()
    answer = send(address, message(alert(status="resolved", pod="two")))
    after = Alert.objects.get()
    assert answer.json() == {"suggestion": before.suggestion_id, "new": 0, "repeated": 1, "ignored": 0}
    assert after.status == AlertStatus.RESOLVED
    assert after.ends_at == datetime.fromisoformat("2026-03-10T09:10:00Z")
    assert after.last_received_at > before.last_received_at
    assert after.received_at == before.received_at
    assert after.labels == {"alertname": "PaymentErrors", "pod": "one"}


def test_the_same_alert_twice_in_one_message_is_one_row(address):
    assert send(address, message(alert(), alert())).json()["repeated"] == 1
    assert Alert.objects.count() == 1


def test_a_waiting_suggestion_gathers_its_group_and_grows_with_it(address):
    ledger = add_service("Ledger")
    send(address, message(alert("a1", severity="warning")))
    answer = send(
        address, message(alert("a2", starts="2026-03-10T08:40:00Z", severity="critical", app="ledger"))
    )
    suggestion = Suggestion.objects.get()
    assert answer.json()["suggestion"] == suggestion.pk
    assert suggestion.alerts.count() == 2
    assert suggestion.severity == "SEV2"
    assert suggestion.first_alert_at == datetime.fromisoformat("2026-03-10T08:40:00Z")
    assert list(suggestion.services.all()) == [ledger]


def test_another_group_is_another_suggestion(address):
    send(address, message(alert("a1"), group="payments"))
    send(address, message(alert("a2"), group="search"))
    assert Suggestion.objects.count() == 2


def test_a_suggestion_whose_alerts_are_resolved_stays_and_says_so(address):
    send(address, message(alert("a1"), alert("a2")))
    send(address, message(alert("a1", status="resolved"), alert("a2")))
    suggestion = Suggestion.objects.get()
    assert not suggestion.is_over()
    send(address, message(alert("a2", status="resolved")))
    suggestion.refresh_from_db()
    assert suggestion.is_over()
    assert suggestion.state == SuggestionState.WAITING


def test_a_resolved_alert_that_nobody_heard_of_is_ignored_and_counted(address):
    answer = send(address, message(alert(status="resolved")))
    assert answer.json() == {"suggestion": None, "new": 0, "repeated": 0, "ignored": 1}
    assert not Alert.objects.exists()


def test_a_resolved_alert_is_kept_when_its_group_has_a_suggestion(address):
    send(address, message(alert("a1")))
    assert send(address, message(alert("a2", status="resolved"))).json()["new"] == 1
    assert Suggestion.objects.get().alerts.count() == 2


def accept(suggestion, ana, at):
    services = {add_service("Checkout"): ServiceStatus.MAJOR_OUTAGE}
    return accept_suggestion(
        suggestion, title=suggestion.title, severity=suggestion.severity, services=services, by=ana, at=at
    )


def test_after_acceptance_new_alerts_of_the_group_are_entries_of_the_open_incident(address, ana, nine):
    send(address, message(alert("a1")))
    incident = accept(Suggestion.objects.get(), ana, nine)
    before = incident.entries.filter(source=Source.ALERT).count()
    answer = send(address, message(alert("a1"), alert("a2", starts="2026-03-10T09:05:00Z")))
    entry = incident.entries.filter(source=Source.ALERT).order_by("-pk")[0]
    assert answer.json()["new"] == 1
    assert incident.entries.filter(source=Source.ALERT).count() == before + 1
    assert entry.occurred_at == nine + timedelta(minutes=5)
    assert entry.text == "alert PaymentErrors firing"
    assert Suggestion.objects.count() == 1


def test_after_resolution_the_group_suggests_anew(address, ana, nine):
    send(address, message(alert("a1")))
    incident = accept(Suggestion.objects.get(), ana, nine)
    Incident.objects.filter(pk=incident.pk).update(state=State.RESOLVED)
    entries = incident.entries.count()
    send(address, message(alert("a1", starts="2026-03-11T08:50:00Z")))
    assert Suggestion.objects.filter(state=SuggestionState.WAITING).count() == 1
    assert incident.entries.count() == entries


def test_a_dismissed_suggestion_does_not_come_back_with_a_repeat_but_with_a_new_firing(address, ana, nine):
    send(address, message(alert("a1")))
    dismiss_suggestion(Suggestion.objects.get(), by=ana, at=nine)
    send(address, message(alert("a1")))
    assert Suggestion.objects.count() == 1
    send(address, message(alert("a1", starts="2026-03-10T12:00:00Z")))
    assert Suggestion.objects.count() == 2


def test_a_long_title_is_shortened_not_refused(address):
    send(address, message(alert(), summary="Card payments fail. " * 30))
    title = Suggestion.objects.get().title
    assert len(title) == 200
    assert title.endswith("…")


@pytest.mark.parametrize("token", ["unknown", "revoked"])
def test_an_unknown_token_and_a_revoked_one_learn_nothing(address, token):
    IntakeToken.objects.update(revoked_at=timezone.now())
    where = address if token == "revoked" else "/intake/alertmanager/no-such-token"
    answer = send(where, message(alert()))
    assert answer.status_code == 404
    assert answer.json() == {"error": "there is nothing here"}
    assert not Alert.objects.exists()


def test_what_is_refused_is_logged_without_the_token(address, caplog):
    send(address, {})
    assert caplog.messages == ["Refused: version: must be text, is missing"]


def test_only_post_is_answered(address):
    answer = Client().get(address)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.json() == {"error": "send alerts with POST"}


def test_one_bad_alert_is_named_and_nothing_is_stored(address):
    bad = {**alert("a4"), "startsAt": "2026-03-10T08:50:00"}
    answer = send(address, message(alert("a1"), alert("a2"), alert("a3"), bad))
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("alerts[3].startsAt: “2026-03-10T08:50:00” has no zone")
    assert not Alert.objects.exists()
    assert not Suggestion.objects.exists()


def test_an_empty_body_is_told_what_it_lacks(address):
    assert send(address, b"").json() == {"error": "body: is empty; send JSON with a Content-Length"}


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 200_000, b"1" * 10_000, b'"\\ud800"'])
def test_what_is_not_json_is_refused(address, raw):
    answer = send(address, raw)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("body: ")


def test_ten_megabytes_are_refused_unread(address):
    body = io.BytesIO(b" " * 10_000_000)
    answer = Client().generic(
        "POST", address, content_type="application/json", CONTENT_LENGTH="10000000", **{"wsgi.input": body}
    )
    assert body.tell() == 0
    assert answer.status_code == 413
    assert "larger than 1,000,000 bytes" in answer.json()["error"]


def test_a_body_just_at_the_cap_is_read_and_one_byte_more_is_not(address):
    body = json.dumps(message(alert())).encode()
    assert send(address, body.ljust(LARGEST_BODY)).status_code == 202
    assert send(address, body.ljust(LARGEST_BODY + 1)).status_code == 413


@pytest.mark.django_db(transaction=True)
def test_the_same_alert_from_two_senders_at_once_is_one_row(nine):
    address = f"/intake/alertmanager/{make_intake_token('prometheus', by=None, at=nine)}"
    together, answers = threading.Barrier(4), []

    def deliver():
        together.wait(timeout=30)
        answers.append(send(address, message(alert("a1"), alert("a2"))))
        connection.close()

    senders = [threading.Thread(target=deliver) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=60)
    assert [answer.status_code for answer in answers] == [202] * 4
    assert sum(answer.json()["new"] for answer in answers) == 2
    assert sum(answer.json()["repeated"] for answer in answers) == 6
    assert Alert.objects.count() == 2
    assert Suggestion.objects.count() == 1

"""What became of promises, who is called about them, and who did what: read through the API."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.flows.call import mark_and_call
from clarion.subscribers.call_rows import CallState
from clarion.subscribers.calls import Call
from clarion.updates.promises import Promise
from tests.api.conftest import Program
from tests.api.test_rules import error_of
from tests.factories.incidents import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed(incident, ben) -> Promise:
    """The first public word was owed ten minutes ago; Ben, who leads communication, is called."""
    promise = incident.promises.get(audience="public")
    Promise.objects.filter(pk=promise.pk).update(due_at=timezone.now() - timedelta(minutes=10))
    mark_and_call(at=timezone.now())
    promise.refresh_from_db()
    return promise


def test_the_ledger_of_an_incident_says_what_became_of_each_promise(as_dev, incident, missed, ben):
    line = as_dev.get(f"/incidents/{incident.pk}/ledger").json()["lines"][-1]
    assert (line["audience"], line["outcome"], line["standing"]) == ("public", "missed", True)
    assert 9 < line["minutes_late"] < 12
    say(incident, "Card payments fail.", by=ben, at=timezone.now())
    ledger = as_dev.get(f"/incidents/{incident.pk}/ledger").json()
    assert "1 late" in ledger["summary"]
    assert "Ben" not in json.dumps(ledger)


def test_statistics_count_by_month_and_severity_without_a_name(as_dev, incident, missed):
    [month] = as_dev.get("/promises/statistics", audience="public").json()
    assert (month["month"], month["severity"]) == (f"{missed.due_at:%Y-%m}", "SEV2")
    assert (month["kept"], month["late"], month["missed"]) == (0, 0, 1)
    assert as_dev.get("/promises/statistics", since="9998-01-01").json() == []
    assert list(error_of(as_dev.get("/promises/statistics", incident=1), 422, "invalid")["fields"]) == [
        "incident"
    ]


def test_a_token_reads_the_calls_of_its_person(as_ben, as_dev, incident, missed):
    [call] = as_ben.get("/calls").json()
    assert (call["incident"], call["audience"], call["promise"]) == (incident.pk, "public", missed.pk)
    assert call["to_everybody"] is False
    assert as_dev.get("/calls").json() == []


def test_a_call_that_failed_is_tried_again_by_an_admin(as_ana, missed):
    Call.objects.update(state=CallState.FAILED, done_at=timezone.now(), failure="The mail server refused it.")
    [failed] = [each for each in as_ana.get("/calls/in-trouble").json()["items"] if each["way"] == "mail"][:1]
    assert (failed["failure"], failed["next_attempt_at"]) == ("The mail server refused it.", None)
    again = as_ana.post(f"/calls/{failed['id']}/again").json()
    assert (again["state"], again["attempts"], again["failure"]) == ("waiting", 0, "")
    twice = as_ana.post(f"/calls/{failed['id']}/again")
    assert "not given up" in error_of(twice, 422, "invalid")["message"]
    assert failed["id"] not in [each["id"] for each in as_ana.get("/calls/in-trouble").json()["items"]]


def test_the_log_is_read_with_its_own_scope_only(ana, incident):
    for scope in ("read", "manage"):
        refused = error_of(Program(ana, scope).get("/audit"), 403, "not_allowed")
        assert refused["message"] == "This token may not see the audit log. Use one whose scopes allow it."
    assert Program(ana, "audit").get("/audit").status_code == 200


def test_the_log_is_filtered_by_words_person_act_and_day(ana, ben, incident):
    log = Program(ana, "audit")
    as_ben = Program(ben)
    as_ben.post(f"/incidents/{incident.pk}/timeline", {"text": "rolled back"})

    def acts(**query) -> list[str]:
        return [line["act"] for line in log.get("/audit", **query).json()["items"]]

    assert acts(person=ben.pk) == ["added_entry", "made_token"]
    assert acts(q=incident.reference, act="declared") == ["declared"]
    assert acts(since="9998-01-01") == acts(person=999999) == []
    assert len(acts(until="9998-12-31")) == AuditEntry.objects.count()
    line = log.get("/audit", act="added_entry").json()["items"][0]
    assert (line["person"], line["email"], line["via"]) == ("Ben Okafor", "ben@example.com", "api")
    assert (line["token"], line["subject"]) == ("a test", incident.reference)
    for query, field in (
        ({"since": "2026-03-11", "until": "2026-03-10"}, "until"),
        ({"act": "flew"}, "act"),
        ({"who": "ana"}, "who"),
    ):
        for path in ("/audit", "/audit/export"):
            assert list(error_of(log.get(path, **query), 422, "invalid")["fields"]) == [field]


def test_the_export_is_the_whole_log_as_json_lines_and_an_act_itself(ana, incident):
    log = Program(ana, "audit")
    answer = log.get("/audit/export", person=ana.pk, act="declared")
    assert answer.headers["Content-Type"] == "application/jsonl"
    assert answer.headers["Cache-Control"] == "no-store"
    [line] = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert (line["person"], line["act"], line["subject"]) == ("Ana Sousa", "declared", incident.reference)
    exported = AuditEntry.objects.get(act=Done.EXPORTED_AUDIT)
    assert (exported.subject, exported.detail) == ("jsonl", f"person: {ana.pk}; act: declared")
    whole = b"".join(log.get("/audit/export").streaming_content).splitlines()
    assert [json.loads(line)["id"] for line in whole] == list(
        AuditEntry.objects.oldest_first().values_list("pk", flat=True)
    )

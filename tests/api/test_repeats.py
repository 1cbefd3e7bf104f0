"""A program that tries again after a cut connection does nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from clarion.api.answered_requests import AnsweredRequest
from clarion.incidents.alerts import Suggestion
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
SENT = {"title": "Search is down", "severity": "SEV3"}
KEY = {"Idempotency-Key": "deploy-4711"}


def test_a_repeated_declaration_gets_the_first_answer(as_ana):
    first = as_ana.post("/incidents", SENT, **KEY)
    again = as_ana.post("/incidents", SENT, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Incident.objects.count() == 1


def test_without_a_key_each_request_is_one_of_its_own(as_ana):
    as_ana.post("/incidents", SENT)
    as_ana.post("/incidents", SENT)
    assert Incident.objects.count() == 2


def test_entries_are_added_once(as_ana, incident):
    for _ in range(2):
        answer = as_ana.post(f"/incidents/{incident.pk}/timeline", {"text": "rolled back"}, **KEY)
        assert answer.status_code == 201
    assert Entry.objects.filter(text="rolled back").count() == 1


def test_a_suggestion_is_accepted_once(as_ana):
    now = timezone.now()
    waiting = Suggestion.objects.create(
        group_key="k", title="HighErrorRate", severity="SEV2", first_alert_at=now, received_at=now
    )
    for _ in range(2):
        answer = as_ana.post(f"/suggestions/{waiting.pk}/accept", {}, **KEY)
        assert (answer.status_code, answer.json()["title"]) == (201, "HighErrorRate")
    other = as_ana.post(f"/suggestions/{waiting.pk}/accept", {})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "already_decided")
    assert as_ana.post(f"/suggestions/{waiting.pk}/dismiss").status_code == 409
    assert as_ana.get(f"/suggestions/{waiting.pk}").json()["incident"] == Incident.objects.get().pk


def test_a_key_is_of_one_request(as_ana):
    as_ana.post("/incidents", SENT, **KEY)
    other = as_ana.post("/incidents", SENT | {"severity": "SEV1"}, **KEY)
    assert other.status_code == 422
    assert "another request" in other.json()["error"]["fields"]["Idempotency-Key"][0]


def test_a_key_is_of_one_token(as_ana, ben):
    as_ana.post("/incidents", SENT, **KEY)
    assert Program(ben).post("/incidents", SENT, **KEY).status_code == 201
    assert Incident.objects.count() == 2


def test_what_was_refused_may_be_tried_again(as_ana):
    refused = SENT | {"services": [{"service": "Search", "status": "major_outage"}]}
    assert as_ana.post("/incidents", refused, **KEY).status_code == 422
    assert not AnsweredRequest.objects.exists()
    assert as_ana.post("/incidents", SENT, **KEY).status_code == 201


def test_after_a_day_a_key_is_forgotten(as_ana):
    as_ana.post("/incidents", SENT, **KEY)
    AnsweredRequest.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    as_ana.post("/incidents", SENT, **KEY)
    assert (Incident.objects.count(), AnsweredRequest.objects.count()) == (2, 1)


def test_of_the_key_only_a_hash_is_kept(as_ana):
    as_ana.post("/incidents", SENT, **KEY)
    assert "4711" not in str(AnsweredRequest.objects.values("key_hash", "request_hash").get())


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_is_bounded(as_ana, key):
    answer = as_ana.post("/incidents", SENT, **{"Idempotency-Key": key})
    assert list(answer.json()["error"]["fields"]) == ["Idempotency-Key"]
    assert not Incident.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_requests_at_once_one_declares_and_all_get_its_answer(ana):
    headers = {"Authorization": f"Bearer {Program(ana).secret}", **KEY}

    def send(_: int) -> tuple[int, int]:
        try:
            answer = Client().post(
                "/api/v1/incidents", SENT, content_type="application/json", headers=headers
            )
            return answer.status_code, answer.json()["number"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(12)))
    assert answers == {(201, Incident.objects.get().pk)}

"""The record through the API: by its version, or by what was seen of single fields."""

from datetime import timedelta

import pytest

from tests.api.test_rules import error_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(incident) -> str:
    return f"/incidents/{incident.pk}"


def test_two_who_change_different_fields_do_not_meet(as_ana, as_ben, incident, path):
    first = {"impact": "Nobody can pay", "seen": {"impact": "Card payments are declined"}}
    assert as_ana.patch(path, first).status_code == 200
    second = {"percent_affected": 60, "seen": {"percent_affected": 25}}
    assert as_ben.patch(path, second).json()["impact"] == "Nobody can pay"


def test_who_changes_the_same_field_is_shown_the_record_of_now(as_ana, as_ben, path):
    now = as_ana.patch(path, {"impact": "Nobody can pay", "version": 1}).json()
    late = {"impact": "Some cannot pay", "seen": {"impact": "Card payments are declined"}}
    error = error_of(as_ben.patch(path, late), 409, "record_changed")
    assert (error["version"], error["now"]) == (2, now)
    same = {"impact": "Nobody can pay", "seen": {"impact": "Card payments are declined"}}
    assert as_ben.patch(path, same).status_code == 200, "both want the same"


def test_every_kind_of_value_may_be_what_was_seen(as_ana, incident, checkout, path):
    seen = {
        "title": "Card payments fail",
        "severity": "SEV2",
        "state": "investigating",
        "users_affected": None,
        "regions": ["Europe"],
        "cause_confirmed": False,
        "workaround": "",
        "started_at": incident.started_at.isoformat(),
        "services": [{"service": "Checkout", "status": "major_outage"}],
    }
    change = {
        "title": "Payments fail",
        "severity": "SEV1",
        "state": "identified",
        "users_affected": 10,
        "regions": [],
        "cause_confirmed": True,
        "workaround": "Pay by bank transfer",
        "started_at": (incident.declared_at - timedelta(minutes=9)).isoformat(),
        "services": [],
    }
    changed = as_ana.patch(path, {**change, "seen": seen})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["services"], changed.json()["users_affected"]) == ([], 10)
    stale = {"services": [], "seen": {"services": seen["services"]}}
    assert as_ana.patch(path, stale).status_code == 200, "there are none by now, as wanted"
    lines = [{"service": "Checkout", "status": "partial_outage"}]
    error_of(as_ana.patch(path, {**stale, "services": lines}), 409, "record_changed")


def test_a_change_says_what_its_sender_saw(as_ana, path):
    nothing = error_of(as_ana.patch(path, {"impact": "Nobody can pay"}), 422, "invalid")
    assert list(nothing["fields"]) == ["version"]
    half = {"impact": "Nobody can pay", "cause": "unknown", "seen": {"cause": ""}}
    assert "impact" in error_of(as_ana.patch(path, half), 422, "invalid")["fields"]["seen"][0]
    assert as_ana.patch(path, {**half, "version": 1}).status_code == 200


def test_the_moments_are_written_and_taken_away(as_ana, incident, path):
    began = incident.declared_at - timedelta(minutes=20)
    moments = {
        "started_at": began,
        "detected_at": began + timedelta(minutes=5),
        "acknowledged_at": began + timedelta(minutes=7),
        "mitigated_at": began + timedelta(minutes=15),
    }
    sent = {name: moment.isoformat() for name, moment in moments.items()}
    assert as_ana.patch(path, {"version": 1, **sent}).status_code == 200
    incident.refresh_from_db()
    assert {name: getattr(incident, name) for name in moments} == moments
    too_early = {"version": 2, "mitigated_at": (began - timedelta(minutes=1)).isoformat()}
    assert list(error_of(as_ana.patch(path, too_early), 422, "invalid")["fields"]) == ["mitigated_at"]
    emptied = as_ana.patch(path, {"version": 2, "mitigated_at": None, "acknowledged_at": None}).json()
    assert (emptied["mitigated_at"], emptied["acknowledged_at"]) == (None, None)

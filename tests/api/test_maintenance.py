"""Planned work through the API: plan, announce, move, write ahead, cancel."""

from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(checkout):
    start = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    return {
        "title": "Database upgrade", "start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat(),
        "services": [checkout.name], "impact": "Payments take longer",
    }  # fmt: skip


def test_planned_work_is_listed_with_its_window_and_nothing_is_owed(as_ana, body):
    answer = as_ana.post("/maintenance", body)
    assert answer.status_code == 201, answer.content
    planned = answer.json()
    assert (planned["draft"], planned["overlaps"]) == (None, [])
    (listed,) = as_ana.get("/maintenance").json()["items"]
    assert listed == planned["incident"]
    assert (listed["planned"], listed["owed"], listed["state"]) == (True, [], "investigating")
    assert [line["status"] for line in listed["services"]] == ["under_maintenance"]
    again = as_ana.post("/maintenance", body).json()
    assert [other["reference"] for other in again["overlaps"]] == [listed["reference"]]


def test_it_is_moved_written_ahead_and_cancelled(as_ana, body):
    number = as_ana.post("/maintenance", body).json()["incident"]["number"]
    later = {"start": body["end"], "end": (timezone.now() + timedelta(days=4)).isoformat()}
    moved = as_ana.post(f"/incidents/{number}/window", later).json()
    assert moved["draft"] is None
    assert moved["incident"]["planned_start"][:16] == body["end"][:16]
    ahead = as_ana.post(f"/incidents/{number}/ahead", {"state": "resolved"}).json()["draft"]
    assert (ahead["kind"], ahead["publish_at"]) == ("resolution", moved["incident"]["planned_end"])
    assert as_ana.post(f"/incidents/{number}/begin").json()["draft"]["state"] == "identified"
    cancelled = as_ana.post(f"/incidents/{number}/cancel").json()
    assert cancelled["incident"]["cancelled_at"] is not None
    assert cancelled["incident"]["state"] == "resolved"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end": "2020-01-01T00:00:00Z"}, "end"),
        ({"start": "2020-01-01T00:00:00Z"}, "start"),
        ({"repeat": {"rule": "FREQ=HOURLY"}}, "rule"),
        ({"repeat": {"rule": "FREQ=DAILY", "zone": "Mars"}}, "zone"),
        ({"repeat": {"rule": "FREQ=DAILY", "weeks_ahead": 9}}, "repeat.weeks_ahead"),
        ({"services": ["Nothing"]}, "services"),
    ],
)
def test_a_mistake_names_its_field(as_ana, body, change, field):
    answer = as_ana.post("/maintenance", body | change)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]


def test_what_is_no_planned_work_is_neither_moved_nor_cancelled(as_ana, incident, body):
    answer = as_ana.post(f"/incidents/{incident.pk}/cancel")
    assert answer.status_code == 422
    assert "is an incident, no planned work" in answer.json()["error"]["message"]

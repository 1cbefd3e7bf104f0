"""Cachet's files, of version 2 and of version 3: what is read of them, and that a broken one is named and never raises."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from clarion.incidents.states import ServiceStatus, State
from clarion.intake.cachet import parse_files
from clarion.intake.history import PastService, PastSubscriber
from tests.intake.json_mutations import mutated
from tests.intake.other_pages import CACHET_2, CACHET_3, cachet

UTC_ZONE, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")


def at(hour, minute=0, day=10, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_services_of_version_2_are_in_their_groups():
    assert parse_files(cachet(2), zone=UTC_ZONE).services == (
        PastService("Checkout", "Shop", "Paying", position=2),
        PastService("Search", "", "", position=1),
    )


def test_an_incident_begins_with_its_own_message_and_ends_with_its_last():
    incident, slow, _ = parse_files(cachet(2), zone=UTC_ZONE).incidents
    assert [(update.at, update.state, update.text) for update in incident.updates] == [
        (at(10, 5), State.INVESTIGATING, "Card payments fail."),
        (at(10, 30), State.IDENTIFIED, "A certificate expired."),
        (at(11), State.RESOLVED, "Payments work again."),
    ]
    assert (incident.services, incident.status, incident.path) == (
        ("Checkout",),
        ServiceStatus.MAJOR_OUTAGE,
        "/incidents/12",
    )
    assert incident.resolved_at == at(11)
    assert [(update.at, update.state) for update in slow.updates] == [
        (at(10, day=11), State.INVESTIGATING),
        (at(10, 20, day=11), State.RESOLVED),
    ]


def test_what_was_hidden_from_readers_stays_hidden():
    assert "Hidden" not in {incident.title for incident in parse_files(cachet(2), zone=UTC_ZONE).incidents}


def test_times_are_of_the_zone_that_is_named():
    incident, *_ = parse_files(cachet(2), zone=BERLIN).incidents
    assert incident.started_at == at(9, 5)


def test_planned_work_is_announced_when_it_was():
    work = parse_files(cachet(2), zone=UTC_ZONE).incidents[-1]
    assert (work.planned, work.started_at, work.services) == (True, at(22, day=1, month=4), ("Search",))
    assert [(update.at, update.state) for update in work.updates] == [(at(9, day=20), State.INVESTIGATING)]


def test_before_version_2_4_planned_work_was_an_incident():
    old = {
        "id": 20, "component_id": 0, "name": "Move", "status": 0, "visible": 1, "message": "We move.",
        "scheduled_at": "2026-04-02 22:00:00", "created_at": "2026-03-20 09:00:00",
    }  # fmt: skip
    (work,) = parse_files({"incidents.json": json.dumps({"data": [old]}).encode()}, zone=UTC_ZONE).incidents
    assert (work.planned, work.key) == (True, "cachet:schedule:20")


def test_subscribers_of_version_2():
    assert parse_files(cachet(2), zone=UTC_ZONE).subscribers == (
        PastSubscriber("mail", "ida@example.com", None, confirmed=True),
        PastSubscriber("mail", "jon@example.com", None, confirmed=False),
        PastSubscriber("mail", "kim@example.com", ("Search",), confirmed=True),
    )


def test_version_3_tells_the_same_in_other_words():
    parsed = parse_files(cachet(3), zone=UTC_ZONE)
    incident, work = parsed.incidents
    assert parsed.services == (PastService("Checkout", "Shop", "Paying", position=1),)
    assert [(update.at, update.state) for update in incident.updates] == [
        (at(10, 5), State.INVESTIGATING),
        (at(11), State.RESOLVED),
    ]
    assert (incident.services, incident.path) == (("Checkout",), "/incidents/6c0ec1d2-0000")
    assert (work.planned_end, work.updates[-1].state) == (at(23, day=1, month=4), State.RESOLVED)
    assert parsed.subscribers == (PastSubscriber("mail", "ida@example.com", None, confirmed=True),)
    assert parsed.complaints == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": 9, "updates": []}, "data[0].status: 9 is not known; use 0, 1, 2, 3, 4"),
        ({"component_id": 99}, "data[0].component_id: is 99, which no file lists; add components"),
        ({"occurred_at": "soon"}, "data[0].occurred_at: “soon” is not a time;"),
        ({"name": None}, "data[0].name: must not be empty"),
        ({"id": None}, "data[0].id: must be text, is missing"),
        ({"id": ""}, "data[0].id: must not be empty"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(change, said):
    incident = {**CACHET_2["incidents.json"][0]["data"][0], **change}
    parsed = parse_files(cachet(2, incidents_json={"data": [incident]}), zone=UTC_ZONE)
    (complaint,) = parsed.complaints
    assert str(complaint).startswith(f"incidents.json: {said}")


def test_an_address_that_is_none_is_left_out_and_the_others_come_over():
    ida, jon, _ = CACHET_2["subscribers.json"]["data"]
    files = cachet(2, subscribers_json={"data": [{**ida, "email": "ida"}, jon]})
    parsed = parse_files(files, zone=UTC_ZONE)
    assert [one.address for one in parsed.subscribers] == ["jon@example.com"]
    assert [str(complaint) for complaint in parsed.complaints] == [
        "subscribers.json: data[0].email: This is not an e-mail address. Write it like name@example.com. It was left out."
    ]
    assert not parsed.is_broken


def test_planned_work_without_an_id_is_named_by_its_path():
    work = {**CACHET_2["schedules.json"]["data"][0], "id": None}
    (complaint,) = parse_files(cachet(2, schedules_json={"data": [work]}), zone=UTC_ZONE).complaints
    assert str(complaint) == "schedules.json: data[0].id: must be text, is missing"


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=200)
@given(data=mutated([*CACHET_2.values(), *CACHET_3.values()]))
def test_whatever_files_hold_is_read_or_complained_of(data):
    documents = data if isinstance(data, list) else [data]
    files = {f"{number}.json": json.dumps(each).encode() for number, each in enumerate(documents)}
    parse_files(files, zone=UTC_ZONE)

"""Statuspage's files: what is read of them, and that a broken one is named and never raises."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.history import PastService, PastSubscriber, kind_of
from clarion.intake.statuspage import parse_files
from clarion.subscribers.subscriber import Payload
from tests.intake.json_mutations import mutated
from tests.intake.other_pages import CHECKOUT, COMPONENTS, INCIDENT, MAINTENANCE, SEARCH, statuspage


def at(hour, minute=0, day=10, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_services_are_read_in_their_groups_and_order():
    assert parse_files(statuspage()).services == (
        PastService("Checkout", "Shop", "Paying for a basket", position=2, id=CHECKOUT),
        PastService("Search", "", "", position=3, id=SEARCH),
    )


def test_an_incident_is_read_oldest_first_with_what_each_message_said_of_services():
    incident, _ = parse_files(statuspage()).incidents
    assert (incident.key, incident.id) == ("statuspage:i1i1i1i1i1i1", "i1i1i1i1i1i1")
    assert (incident.severity, incident.started_at, incident.resolved_at) == (Severity.SEV2, at(9), at(10))
    assert incident.services == ("Checkout",)
    assert [(update.at, update.state) for update in incident.updates] == [
        (at(9, 5), State.INVESTIGATING),
        (at(9, 45), State.MONITORING),
        (at(10), State.RESOLVED),
        (at(9, day=12), State.RESOLVED),
    ]
    assert [line.status for update in incident.updates for line in update.services] == [
        ServiceStatus.MAJOR_OUTAGE,
        ServiceStatus.DEGRADED_PERFORMANCE,
        ServiceStatus.OPERATIONAL,
        ServiceStatus.OPERATIONAL,
    ]


def test_a_post_mortem_stays_one():
    incident, _ = parse_files(statuspage()).incidents
    kinds = [kind_of(number, update) for number, update in enumerate(incident.updates)]
    assert kinds == ["acknowledgement", "progress", "resolution", "postmortem"]


def test_a_message_without_words_says_its_state():
    incident, _ = parse_files(statuspage()).incidents
    assert incident.updates[1].text == "Monitoring."


def test_planned_work_has_its_window():
    _, work = parse_files(statuspage()).incidents
    assert (work.planned, work.started_at, work.planned_end, work.resolved_at) == (
        True,
        at(22, day=1, month=4),
        at(23, day=1, month=4),
        None,
    )
    assert work.status == ServiceStatus.UNDER_MAINTENANCE


def test_who_confirmed_is_told_and_what_cannot_be_carried_over_is_said():
    parsed = parse_files(statuspage())
    assert parsed.subscribers == (
        PastSubscriber("mail", "ida@example.com", None, confirmed=True),
        PastSubscriber("mail", "jon@example.com", None, confirmed=False),
        PastSubscriber(
            "webhook",
            "https://hooks.example.com/clarion",
            ("Checkout", "Search"),
            confirmed=True,
            payload=Payload.STATUSPAGE,
        ),
    )
    assert [str(complaint) for complaint in parsed.complaints] == [
        "subscribers.csv:5: sms subscribers cannot be carried over; left out",
        "subscribers.csv:6: is quarantined; left out",
    ]
    assert not parsed.is_broken


def test_pages_of_the_authenticated_api_are_bare_lists_and_name_components_by_id():
    subscribers = [
        {"id": "1", "mode": "email", "email": "ida@example.com", "components": [SEARCH], "state": "active"},
        {"id": "2", "mode": "slack", "components": None},
        {
            "id": "3",
            "mode": "webhook",
            "endpoint": "https://h.example.com/",
            "quarantined_at": "2026-01-01T00:00:00Z",
        },
    ]
    files = {
        "incidents-1.json": json.dumps([INCIDENT]).encode(),
        "components.json": json.dumps(COMPONENTS["components"]).encode(),
        "subscribers.json": json.dumps(subscribers).encode(),
    }
    parsed = parse_files(files)
    assert [incident.id for incident in parsed.incidents] == ["i1i1i1i1i1i1"]
    assert parsed.subscribers == (PastSubscriber("mail", "ida@example.com", ("Search",), confirmed=True),)
    assert [service.name for service in parsed.services] == ["Checkout", "Search"]


def test_addresses_are_spelled_in_one_way_and_what_is_none_is_left_out_with_its_line():
    table = "email,state\nnot an address,active\nida@Bücher.example,active\njon@@example.com,active\n"
    parsed = parse_files({"subscribers.csv": table.encode()})
    assert [one.address for one in parsed.subscribers] == ["ida@xn--bcher-kva.example"]
    assert [str(complaint) for complaint in parsed.complaints] == [
        "subscribers.csv:2: address: An address has no spaces and no line breaks. Take them out, please. It was left out.",
        "subscribers.csv:4: address: This is not an e-mail address. Write it like name@example.com. It was left out.",
    ]
    assert not parsed.is_broken


def test_addresses_in_json_are_named_by_their_path_and_never_repeated():
    subscribers = [
        {"id": "1", "mode": "email", "email": "nobody", "state": "active"},
        {"id": "2", "mode": "webhook", "endpoint": "https://127.0.0.1/s3cret", "state": "active"},
        {"id": "3", "mode": "email", "email": "ida@Bücher.example", "state": "active"},
    ]
    parsed = parse_files({"subscribers.json": json.dumps(subscribers).encode()})
    assert [one.address for one in parsed.subscribers] == ["ida@xn--bcher-kva.example"]
    mail, webhook = map(str, parsed.complaints)
    assert mail.startswith("subscribers.json: subscribers[0].email: This is not an e-mail address.")
    assert webhook.startswith("subscribers.json: subscribers[1].endpoint: This address lies inside a network")
    assert "s3cret" not in webhook
    assert not parsed.is_broken


def test_an_incident_in_two_files_is_one():
    files = statuspage(
        summary_json={"incidents": [INCIDENT], "scheduled_maintenances": [MAINTENANCE], **COMPONENTS}
    )
    assert len(parse_files(files).incidents) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"impact": "huge"}, "incidents[0].impact: “huge” is not known; use one of"),
        ({"incident_updates": []}, "incidents[0].incident_updates: is empty;"),
        ({"name": 5}, "incidents[0].name: must be text, is a number"),
        ({"started_at": "2026-03-10 09:00"}, "incidents[0].started_at: “2026-03-10 09:00” has no zone"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(change, said):
    parsed = parse_files(statuspage(incidents_json={"incidents": [{**INCIDENT, **change}]}))
    (complaint,) = [each for each in parsed.complaints if each.breaks]
    assert str(complaint).startswith(f"incidents.json: {said}")
    assert [incident.key for incident in parsed.incidents] == ["statuspage:m1m1m1m1m1m1"]


def test_a_file_that_is_no_json_is_named_with_its_line():
    parsed = parse_files({"incidents.json": b'{"incidents": [\n{"id": }]}'})
    assert str(parsed.complaints[0]).startswith("incidents.json:2: is not JSON")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    mutated(
        {
            "components": COMPONENTS["components"],
            "incidents": [INCIDENT],
            "scheduled_maintenances": [MAINTENANCE],
        }
    )
)
def test_whatever_a_file_holds_is_read_or_complained_of(document):
    parsed = parse_files({"summary.json": json.dumps(document).encode()})
    assert parsed.complaints or parsed.incidents or parsed.services


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_complained_of(raw):
    parsed = parse_files({"file": raw})
    assert parsed.incidents == ()

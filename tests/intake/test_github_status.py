"""GitHub's incident history: one line, one incident; what is wrong with a line is said with its number."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.github_status import parse
from clarion.intake.history import kind_of

HISTORY = Path(__file__).parents[2].parent / "shared" / "data" / "github-incidents-2024-2025.jsonl"


def incident(**changes):
    line = {
        "id": "101",
        "title": "Card payments fail",
        "url": "https://status.example.com/incidents/101",
        "impact": "major",
        "components": ["Checkout", "Ledger", "Checkout"],
        "started_at": "2026-03-10T09:00:00Z",
        "resolved_at": "2026-03-10T10:00:30Z",
        "updates": [
            {"at": "2026-03-10T09:05:00Z", "status": "Investigating", "message": "We are looking."},
            {"at": "2026-03-10T10:20:00+01:00", "status": "Update", "message": " Still looking.\n"},
            {"at": "2026-03-10T09:40:00Z", "status": "Identified", "message": "A certificate expired."},
            {"at": "2026-03-10T09:50:00Z", "status": "Update", "message": "A new one is on its way."},
            {"at": "2026-03-10T10:00:00Z", "status": "Resolved", "message": "Payments work again."},
        ],
    }
    return {**line, **changes}


def lines(*incidents):
    return "\n".join(json.dumps(one) for one in incidents).encode()


def only(**changes):
    (past,) = parse(lines(incident(**changes)), "f").incidents
    return past


def test_an_incident_is_read_with_the_times_of_its_source():
    past = only()
    assert past.key == "github-status:101"
    assert past.origin == "https://status.example.com/incidents/101"
    assert past.title == "Card payments fail"
    assert (past.severity, past.status) == (Severity.SEV2, ServiceStatus.PARTIAL_OUTAGE)
    assert past.services == ("Checkout", "Ledger")
    assert past.started_at == datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert past.resolved_at == datetime(2026, 3, 10, 10, 0, 30, tzinfo=UTC)
    assert past.updates[1].at == datetime(2026, 3, 10, 9, 20, tzinfo=UTC)
    assert past.updates[1].text == "Still looking."
    assert not past.planned


def test_an_update_keeps_the_state_before_it():
    assert [update.state for update in only().updates] == [
        State.INVESTIGATING, State.INVESTIGATING, State.IDENTIFIED, State.IDENTIFIED, State.RESOLVED,
    ]  # fmt: skip


def test_place_and_state_suggest_the_kind():
    kinds = [kind_of(number, update) for number, update in enumerate(only().updates)]
    assert kinds == ["acknowledgement", "progress", "progress", "progress", "resolution"]
    told_afterwards = only(updates=incident()["updates"][-1:])
    assert [kind_of(0, update) for update in told_afterwards.updates] == ["resolution"]


def test_updates_are_told_oldest_first_whatever_their_order_in_the_file():
    assert only(updates=incident()["updates"][::-1]).updates == only().updates


def test_planned_work_goes_from_scheduled_to_completed():
    steps = ["Scheduled", "In progress", "Verifying", "Completed"]
    updates = [{"at": f"2026-03-10T0{n}:00:00Z", "status": s, "message": s} for n, s in enumerate(steps)]
    past = only(impact="maintenance", updates=updates)
    assert past.planned
    assert (past.severity, past.status) == (Severity.SEV4, ServiceStatus.UNDER_MAINTENANCE)
    assert [update.state for update in past.updates] == [
        "investigating",
        "identified",
        "monitoring",
        "resolved",
    ]


@pytest.mark.parametrize(
    ("impact", "severity"),
    [("critical", "SEV1"), ("major", "SEV2"), ("minor", "SEV3"), ("none", "SEV4"), ("maintenance", "SEV4")],
)
def test_impact_becomes_severity(impact, severity):
    assert only(impact=impact).severity == severity


def test_an_incident_whose_last_update_does_not_resolve_it_is_open():
    past = only(updates=incident()["updates"][:3])
    assert past.state == State.IDENTIFIED
    assert past.resolved_at is None


def test_without_a_moment_of_resolution_the_last_update_tells_it():
    assert only(resolved_at=None).resolved_at == datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


def test_without_components_and_address_the_place_in_the_file_is_the_origin():
    past = only(components=None, url=None)
    assert past.services == ()
    assert past.origin == "f, line 1"


def update(**changes):
    return [{"at": "2026-03-10T09:05:00Z", "status": "Resolved", "message": "Over.", **changes}]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "is not JSON; each line holds one whole incident"),
        (b"[" * 200_000, "is not JSON; each line holds one whole incident"),
        (b"\xff", "is not UTF-8; save the file in that encoding"),
        (b"[]", "line: must be an object, is a list"),
        (lines(incident(id=7)), "id: must be text, is a number"),
        (lines(incident(title="")), "title: must not be empty"),
        (lines(incident(title="x" * 201)), "title: is 201 characters long; shorten it to at most 200"),
        (lines(incident(impact="huge")), "impact: “huge” is not known; use one of critical, major, minor, none, "),
        (lines(incident(started_at="2026-03-10T09:00:00")), "started_at: “2026-03-10T09:00:00” has no zone; add Z"),
        (lines(incident(resolved_at="later")), "resolved_at: “later” is not a time"),
        (lines(incident(resolved_at="2026-03-10T08:59:00Z")), "resolved_at: is before started_at; correct one of the two"),
        (lines(incident(components=["a", ""])), "components[1]: must not be empty"),
        (lines(incident(updates=[])), "updates: is empty; an incident without a message cannot be shown"),
        (lines(incident(updates=update(status="Paused"))), "updates[0].status: “Paused” is not known; use one of "),
        (lines(incident(updates=update(at="9:05"))), "updates[0].at: “9:05” is not a time"),
        (lines(incident(updates=update(message=" "))), "updates[0].message: must not be empty"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_and_makes_no_incident(line, complaint):
    good = lines(incident(id="102"))
    parsed = parse(good + b"\n\n" + line + b"\n", "history.jsonl")
    assert [past.key for past in parsed.incidents] == ["github-status:102"]
    assert parsed.is_broken
    assert str(parsed.complaints[0]).startswith(f"history.jsonl:3: {complaint}")
    assert len(parsed.complaints) == 1


def test_an_id_that_stands_twice_is_a_broken_line():
    parsed = parse(lines(incident(), incident(title="Other")), "f")
    assert [str(one) for one in parsed.complaints] == [
        "f:2: id 101 is on line 1 already; remove one of the two"
    ]
    assert [past.title for past in parsed.incidents] == ["Card payments fail"]


@given(raw=st.binary() | st.text().map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_complained_about(raw):
    parsed = parse(raw, "f")
    assert parsed.is_broken or not raw.strip(b"\n \t\r\x0b\x0c")


@pytest.mark.skipif(not HISTORY.exists(), reason="the folder shared is not beside the checkout")
def test_the_real_history_is_read_whole():
    parsed = parse(HISTORY.read_bytes(), HISTORY.name)
    assert parsed.complaints == ()
    assert len(parsed.incidents) == 299
    assert sum(len(past.updates) for past in parsed.incidents) == 1696
    assert sum(past.planned for past in parsed.incidents) == 8
    assert all(past.state == State.RESOLVED for past in parsed.incidents)

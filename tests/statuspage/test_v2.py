"""The Statuspage v2 JSON: strict in shape, true in content."""

import json
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.statuspage.publishing import freeze
from clarion.statuspage.snapshots import latest_snapshot
from tests.factories.incidents import a_history, an_incident, say
from tests.statuspage.reading_files import every_document
from tests.statuspage.v2_shapes import DOCUMENTS, SERVICE, STATUS, faults, json_schema

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def read(shown):
    def read(name: str, *, at) -> Any:
        return json.loads(shown(f"/api/v2/{name}", at=at))

    return read


@pytest.fixture
def busy(nine, ben, checkout):
    """An open incident, a resolved one, planned work ahead, planned work under way."""
    receipts = add_service("Receipts", group="Messages", description="By e-mail")
    a_history(2, service=receipts, at=nine)
    incident = an_incident(services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    say(incident, "We found the cause.", state=State.MONITORING, by=ben, at=nine + MINUTE)
    for title, state in [("Ahead", State.INVESTIGATING), ("Under way", State.IDENTIFIED)]:
        work = an_incident(
            title, services={receipts: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=ben, at=nine
        )
        say(work, "Receipts come later.", state=state, by=ben, at=nine)
    freeze(None, at=nine + MINUTE)
    return incident


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_has_exactly_the_shape_that_strict_clients_decode(name, nine, busy, read):
    document = read(name, at=nine + MINUTE)
    assert faults(document, DOCUMENTS[name]) == []
    assert all(document.values()), "an empty list would prove nothing of its shape"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_passes_a_json_schema_that_takes_no_other_keys(name, nine, busy, read):
    validator = Draft202012Validator(json_schema(DOCUMENTS[name]))
    document = read(name, at=nine + MINUTE)
    assert [error.message for error in validator.iter_errors(document)] == []
    document["page"]["next_update_by"] = None
    assert not validator.is_valid(document)


def test_the_documents_are_all_that_the_api_has_and_that_are_read_without_signing_in(
    nine, busy, shown, public_folder
):
    shown(at=nine + MINUTE)
    paths = {path.partition(" ")[0] for path in every_document(public_folder)}
    assert {path for path in paths if path.startswith("/api/v2/")} == {
        f"/api/v2/{name}" for name in DOCUMENTS
    }


def test_the_checker_sees_what_is_missing_surplus_and_wrong():
    assert faults({"indicator": "none"}, STATUS) == [".description is missing"]
    surplus = {"indicator": "none", "description": "", "late": True}
    assert faults(surplus, STATUS) == [".late is not known to clients"]
    assert faults([{"id": "UPPER"}], [{"id": SERVICE["id"]}]) == [
        "[0].id: 'UPPER' is not of the form [a-z0-9]{12}"
    ]


def test_a_service_without_a_group_has_no_key_components(nine, busy, read):
    components = {each["name"]: each for each in read("components.json", at=nine)["components"]}
    assert "components" not in components["Checkout"]
    assert components["Messages"]["components"] == [components["Receipts"]["id"]]
    assert components["Receipts"]["group_id"] == components["Messages"]["id"]


def test_the_newest_update_comes_first_and_says_what_changed(nine, busy, read):
    (incident,) = read("incidents/unresolved.json", at=nine)["incidents"]
    newest, oldest = incident["incident_updates"]
    assert newest["body"] == "We found the cause."
    assert incident["status"] == newest["status"] == "monitoring"
    assert incident["monitoring_at"] == newest["created_at"] == "2026-03-10T09:01:00.000Z"
    (line,) = oldest["affected_components"]
    assert (line["old_status"], line["new_status"]) == ("operational", "partial_outage")


def test_planned_work_is_listed_by_its_state_and_never_as_an_incident(nine, busy, read):
    names = {
        name: [
            each["name"]
            for each in read(f"scheduled-maintenances/{name}.json", at=nine)["scheduled_maintenances"]
        ]
        for name in ("upcoming", "active")
    }
    assert names == {"upcoming": ["Ahead"], "active": ["Under way"]}
    incidents = [each["name"] for each in read("incidents.json", at=nine)["incidents"]]
    assert incidents == ["Card payments fail", "Past incident 0", "Past incident 1"]


@pytest.mark.parametrize(
    ("severity", "status", "indicator", "description"),
    [
        (Severity.SEV4, ServiceStatus.OPERATIONAL, "none", "All Systems Operational"),
        (Severity.SEV4, ServiceStatus.DEGRADED_PERFORMANCE, "minor", "Minor Service Outage"),
        (Severity.SEV3, ServiceStatus.OPERATIONAL, "minor", "Minor Service Outage"),
        (Severity.SEV3, ServiceStatus.PARTIAL_OUTAGE, "major", "Partial System Outage"),
        (Severity.SEV2, ServiceStatus.DEGRADED_PERFORMANCE, "major", "Partial System Outage"),
        (Severity.SEV4, ServiceStatus.MAJOR_OUTAGE, "critical", "Major Service Outage"),
        (Severity.SEV1, ServiceStatus.OPERATIONAL, "critical", "Major Service Outage"),
        (Severity.SEV4, ServiceStatus.UNDER_MAINTENANCE, "maintenance", "Service Under Maintenance"),
    ],
)
def test_the_roll_up_is_the_worst_of_services_and_incidents(
    severity, status, indicator, description, nine, ben, checkout, read
):
    incident = an_incident(severity=severity, services={checkout: status}, by=ben, at=nine)
    say(incident, "Something is wrong.", by=ben, at=nine)
    assert read("status.json", at=nine)["status"] == {"indicator": indicator, "description": description}


def test_two_incidents_on_one_service_show_the_worse_status_until_it_is_resolved(nine, ben, checkout, read):
    statuses = (ServiceStatus.MAJOR_OUTAGE, ServiceStatus.DEGRADED_PERFORMANCE)
    worse, _ = [an_incident(services={checkout: status}, by=ben, at=nine) for status in statuses]
    for incident in (worse, _):
        say(incident, "Something is wrong.", by=ben, at=nine)
    assert read("components.json", at=nine)["components"][0]["status"] == "major_outage"
    say(worse, "It is over.", state=State.RESOLVED, by=ben, at=nine + MINUTE)
    assert read("components.json", at=nine + MINUTE)["components"][0]["status"] == "degraded_performance"


def test_the_snapshot_holds_the_summary_that_readers_get(nine, busy, read):
    snapshot = latest_snapshot()
    assert snapshot is not None
    assert snapshot.content == read("summary.json", at=nine + MINUTE)

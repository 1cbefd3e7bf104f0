"""Our own public API: strict in shape by the schema that it serves, true in content, late by the clock alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from jsonschema import Draft202012Validator, FormatChecker

from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.public_api_schema import schema
from clarion.statuspage.publishing import freeze
from clarion.updates.publication import IncidentUpdate
from tests.factories.incidents import an_incident, put_right, say
from tests.statuspage.reading_files import every_document, text_at

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
#: Name of a document -> its definition in the schema.
DOCUMENTS = {
    "summary.json": "summary",
    "services.json": "services",
    "incidents.json": "incidents",
    "incidents/open.json": "incidents",
    "maintenances.json": "maintenances",
    "updates.json": "updates",
}


@pytest.fixture
def read(shown):
    def read(name: str, *, at, written=None) -> Any:
        return json.loads(shown(f"/api/v1/public/{name}", at=at, written=written))

    return read


@pytest.fixture
def busy(nine, ben, cleo, checkout):
    """An open incident with a correction and a quiet one, a resolved one, planned work."""
    receipts = add_service("Receipts", group="Messages", description="By e-mail")
    over = an_incident(
        "Receipts come late", services={receipts: ServiceStatus.DEGRADED_PERFORMANCE}, by=ben, at=nine
    )
    say(over, "Receipts come late.", by=ben, at=nine)
    say(over, "They come at once.", state=State.RESOLVED, by=ben, at=nine)
    incident = an_incident(services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=nine)
    wrong = say(incident, "Card payments fail in Spain.", by=ben, at=nine)
    put_right(wrong, "Card payments fail in Spain.", "They fail in France.", by=ben, at=nine + MINUTE)
    typo = say(incident, "We are investigatnig.", promise=10 * MINUTE, by=ben, at=nine + 2 * MINUTE)
    proposal = propose_quietly(
        typo,
        wrong_words="investigatnig",
        right_words="investigating",
        reason="typo",
        by=ben,
        at=nine + 2 * MINUTE,
    )
    put_right_quietly(proposal, by=cleo, at=nine + 3 * MINUTE)
    work = an_incident(
        "New machines", services={receipts: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=ben, at=nine
    )
    say(work, "Receipts come later.", by=ben, at=nine)
    return incident


def faults(document: Any, definition: str) -> list[str]:
    """In what a document is not as the schema says."""
    whole = schema()
    validator = Draft202012Validator(
        {**whole, "oneOf": [{"$ref": f"#/$defs/{definition}"}]}, format_checker=FormatChecker()
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_schema_is_served_and_is_a_schema(nine, busy, read):
    served = read("schema.json", at=nine + 3 * MINUTE)
    assert served == schema()
    Draft202012Validator.check_schema(served)


def test_no_object_of_the_schema_takes_other_keys_than_it_names():
    def objects(value: Any):
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield value
            for each in value.values():
                yield from objects(each)
        elif isinstance(value, list):
            for each in value:
                yield from objects(each)

    found = list(objects(schema()))
    assert len(found) > 15
    assert all(each["additionalProperties"] is False for each in found)
    assert all(each["required"] == list(each["properties"]) for each in found)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_as_the_schema_says(name, nine, busy, read):
    document = read(name, at=nine + 3 * MINUTE)
    assert faults(document, DOCUMENTS[name]) == []
    assert all(document.values()), "an empty list would prove nothing of its shape"


def test_every_incident_has_a_document_of_its_own_as_the_schema_says(nine, busy, read, public_folder):
    read("summary.json", at=nine + 3 * MINUTE)
    paths = [path.partition(" ")[0] for path in every_document(public_folder)]
    folder = "/api/v1/public/incidents/"
    own = {path for path in paths if path.startswith(folder) and not path.endswith("/open.json")}
    assert len(own) == 3
    for path in own:
        assert faults(json.loads(text_at(public_folder, path, nine + 3 * MINUTE)), "one_incident") == []


def test_the_checker_sees_what_is_missing_surplus_and_wrong(nine, busy, read):
    document = read(f"incidents/{busy.public_id}.json", at=nine + 3 * MINUTE)
    del document["incident"]["late"]
    document["incident"]["severity"] = "SEV2"
    document["incident"]["began_at"] = "yesterday"
    assert len(faults(document, "one_incident")) == 1, "the only faults are below oneOf"
    assert Draft202012Validator({"$ref": "#/$defs/incident", "$defs": schema()["$defs"]}).is_valid(
        read(f"incidents/{busy.public_id}.json", at=nine + 3 * MINUTE)["incident"]
    )


def test_a_correction_names_what_it_corrects_and_the_other_way_round(nine, busy, read):
    updates = read(f"incidents/{busy.public_id}.json", at=nine + 3 * MINUTE)["incident"]["updates"]
    _typo, right, wrong = updates
    assert right["kind"] == "correction"
    assert right["corrects"] == {
        "id": wrong["id"], "published_at": wrong["published_at"], "wrong_words": "Card payments fail in Spain.",
    }  # fmt: skip
    assert wrong["corrects"] is None
    assert wrong["corrected_by"] == [
        {
            "id": right["id"],
            "published_at": right["published_at"],
            "wrong_words": "Card payments fail in Spain.",
        }
    ]


def test_words_put_right_quietly_stand_beside_the_text_as_it_reads_now(nine, busy, read):
    update = read("updates.json", at=nine + 3 * MINUTE)["updates"][0]
    assert update["text"] == "We are investigating."
    assert update["put_right"] == [
        {"wrong_words": "investigatnig", "right_words": "investigating", "at": "2026-03-10T09:03:00.000Z"}
    ]
    assert (update["published_at"], update["updated_at"]) == (
        "2026-03-10T09:02:00.000Z", "2026-03-10T09:03:00.000Z",
    )  # fmt: skip
    assert update["incident"]["id"] == busy.public_id


@pytest.mark.parametrize("name", ["summary.json", "incidents.json", "incidents/open.json", "one"])
def test_a_promise_turns_late_by_the_clock_with_nobody_running(name, nine, busy, read):
    name = f"incidents/{busy.public_id}.json" if name == "one" else name
    written, due = nine + 3 * MINUTE, nine + 12 * MINUTE
    seen = []
    for at in (written, due, due + timedelta(seconds=1), due + timedelta(days=2)):
        document = read(name, at=at, written=written)
        incidents = document.get("incidents") or [document["incident"]]
        (incident,) = (each for each in incidents if each["id"] == busy.public_id)
        assert incident["next_update_by"] == "2026-03-10T09:12:00.000Z"
        seen.append(incident["late"])
    assert seen == [False, False, True, True]


def test_an_update_that_came_late_says_for_when_it_was_promised(nine, ben, busy, read):
    say(busy, "We found the cause.", by=ben, at=nine + 20 * MINUTE)
    update = read("updates.json", at=nine + 20 * MINUTE)["updates"][0]
    assert update["promised_for"] == "2026-03-10T09:12:00.000Z"


def test_planned_work_has_its_window_and_stands_apart(nine, busy, read):
    document = read("summary.json", at=nine + 3 * MINUTE)
    (work,) = document["maintenances"]
    assert (work["title"], work["planned"], work["state"], work["impact"]) == (
        "New machines", True, "scheduled", "maintenance",
    )  # fmt: skip
    assert set(work["window"]) == {"start", "end"}
    assert [each["planned"] for each in document["incidents"]] == [False]


def test_planned_work_and_its_services_follow_the_window_with_nobody_running(nine, busy, read):
    written, start = nine + 3 * MINUTE, nine + 60 * MINUTE
    work = Incident.objects.get(planned=True)

    def seen(at):
        summary, services = (read(f"{name}.json", at=at, written=written) for name in ("summary", "services"))
        works = read("maintenances.json", at=at, written=written)["maintenances"]
        one = read(f"incidents/{work.public_id}.json", at=at, written=written)["incident"]
        states = {each["state"] for each in (*summary["maintenances"], *works, one)}
        by_name = [
            {each["name"]: each["status"] for each in document["services"]}["Receipts"]
            for document in (summary, services)
        ]
        return states, *by_name

    assert seen(start - MINUTE) == ({"scheduled"}, "operational", "operational")
    assert seen(start) == ({"in_progress"}, "under_maintenance", "under_maintenance")


def test_work_that_does_not_take_place_says_so(nine, ben, busy, read):
    work = Incident.objects.get(planned=True)
    assert read("maintenances.json", at=nine + 3 * MINUTE)["maintenances"][0]["cancelled"] is False
    models.QuerySet(IncidentUpdate).filter(incident=work).update(cancels=True, state=State.RESOLVED)
    freeze(None, at=nine + 4 * MINUTE)
    (shown,) = read("maintenances.json", at=nine + 4 * MINUTE)["maintenances"]
    assert (shown["cancelled"], shown["state"], shown["open"]) == (True, "completed", False)


def test_services_stand_with_status_and_group(nine, busy, read):
    services = {each["name"]: each for each in read("services.json", at=nine + 3 * MINUTE)["services"]}
    assert (services["Checkout"]["status"], services["Checkout"]["group"]) == ("partial_outage", None)
    assert (services["Receipts"]["status"], services["Receipts"]["group"]) == ("operational", "Messages")


def test_what_is_over_leaves_the_open_ones_and_keeps_its_address(nine, ben, busy, read):
    say(busy, "It works again.", state=State.RESOLVED, by=ben, at=nine + 5 * MINUTE)
    assert read("incidents/open.json", at=nine + 5 * MINUTE)["incidents"] == []
    own = read(f"incidents/{busy.public_id}.json", at=nine + 5 * MINUTE)["incident"]
    assert (own["open"], own["resolved_at"], own["next_update_by"], own["late"]) == (
        False, "2026-03-10T09:05:00.000Z", None, False,
    )  # fmt: skip

"""Every error has one shape, in JSON, and names what is wrong and what to do."""

import json

import pytest
from ninja.openapi.schema import OpenAPISchema

from clarion.api.v1 import api

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nowhere", "/api/v2/incidents", "/api/v1/incidents/"],
)
def test_an_unknown_address_is_404_in_json_for_everybody(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/999999",
        "/drafts/999999",
        "/updates/999999",
        "/suggestions/999999",
        "/incidents/999999/timeline",
    ],
)
def test_a_number_that_nothing_has_is_404(as_ana, path):
    answer = as_ana.get(path)
    assert answer.status_code == 404
    assert "999999" in answer.json()["error"]["message"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "1_000", str(2**63), "9" * 400, "%00"])
def test_what_is_no_number_of_ours_is_422(as_ana, number):
    answer = as_ana.get(f"/incidents/{number}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
    assert list(answer.json()["error"]["fields"]) == ["number"]


def test_the_largest_number_is_looked_for(as_ana):
    assert as_ana.get(f"/incidents/{2**63 - 1}").status_code == 404


def test_a_method_that_is_not_there_is_405_with_those_that_are(as_ana):
    answer = as_ana.call("DELETE", "/incidents")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    assert answer.json()["error"]["message"] == "Use GET, POST at this address."


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b"1" * 5_000])
def test_what_is_no_json_is_400(as_ana, body):
    answer = as_ana.client.post(
        "/api/v1/incidents",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {as_ana.secret}"},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "not_json")


def test_a_body_of_more_than_a_million_bytes_is_413(as_ana):
    answer = as_ana.post("/incidents", {"title": "x" * 1_100_000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


DECLARED = {"title": "Search is down", "severity": "SEV3"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": None}, "title"),
        ({"severity": "SEV9"}, "severity"),
        ({"impact": "x" * 401}, "impact"),
        ({"impact": None}, "impact"),
        ({"cause": "a\0b"}, "cause"),
        ({"cause": "\udfff"}, "cause"),
        ({"users_affected": -1}, "users_affected"),
        ({"users_affected": 2**63}, "users_affected"),
        ({"users_affected": "12"}, "users_affected"),
        ({"users_affected": True}, "users_affected"),
        ({"percent_affected": 100.01}, "percent_affected"),
        ({"percent_affected": 1.234}, "percent_affected"),
        ({"percent_affected": float("nan")}, "percent_affected"),
        ({"percent_affected": "25"}, "percent_affected"),
        ({"regions": ["\0"]}, "regions.0"),
        ({"cause_confirmed": "yes"}, "cause_confirmed"),
        ({"started_at": "2026-03-10T09:31:00"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at"),
        ({"started_at": "9999-12-31T23:59:59-14:00"}, "started_at"),
        ({"started_at": "9998-12-31T23:59:59Z"}, "started_at"),
        ({"started_at": 1_700_000_000}, "started_at"),
        ({"detected_at": "2026-02-30T09:31:00Z"}, "detected_at"),
        ({"services": [{"service": "Nowhere", "status": "major_outage"}]}, "services"),
        ({"services": [{"service": "Checkout", "status": "operational"}]}, "services.0.status"),
        ({"services": [{"service": "Checkout", "status": "major_outage"}] * 2}, "services"),
        ({"state": "resolved"}, "state"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
def test_a_value_that_cannot_be_accepted_is_422_with_its_field(as_ana, checkout, change, field):
    answer = as_ana.post("/incidents", DECLARED | change)
    assert answer.status_code == 422, answer.content
    error = answer.json()["error"]
    assert list(error["fields"]) == [field]
    assert error["message"].startswith(field)
    assert not checkout.incidents.exists()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"severity": "SEV9"}, "severity"),
        ({"state": "closed"}, "state"),
        ({"severty": "SEV1"}, "severty"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"q": "a\0b"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"service": "Nowhere"}, "service"),
        ({"since": "yesterday"}, "since"),
        ({"since": "20260310"}, "since"),
        ({"since": "0001-01-01"}, "since"),
        ({"since": "2026-03-11", "until": "2026-03-10"}, "until"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "é"}, "cursor"),
        ({"cursor": "WyIyMDI2LTAzLTEwIiwgMV0"}, "cursor"),
        ({"cursor": "W251bGwsIDFd"}, "cursor"),
        ({"cursor": "WzEsIDJd"}, "cursor"),
    ],
)
def test_a_filter_that_cannot_be_read_is_422_with_its_name(as_ana, query, field):
    answer = as_ana.get("/incidents", **query)
    assert answer.status_code == 422, answer.content
    assert list(answer.json()["error"]["fields"]) == [field]


def test_an_empty_body_where_one_is_needed_is_422(as_ana):
    assert as_ana.post("/incidents").json()["error"]["fields"] == {"body": ["This field is required."]}
    assert as_ana.post("/incidents", []).json()["error"]["fields"] == {"body": ["Send a JSON object."]}


def test_a_failure_of_ours_is_500_in_json_without_its_details(as_ana, monkeypatch):
    as_ana.client.raise_request_exception = False
    monkeypatch.setattr("clarion.api.people.TokenAnswer.of", lambda token: 1 / 0)
    answer = as_ana.get("/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "failed")
    assert "division" not in answer.content.decode()


def test_a_failure_of_the_console_is_a_page(client, ana, monkeypatch):
    client.force_login(ana)
    client.raise_request_exception = False
    monkeypatch.setattr("clarion.web.views.now._what_is_owed", lambda request: 1 / 0)
    assert "Clarion failed to answer" in client.get("/").content.decode()


def test_no_answer_is_kept_by_a_cache(as_ana, client):
    assert as_ana.get("/me").headers["Cache-Control"] == "no-store"
    assert client.get("/api/v1/me").headers["Cache-Control"] == "no-store"


def test_the_description_is_open_and_says_when_each_error_comes(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            assert "Scope:" in operation["description"], path
            assert operation["security"] == [{"Token": []}]
            wanted = {"401", "403", "422"} | ({"404"} if "{" in path else set())
            wanted |= {"400"} if "requestBody" in operation else set()
            assert wanted <= set(operation["responses"]), (method, path)
    assert json.dumps(schema).count('"Unauthorized"') == 0


def test_no_two_schemas_of_the_description_share_a_name(monkeypatch):
    known: dict[str, dict] = {}

    def add(self, definitions: dict) -> None:
        for name, definition in definitions.items():
            assert known.setdefault(name, definition) == definition, name

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", add)
    OpenAPISchema(api, "")
    assert {"Severity", "Audience", "Kind", "IncidentAnswer"} <= known.keys()


def test_the_description_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/api/v1/openapi.json")

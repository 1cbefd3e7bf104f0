"""Every operation of the API, for every role and every scope: one table."""

import pytest
from django.utils import timezone

from clarion.accounts.api_tokens import SCOPE_ACTS, Scope
from clarion.accounts.people import Person
from clarion.accounts.roles import ACTS, Act, Role
from clarion.api.v1 import api
from clarion.updates.suggested_text import start_draft
from tests.api.conftest import Program

#: Operation -> method, path, a body that can be read, and the act that it asks for.
TABLE = {
    "list_incidents": ("GET", "/incidents", None, Act.SEE),
    "declare_incident": ("POST", "/incidents", {"title": "Search is down", "severity": "SEV3"}, Act.DECLARE),
    "read_incident": ("GET", "/incidents/{incident}", None, Act.SEE),
    "change_incident": ("PATCH", "/incidents/{incident}", {"version": 1}, Act.CHANGE_RECORD),
    "resolve_incident": ("POST", "/incidents/{incident}/resolve", None, Act.CHANGE_RECORD),
    "hand_over_roles": (
        "POST",
        "/incidents/{incident}/roles",
        {"hand_overs": [{"role": "scribe", "from": None, "to": None}]},
        Act.CHANGE_RECORD,
    ),
    "list_entries": ("GET", "/incidents/{incident}/timeline", None, Act.SEE),
    "add_entries": ("POST", "/incidents/{incident}/timeline", {"text": "rolled back"}, Act.CHANGE_RECORD),
    "list_drafts": ("GET", "/incidents/{incident}/drafts", None, Act.SEE),
    "write": ("POST", "/incidents/{incident}/drafts", {"audience": "support"}, Act.WRITE),
    "read_draft": ("GET", "/drafts/{public}", None, Act.SEE),
    "edit": ("PATCH", "/drafts/{public}", {"version": 1, "text": "Words."}, Act.WRITE),
    "refill": ("POST", "/drafts/{public}/refill", {"version": 1}, Act.WRITE),
    "fix": ("POST", "/drafts/{public}/fix", {"version": 1, "rule": "blame", "start": 0, "end": 1}, Act.WRITE),
    "dismiss_finding": (
        "POST",
        "/drafts/{public}/dismissals",
        {"rule": "blame", "start": 0, "end": 1, "reason": "quoted"},
        Act.WRITE,
    ),
    "take_back_dismissal": ("POST", "/dismissals/999999/take-back", None, Act.WRITE),
    "discard": ("POST", "/drafts/{public}/discard", None, Act.WRITE),
    "approve_draft": ("POST", "/drafts/{public}/approve", {"version": 1}, Act.APPROVE_EXTERNAL),
    "approve_draft inside": ("POST", "/drafts/{inside}/approve", {"version": 1}, Act.APPROVE_INTERNAL),
    "publish_draft": ("POST", "/drafts/{public}/publish", {"version": 1}, Act.PUBLISH_EXTERNAL),
    "publish_draft inside": ("POST", "/drafts/{inside}/publish", {"version": 1}, Act.PUBLISH_INTERNAL),
    "list_updates": ("GET", "/incidents/{incident}/updates", None, Act.SEE),
    "contradictions": ("GET", "/incidents/{incident}/contradictions", None, Act.SEE),
    "read_update": ("GET", "/updates/999999", None, Act.SEE),
    "correct_update": ("POST", "/updates/999999/correct", {"wrong_words": "All is lost."}, Act.WRITE),
    "list_promises": ("GET", "/promises", None, Act.SEE),
    "owed": ("GET", "/promises/owed", None, Act.SEE),
    "list_suggestions": ("GET", "/suggestions", None, Act.SEE),
    "read_suggestion": ("GET", "/suggestions/999999", None, Act.SEE),
    "accept": ("POST", "/suggestions/999999/accept", {}, Act.DECLARE),
    "dismiss": ("POST", "/suggestions/999999/dismiss", None, Act.DECLARE),
    "list_services": ("GET", "/services", None, Act.SEE),
    "add": ("POST", "/services", {"name": "Search"}, Act.MANAGE_WORKSPACE),
    "review_text": (
        "POST",
        "/review",
        {"audience": "public", "kind": "progress", "text": "All is well."},
        Act.SEE,
    ),
    "list_people": ("GET", "/people", None, Act.SEE),
    "me": ("GET", "/me", None, Act.SEE),
}


@pytest.fixture
def rows(incident, ben) -> dict[str, int]:
    at = timezone.now()
    public = start_draft(incident, "public", by=ben, at=at)
    inside = start_draft(incident, "engineering", by=ben, at=at)
    return {"incident": incident.pk, "public": public.pk, "inside": inside.pk}


def operations() -> set[str]:
    schema = api.get_openapi_schema()
    return {operation["operationId"] for path in schema["paths"].values() for operation in path.values()}


def test_the_table_names_every_operation():
    assert {name.split()[0] for name in TABLE} == operations()


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_an_operation_answers_403_exactly_when_role_or_scope_lacks_its_act(rows, name):
    method, path, body, act = TABLE[name]
    for role in Role:
        person = Person.objects.create_user(f"{role}@example.com", name="Somebody", role=role)
        for scope in Scope:
            answer = Program(person, scope).call(method, path.format(**rows), body)
            allowed = act in ACTS[role] & SCOPE_ACTS[scope]
            assert (answer.status_code == 403) == (not allowed), (role, scope, answer.content)
            assert answer.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_neither_nothing_nor_a_session_nor_a_false_token_is_a_token(client, ana, rows, name):
    method, path, _, _ = TABLE[name]
    address = f"/api/v1{path.format(**rows)}"
    client.force_login(ana)
    for headers in ({}, {"Authorization": "Bearer clarion_nonsense"}, {"Authorization": "Basic YTpi"}):
        answer = client.generic(method, address, b"", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "not_authenticated"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_what_is_refused_is_refused_before_the_request_is_read(dev):
    answer = Program(dev, "read").post("/incidents", {"nonsense": True})
    assert answer.status_code == 403
    assert answer.json()["error"] == {
        "code": "not_allowed",
        "message": "This token may not declare an incident. Use one whose scopes allow it.",
    }


@pytest.mark.django_db
def test_a_browser_with_csrf_checks_needs_no_csrf_token(ana):
    from django.test import Client

    program = Program(ana)
    program.client = Client(enforce_csrf_checks=True)
    assert program.post("/incidents", {"title": "Search is down", "severity": "SEV3"}).status_code == 201

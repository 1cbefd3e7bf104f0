"""Every operation of the API, for every role and every scope: one table."""

import pytest
from django.utils import timezone

from clarion.accounts.api_tokens import SCOPE_ACTS, Scope
from clarion.accounts.people import Person
from clarion.accounts.roles import ACTS, Act, Role
from clarion.api.v1 import api
from clarion.flows.put_right import propose_quietly
from clarion.incidents.added_lines import add_lines
from clarion.updates.suggested_text import start_draft
from tests.api.conftest import Program
from tests.factories.incidents import say

#: Operation -> method, path, a body that can be read, and the act or the acts that it asks for.
TABLE = {
    "list_incidents": ("GET", "/incidents", None, Act.SEE),
    "declare_incident": ("POST", "/incidents", {"title": "Search is down", "severity": "SEV3"}, Act.DECLARE),
    "read_incident": ("GET", "/incidents/{incident}", None, Act.SEE),
    "change_incident": ("PATCH", "/incidents/{incident}", {"version": 1}, Act.CHANGE_RECORD),
    "resolve_incident": ("POST", "/incidents/{incident}/resolve", None, Act.CHANGE_RECORD),
    "list_maintenance": ("GET", "/maintenance", None, Act.SEE),
    "plan_maintenance": (
        "POST",
        "/maintenance",
        {"title": "Upgrade", "start": "2200-03-10T22:00:00Z", "end": "2200-03-10T23:00:00Z"},
        Act.DECLARE,
    ),
    "move_window": (
        "POST",
        "/incidents/{incident}/window",
        {"start": "2200-03-10T22:00:00Z", "end": "2200-03-10T23:00:00Z"},
        Act.CHANGE_RECORD,
    ),
    "begin_work": ("POST", "/incidents/{incident}/begin", None, Act.WRITE),
    "finish_work": ("POST", "/incidents/{incident}/finish", None, Act.CHANGE_RECORD),
    "cancel_work": ("POST", "/incidents/{incident}/cancel", None, Act.CHANGE_RECORD),
    "write_work_ahead": ("POST", "/incidents/{incident}/ahead", {"state": "identified"}, Act.WRITE),
    "hand_over_roles": (
        "POST",
        "/incidents/{incident}/roles",
        {"hand_overs": [{"role": "scribe", "from": None, "to": None}]},
        Act.CHANGE_RECORD,
    ),
    "list_entries": ("GET", "/incidents/{incident}/timeline", None, Act.SEE),
    "add_entries": ("POST", "/incidents/{incident}/timeline", {"text": "rolled back"}, Act.CHANGE_RECORD),
    "read_entry": ("GET", "/timeline/{entry}", None, Act.SEE),
    "amend": ("PATCH", "/timeline/{entry}", {"hidden": True}, Act.CHANGE_RECORD),
    "entry_history": ("GET", "/timeline/{entry}/history", None, Act.SEE),
    "list_drafts": ("GET", "/incidents/{incident}/drafts", None, Act.SEE),
    "write": ("POST", "/incidents/{incident}/drafts", {"audience": "support"}, Act.WRITE),
    "say_no_news": ("POST", "/incidents/{incident}/heartbeats", {"audience": "public"}, Act.WRITE),
    "read_draft": ("GET", "/drafts/{public}", None, Act.SEE),
    "edit": ("PATCH", "/drafts/{public}", {"version": 1, "text": "Words."}, Act.WRITE),
    "refill": ("POST", "/drafts/{public}/refill", {"version": 1}, Act.WRITE),
    "explain_latest": ("POST", "/drafts/{public}/explain", {"version": 1, "explains": 1}, Act.WRITE),
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
    "list_quiet_corrections": ("GET", "/updates/{update}/quiet-corrections", None, Act.SEE),
    "propose": (
        "POST",
        "/updates/{update}/quiet-corrections",
        {"wrong_words": "Checkuot", "right_words": "Checkout", "reason": "typo"},
        Act.WRITE,
    ),
    "approve_proposal": (
        "POST",
        "/quiet-proposals/{proposal}/approve",
        {},
        {Act.APPROVE_EXTERNAL, Act.PUBLISH_EXTERNAL},
    ),
    "withdraw": ("POST", "/quiet-proposals/{proposal}/withdraw", None, Act.WRITE),
    "ledger": ("GET", "/incidents/{incident}/ledger", None, Act.SEE),
    "list_promises": ("GET", "/promises", None, Act.SEE),
    "owed": ("GET", "/promises/owed", None, Act.SEE),
    "promise_statistics": ("GET", "/promises/statistics", None, Act.SEE),
    "list_my_calls": ("GET", "/calls", None, Act.SEE),
    "list_calls_in_trouble": ("GET", "/calls/in-trouble", None, Act.MANAGE_WORKSPACE),
    "try_call_again": ("POST", "/calls/999999/again", None, Act.MANAGE_WORKSPACE),
    "list_deliveries": ("GET", "/incidents/{incident}/deliveries", None, Act.SEE),
    "try_failed_deliveries_again": (
        "POST",
        "/updates/{update}/deliveries/again",
        None,
        Act.PUBLISH_EXTERNAL,
    ),
    "list_suggestions": ("GET", "/suggestions", None, Act.SEE),
    "read_suggestion": ("GET", "/suggestions/999999", None, Act.SEE),
    "accept": ("POST", "/suggestions/999999/accept", {}, Act.DECLARE),
    "dismiss": ("POST", "/suggestions/999999/dismiss", None, Act.DECLARE),
    "list_postmortems": ("GET", "/postmortems", None, Act.SEE),
    "read_postmortem": ("GET", "/postmortems/999999", None, Act.SEE),
    "list_action_items": ("GET", "/action-items", None, Act.SEE),
    "read_action_item": ("GET", "/action-items/999999", None, Act.SEE),
    "close_action_item": (
        "POST",
        "/action-items/999999/close",
        {"version": 1, "words": "Merged."},
        Act.LEARN,
    ),
    "drop_action_item": (
        "POST",
        "/action-items/999999/drop",
        {"version": 1, "reason": "too dear"},
        Act.LEARN,
    ),
    "reopen_action_item": (
        "POST",
        "/action-items/999999/reopen",
        {"version": 1, "reason": "more to do"},
        Act.LEARN,
    ),
    "move_action_item": (
        "POST",
        "/action-items/999999/due",
        {"version": 1, "due_on": "2200-03-10", "reason": "later"},
        Act.LEARN,
    ),
    "list_services": ("GET", "/services", None, Act.SEE),
    "add": ("POST", "/services", {"name": "Search"}, Act.MANAGE_WORKSPACE),
    "list_subscribers": ("GET", "/subscribers", None, Act.MANAGE_WORKSPACE),
    "add_a_subscriber": (
        "POST",
        "/subscribers",
        {"address": "ida@example.com", "note": "asked by phone"},
        Act.MANAGE_WORKSPACE,
    ),
    "read_subscriber": ("GET", "/subscribers/999999", None, Act.MANAGE_WORKSPACE),
    "remove_a_subscriber": ("DELETE", "/subscribers/999999", None, Act.MANAGE_WORKSPACE),
    "review_text": (
        "POST",
        "/review",
        {"audience": "public", "kind": "progress", "text": "All is well."},
        Act.SEE,
    ),
    "list_templates": ("GET", "/templates", None, Act.MANAGE_WORKSPACE),
    "read_template": ("GET", "/templates/public/progress", None, Act.MANAGE_WORKSPACE),
    "list_template_versions": ("GET", "/templates/public/progress/versions", None, Act.MANAGE_WORKSPACE),
    "preview_template": (
        "POST",
        "/templates/public/progress/preview",
        {"text": "{status}."},
        Act.MANAGE_WORKSPACE,
    ),
    "save_a_template": (
        "PUT",
        "/templates/public/progress",
        {"version": 0, "text": "{status}."},
        Act.MANAGE_WORKSPACE,
    ),
    "restore_a_template": (
        "POST",
        "/templates/public/progress/restore",
        {"version": 0, "restore": "shipped"},
        Act.MANAGE_WORKSPACE,
    ),
    "read_cadence": ("GET", "/cadence", None, Act.SEE),
    "replace_cadence": ("PUT", "/cadence", {"version": 0, "minutes": {}}, Act.MANAGE_WORKSPACE),
    "list_terms": ("GET", "/glossary", None, Act.SEE),
    "add_glossary_term": (
        "POST",
        "/glossary",
        {"term": "ingress", "plain": "entrance"},
        Act.MANAGE_WORKSPACE,
    ),
    "remove_glossary_term": ("DELETE", "/glossary/999999", None, Act.MANAGE_WORKSPACE),
    "list_audit": ("GET", "/audit", None, Act.SEE_AUDIT),
    "export_audit": ("GET", "/audit/export", None, Act.SEE_AUDIT),
    "list_people": ("GET", "/people", None, Act.SEE),
    "add_a_person": ("POST", "/people", {"email": "eli@example.com", "name": "Eli"}, Act.MANAGE_WORKSPACE),
    "change_a_person": ("PATCH", "/people/999999", {"role": "responder"}, Act.MANAGE_WORKSPACE),
    "me": ("GET", "/me", None, Act.SEE),
}


@pytest.fixture
def rows(incident, ben) -> dict[str, int]:
    at = timezone.now()
    update = say(incident, "Checkuot fails.", by=ben, at=at)
    proposal = propose_quietly(
        update, wrong_words="Checkuot", right_words="Checkout", reason="typo", by=ben, at=at
    )
    [entry] = add_lines(incident, "rolled back", by=ben, at=at)
    public = start_draft(incident, "public", by=ben, at=at)
    inside = start_draft(incident, "engineering", by=ben, at=at)
    made = {"incident": incident, "public": public, "inside": inside, "update": update}
    made |= {"proposal": proposal, "entry": entry}
    return {name: row.pk for name, row in made.items()}


def operations() -> set[str]:
    schema = api.get_openapi_schema()
    return {operation["operationId"] for path in schema["paths"].values() for operation in path.values()}


def test_the_table_names_every_operation():
    assert {name.split()[0] for name in TABLE} == operations()


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_an_operation_answers_403_exactly_when_role_or_scope_lacks_its_act(rows, name):
    method, path, body, asked = TABLE[name]
    acts = {asked} if isinstance(asked, Act) else asked
    for role in Role:
        person = Person.objects.create_user(f"{role}@example.com", name="Somebody", role=role)
        for scopes in [*([scope] for scope in Scope), list(Scope)]:
            answer = Program(person, *scopes).call(method, path.format(**rows), body)
            allowed = acts <= ACTS[role] & frozenset().union(*(SCOPE_ACTS[scope] for scope in scopes))
            assert (answer.status_code == 403) == (not allowed), (role, scopes, answer.content)
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

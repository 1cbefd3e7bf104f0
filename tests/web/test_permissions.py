"""Every route of the console, for every role: one table."""

import pytest
from django.urls import URLPattern, get_resolver

from clarion.accounts.roles import ACTS, Act, Role
from clarion.web.urls import urlpatterns

#: Routes that need no role: signing in and out.
OPEN = {"sign_in", "account_login", "sign_in_once", "action_item_feed"}
SIGNED_IN = {"sign_out", "change_password"}

#: Route -> the act that it asks for.
TABLE = {
    "now": Act.SEE,
    "owed": Act.SEE,
    "api_tokens": Act.SEE,
    "import_kept": Act.IMPORT,
    "import_page": Act.IMPORT,
    "revoke_api_token": Act.SEE,
    "declare": Act.DECLARE,
    "accept_suggestion": Act.DECLARE,
    "dismiss_suggestion": Act.DECLARE,
    "incidents": Act.SEE,
    "room": Act.SEE,
    "room_live": Act.SEE,
    "resolve": Act.CHANGE_RECORD,
    "postmortems": Act.SEE,
    "trackers": Act.MANAGE_WORKSPACE,
    "change_tracker": Act.MANAGE_WORKSPACE,
    "link_ticket": Act.LEARN,
    "change_ticket": Act.LEARN,
    "numbers": Act.SEE,
    "practice": Act.PRACTISE,
    "practice_progress": Act.PRACTISE,
    "practice_team": Act.SEE_PRACTICE_SUMS,
    "practice_exercises": Act.PRACTISE,
    "practice_exercise": Act.PRACTISE,
    "practice_exercise_check": Act.PRACTISE,
    "practice_exercise_attempt": Act.PRACTISE,
    "practice_quiz": Act.PRACTISE,
    "practice_quiz_start": Act.PRACTISE,
    "practice_quiz_history": Act.PRACTISE,
    "practice_quiz_round": Act.PRACTISE,
    "practice_quiz_answer": Act.PRACTISE,
    "drills": Act.PRACTISE,
    "drill": Act.PRACTISE,
    "drill_start": Act.PRACTISE,
    "drill_write": Act.PRACTISE,
    "drill_waiting": Act.PRACTISE,
    "drill_clock": Act.PRACTISE,
    "drill_end": Act.PRACTISE,
    "practice_situations": Act.PRACTISE,
    "practice_situation": Act.PRACTISE,
    "practice_situation_answered": Act.PRACTISE,
    "practice_scenarios": Act.PRACTISE,
    "practice_scenario": Act.PRACTISE,
    "practice_scenario_attempt": Act.PRACTISE,
    "practice_interview": Act.PRACTISE,
    "practice_interview_question": Act.PRACTISE,
    "practice_interview_attempt": Act.PRACTISE,
    "numbers_table": Act.SEE,
    "numbers_picture": Act.SEE,
    "postmortem": Act.SEE,
    "postmortem_about": Act.SEE,
    "open_postmortem": Act.LEARN,
    "demands": Act.MANAGE_WORKSPACE,
    "postmortem_add_item": Act.LEARN,
    "postmortem_review_item": Act.LEARN,
    "action_items": Act.SEE,
    "action_item_calendar": Act.SEE,
    "action_item_calendar_end": Act.SEE,
    "action_item": Act.SEE,
    "action_item_change": Act.LEARN,
    "action_item_move": Act.LEARN,
    "action_item_give": Act.LEARN,
    "action_item_close": Act.LEARN,
    "action_item_drop": Act.LEARN,
    "action_item_reopen": Act.LEARN,
    "action_item_worked": Act.LEARN,
    "postmortem_add_lines": Act.CHANGE_RECORD,
    "postmortem_hide_lines": Act.CHANGE_RECORD,
    "postmortem_evidence": Act.CHANGE_RECORD,
    "postmortem_add_measure": Act.LEARN,
    "postmortem_take_measures": Act.LEARN,
    "postmortem_measure": Act.LEARN,
    "postmortem_remove_measure": Act.LEARN,
    "postmortem_add_lesson": Act.LEARN,
    "postmortem_review_lesson": Act.LEARN,
    "postmortem_lesson": Act.LEARN,
    "postmortem_move_lesson": Act.LEARN,
    "postmortem_remove_lesson": Act.LEARN,
    "postmortem_add_involved": Act.LEARN,
    "postmortem_fill_involved": Act.LEARN,
    "postmortem_involved": Act.LEARN,
    "postmortem_remove_involved": Act.LEARN,
    "postmortem_problem": Act.LEARN,
    "seen_before": Act.LEARN,
    "problems": Act.SEE,
    "problem": Act.SEE,
    "new_problem": Act.LEARN,
    "change_problem": Act.LEARN,
    "known_error_problem": Act.LEARN,
    "resolve_problem": Act.LEARN,
    "reopen_problem": Act.LEARN,
    "link_problem": Act.LEARN,
    "unlink_problem": Act.LEARN,
    "link_problem_item": Act.LEARN,
    "unlink_problem_item": Act.LEARN,
    "search": Act.SEE,
    "postmortem_meeting": Act.LEARN,
    "postmortem_calendar": Act.SEE,
    "postmortem_begin_text": Act.WRITE,
    "postmortem_text": Act.SEE,
    "postmortem_text_markdown": Act.SEE,
    "postmortem_read": Act.SEE,
    "postmortem_export": Act.SEE,
    "postmortem_ask": Act.LEARN,
    "postmortem_answer": Act.LEARN,
    "postmortem_back": Act.LEARN,
    "postmortem_final": Act.FINISH_POSTMORTEM,
    "postmortem_publish": Act.FINISH_POSTMORTEM,
    "postmortem_reopen": Act.FINISH_POSTMORTEM,
    "postmortem_comment": Act.LEARN,
    "postmortem_reply": Act.LEARN,
    "postmortem_settled": Act.LEARN,
    "postmortem_rewrite": Act.LEARN,
    "postmortem_add_why": Act.LEARN,
    "postmortem_review_why": Act.LEARN,
    "postmortem_why": Act.LEARN,
    "postmortem_move_why": Act.LEARN,
    "postmortem_take_out_why": Act.LEARN,
    "postmortem_put_back_why": Act.LEARN,
    "postmortem_accept_risk": Act.LEARN,
    "postmortem_why_item": Act.LEARN,
    "postmortem_live": Act.SEE,
    "postmortem_compare": Act.SEE,
    "postmortem_section": Act.LEARN,
    "postmortem_versions": Act.SEE,
    "postmortem_again": Act.LEARN,
    "maintenance": Act.SEE,
    "plan_maintenance": Act.DECLARE,
    "series": Act.SEE,
    "approve_series": Act.APPROVE_EXTERNAL,
    "end_series": Act.CHANGE_RECORD,
    "move_window": Act.CHANGE_RECORD,
    "begin_work": Act.WRITE,
    "finish_work": Act.CHANGE_RECORD,
    "cancel_work": Act.CHANGE_RECORD,
    "write_ahead": Act.WRITE,
    "record": Act.CHANGE_RECORD,
    "fact": Act.CHANGE_RECORD,
    "hand_over": Act.CHANGE_RECORD,
    "timeline": Act.SEE,
    "add_entry": Act.CHANGE_RECORD,
    "amend_entry": Act.CHANGE_RECORD,
    "sort_entry": Act.CHANGE_RECORD,
    "hide_entry": Act.CHANGE_RECORD,
    "entry_history": Act.SEE,
    "no_news": Act.WRITE,
    "write": Act.WRITE,
    "compose": Act.WRITE,
    "draft_live": Act.WRITE,
    "save_draft": Act.WRITE,
    "fix_draft": Act.WRITE,
    "dismiss_finding": Act.WRITE,
    "take_back_dismissal": Act.WRITE,
    "refill_draft": Act.WRITE,
    "explain_latest": Act.WRITE,
    "approve": Act.WRITE,
    "publish": Act.WRITE,
    "discard_draft": Act.WRITE,
    "correct": Act.WRITE,
    "templates": Act.MANAGE_WORKSPACE,
    "template": Act.MANAGE_WORKSPACE,
    "preview_template": Act.MANAGE_WORKSPACE,
    "restore_template": Act.MANAGE_WORKSPACE,
    "approve_quiet": Act.WRITE,
    "withdraw_quiet": Act.WRITE,
    "told": Act.SEE,
    "update_told": Act.PUBLISH_EXTERNAL,
    "export_told": Act.PUBLISH_EXTERNAL,
    "told_again": Act.PUBLISH_EXTERNAL,
    "call_bar": Act.SEE,
    "promises": Act.SEE,
    "promises_export": Act.SEE,
    "settings": Act.MANAGE_WORKSPACE,
    "add_service": Act.MANAGE_WORKSPACE,
    "add_term": Act.MANAGE_WORKSPACE,
    "remove_term": Act.MANAGE_WORKSPACE,
    "add_person": Act.MANAGE_WORKSPACE,
    "change_person": Act.MANAGE_WORKSPACE,
    "add_intake_token": Act.MANAGE_WORKSPACE,
    "revoke_intake_token": Act.MANAGE_WORKSPACE,
    "change_workspace": Act.MANAGE_WORKSPACE,
    "audit": Act.SEE_AUDIT,
    "export_audit": Act.SEE_AUDIT,
    "cadence": Act.MANAGE_WORKSPACE,
    "languages": Act.MANAGE_WORKSPACE,
    "partner_keys": Act.MANAGE_WORKSPACE,
    "rotate_partner_key": Act.MANAGE_WORKSPACE,
    "revoke_partner_key": Act.MANAGE_WORKSPACE,
    "page_look": Act.MANAGE_WORKSPACE,
    "change_logo": Act.MANAGE_WORKSPACE,
    "embeds": Act.MANAGE_WORKSPACE,
    "change_chat": Act.MANAGE_WORKSPACE,
    "test_chat": Act.MANAGE_WORKSPACE,
    "call_again": Act.MANAGE_WORKSPACE,
    "audiences": Act.MANAGE_WORKSPACE,
    "add_subscriber": Act.MANAGE_WORKSPACE,
    "export_subscribers": Act.MANAGE_WORKSPACE,
    "import_subscribers": Act.MANAGE_WORKSPACE,
    "run_import": Act.MANAGE_WORKSPACE,
    "bounces": Act.MANAGE_WORKSPACE,
    "revoke_bounces": Act.MANAGE_WORKSPACE,
    "subscriber": Act.MANAGE_WORKSPACE,
    "disable_subscriber": Act.MANAGE_WORKSPACE,
    "enable_subscriber": Act.MANAGE_WORKSPACE,
    "test_subscriber": Act.MANAGE_WORKSPACE,
    "remove_subscriber": Act.MANAGE_WORKSPACE,
}


def address(route: URLPattern) -> str:
    pattern = str(route.pattern).replace("<int:pk>", "999999").replace("<incident:pk>", "INC-999999")
    pattern = (
        pattern.replace("<int:number>", "1")
        .replace("<str:name>", "impact")
        .replace("<slug:public_id>", "nonsense1234")
        .replace("<str:audience>", "public")
    )
    return "/" + pattern.replace("<str:token>", "nonsense").replace("<str:kind>", "progress").replace(
        "<str:form>", "md"
    )


def test_the_table_names_every_route():
    assert {route.name for route in urlpatterns} == OPEN | SIGNED_IN | TABLE.keys()


def test_nothing_outside_the_console_the_readers_forms_the_intake_and_the_api_is_routed():
    routed = {str(entry.pattern) for entry in get_resolver().url_patterns}
    assert routed == {"", "subscribe/", "intake/", "api/", "api"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_route_answers_403_exactly_to_roles_that_lack_its_act(client, role, name, method):
    from tests.conftest import person

    client.force_login(person("Somebody", role))
    route = next(route for route in urlpatterns if route.name == name)
    answer = getattr(client, method)(address(route))
    assert (answer.status_code == 403) == (TABLE[name] not in ACTS[role])
    assert answer.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: route.name)
def test_somebody_who_is_not_signed_in_is_sent_to_the_sign_in(client, route):
    answer = client.post(address(route))
    if route.name in OPEN:
        assert answer.status_code in {200, 410}
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_somebody_who_was_made_inactive_is_out_at_once(client, ben):
    client.force_login(ben)
    ben.is_active = False
    ben.save()
    assert client.get("/").status_code == 302

"""The promise clock: what time decides, who is called, never twice, never lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.accounts.membership import change_person
from clarion.flows.call import mark_and_call
from clarion.flows.declare import declare
from clarion.incidents.hand_over import hand_over
from clarion.incidents.states import Severity
from clarion.incidents.timeline import Entry, Source
from clarion.subscribers.calls import Call
from clarion.updates.notices import Notice, NoticeKind
from clarion.updates.promises import Outcome, Promise, end_promises, make_promise, settle_promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, cleo, nine):
    incident = declare(
        "Search is slow", severity=Severity.SEV3, services={}, communications_lead=ben, by=ana, at=nine
    )
    incident.promises.all().delete()
    return incident


@pytest.fixture
def promise(incident, nine) -> Promise:
    return make_promise(incident, "public", due_at=nine + timedelta(minutes=30), at=nine)


def at_minute(nine, minute):
    return nine + timedelta(minutes=minute)


def test_it_warns_five_minutes_before_calls_the_lead_when_due_and_the_backup_after(promise, ben, cleo, nine):
    calls = {
        minute: mark_and_call(at=at_minute(nine, minute)) for minute in (24, 25, 26, 30, 31, 34, 35, 36, 90)
    }
    assert calls == {24: 0, 25: 1, 26: 0, 30: 1, 31: 0, 34: 0, 35: 1, 36: 0, 90: 0}
    called = {notice.kind: notice.person for notice in Notice.objects.all()}
    assert called == {"warning": ben, "due": ben, "escalation": cleo}


def test_exactly_on_time_is_kept_and_a_second_later_is_late(promise, incident, nine):
    assert settle_promise(incident, "public", kept_by=None, at=promise.due_at).outcome == Outcome.KEPT
    again = make_promise(incident, "public", due_at=at_minute(nine, 60), at=nine)
    late = settle_promise(incident, "public", kept_by=None, at=again.due_at + timedelta(seconds=1))
    assert late.outcome == Outcome.LATE


def test_missed_is_written_down_and_becomes_late_when_the_update_comes_after_all(promise, incident, nine):
    mark_and_call(at=at_minute(nine, 31))
    promise.refresh_from_db()
    assert promise.outcome == Outcome.MISSED
    assert settle_promise(incident, "public", kept_by=None, at=at_minute(nine, 40)).outcome == Outcome.LATE


def test_after_a_pause_of_the_sweep_everything_due_goes_out_once_without_a_stale_warning(promise, nine):
    assert mark_and_call(at=at_minute(nine, 50)) == 2
    assert mark_and_call(at=at_minute(nine, 50)) == 0
    assert set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.DUE, NoticeKind.ESCALATION}


def test_a_promise_that_was_kept_calls_nobody(promise, incident, nine):
    settle_promise(incident, "public", kept_by=None, at=at_minute(nine, 20))
    assert mark_and_call(at=at_minute(nine, 90)) == 0


def test_when_the_incident_ends_first_the_promise_counts_neither_way(promise, incident, nine):
    end_promises(incident, at=at_minute(nine, 10))
    promise.refresh_from_db()
    assert promise.outcome == Outcome.ENDED


def test_a_promise_that_was_overdue_when_the_incident_ended_stays_missed(promise, incident, nine):
    end_promises(incident, at=at_minute(nine, 31))
    promise.refresh_from_db()
    assert promise.outcome == Outcome.MISSED


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(min_value=0, max_value=120), min_size=1, max_size=12).map(sorted))
def test_however_often_the_sweep_runs_each_call_is_made_once_and_none_is_lost(promise, nine, minutes):
    Call.objects.all().delete()
    Notice.objects.all().delete()
    Promise.objects.filter(pk=promise.pk).update(outcome=Outcome.OPEN)
    made = sum(mark_and_call(at=at_minute(nine, minute)) for minute in minutes)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    expected = {NoticeKind.WARNING} if any(25 <= minute < 30 for minute in minutes) else set()
    expected |= {NoticeKind.DUE} if minutes[-1] >= 30 else set()
    expected |= {NoticeKind.ESCALATION} if minutes[-1] >= 35 else set()
    assert kinds == expected
    assert made == len(expected)


def called_at(nine, minute):
    mark_and_call(at=at_minute(nine, minute))
    return {notice.kind: notice.person for notice in Notice.objects.all()}


def test_a_lead_who_left_is_not_called_but_the_backup_and_then_everybody(promise, ben, cleo, ana, nine):
    change_person(ben, role="communications_lead", is_active=False, by=ana, at=nine)
    assert called_at(nine, 36) == {"due": cleo, "escalation": None}


def test_a_lead_who_may_not_publish_any_more_is_not_called(promise, ben, cleo, ana, nine):
    change_person(ben, role="responder", is_active=True, by=ana, at=nine)
    assert called_at(nine, 30) == {"due": cleo}


def test_a_backup_who_left_leaves_the_escalation_to_everybody(promise, ben, cleo, ana, nine):
    change_person(cleo, role="communications_lead", is_active=False, by=ana, at=nine)
    assert called_at(nine, 36) == {"due": ben, "escalation": None}


def test_one_person_in_both_roles_is_called_once_and_then_everybody(promise, incident, ben, nine):
    hand_over(incident, {"backup": ben}, by=ben, at=nine)
    assert called_at(nine, 36) == {"due": ben, "escalation": None}


def test_where_nobody_is_left_everybody_is_called(promise, incident, ben, nine):
    hand_over(incident, {"backup": None, "communications_lead": None}, by=ben, at=nine)
    assert called_at(nine, 36) == {"due": None, "escalation": None}


def clock_lines(incident):
    lines = incident.entries.filter(source=Source.CLOCK).order_by("pk")
    return [(entry.text, f"{entry.occurred_at:%H:%M}", f"{entry.recorded_at:%H:%M}") for entry in lines]


def test_the_timeline_says_once_what_was_missed_and_who_was_called_then(promise, incident, nine):
    for minute in (25, 30):
        mark_and_call(at=at_minute(nine, minute))
    assert clock_lines(incident) == []
    for minute in (31, 32, 36, 37):
        mark_and_call(at=at_minute(nine, minute))
    assert clock_lines(incident) == [
        ("Public page: the update due by 09:30 UTC did not come", "09:30", "09:31"),
        ("Public page: the update due by 09:30 UTC is overdue; Cleo Lindqvist is called", "09:36", "09:36"),
    ]


def test_what_was_overdue_when_the_incident_ended_has_its_line_too(promise, incident, nine):
    end_promises(incident, at=at_minute(nine, 31))
    mark_and_call(at=at_minute(nine, 32))
    assert [text for text, *_ in clock_lines(incident)] == [
        "Public page: the update due by 09:30 UTC did not come"
    ]


def test_where_nobody_is_called_by_name_the_line_says_so(promise, incident, ben, nine):
    hand_over(incident, {"backup": None}, by=ben, at=nine)
    mark_and_call(at=at_minute(nine, 36))
    assert clock_lines(incident)[-1][0].endswith("is overdue; everybody is called")


def test_a_sweep_asks_as_often_for_many_promises_as_for_one(promise, incident, ana, nine):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            mark_and_call(at=at_minute(nine, 90))
        return len(asked)

    for_one = queries()
    for number in range(20):
        another = declare(f"Another {number}", severity=Severity.SEV3, services={}, by=ana, at=nine)
        another.promises.all().delete()
        make_promise(another, "public", due_at=at_minute(nine, 30), at=nine)
    assert queries() <= for_one  # the first one also read the settings
    assert Entry.objects.filter(source=Source.CLOCK).count() == 42

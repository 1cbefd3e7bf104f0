"""The ledger: outcomes as time decides them, figures without names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.flows.call import mark_and_call
from clarion.flows.resolve import resolve
from clarion.incidents.states import Severity, State
from clarion.updates.ledger import MonthOfSeverity, ledger_of, percentile, statistics, summary_of
from clarion.updates.promises import Promise, make_promise
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, nine):
    incident = an_incident(severity=Severity.SEV2, by=ana, at=nine)
    incident.promises.exclude(audience="public").delete()  # the public is owed its first word by 09:05
    return incident


def test_the_room_sees_kept_late_standing_and_ended_each_with_its_minutes(incident, ben, nine):
    def at(minute):
        return nine + timedelta(minutes=minute)

    say(incident, "First. Next update by 09:34 UTC.", by=ben, at=at(4))
    say(incident, "Second. Next update by 10:10 UTC.", by=ben, at=at(40))
    make_promise(incident, "support", due_at=at(50), at=nine)
    make_promise(incident, "engineering", due_at=at(45), at=nine)
    lines = ledger_of(incident, at=at(48))
    seen = [(line.audience.value, line.outcome.value, line.late_by) for line in lines]
    assert seen == [
        ("engineering", "missed", timedelta(minutes=3)),
        ("support", "open", None),
        ("public", "kept", None),
        ("public", "late", timedelta(minutes=6)),
        ("public", "open", None),
    ]
    assert summary_of(lines) == "1 kept, 1 late, 1 missed, 2 open"
    say(incident, "It is over.", state=State.RESOLVED, by=ben, at=at(48))
    after = [(line.audience.value, line.outcome.value) for line in ledger_of(incident, at=at(60))]
    assert after == [
        ("engineering", "missed"), ("support", "ended"), ("public", "kept"), ("public", "late"), ("public", "kept"),
    ]  # fmt: skip


def test_a_promise_that_was_missed_and_never_made_up_for_stays_missed(incident, ben, nine):
    mark_and_call(at=nine + timedelta(minutes=30))
    resolve(incident, by=ben, at=nine + timedelta(minutes=40))
    [line] = ledger_of(incident, at=nine + timedelta(days=9))
    assert (line.outcome.value, line.standing, line.late_by) == ("missed", False, None)


def test_months_count_kept_late_and_missed_by_severity_with_lateness_and_the_longest_silence(
    incident, ben, nine
):
    say(incident, "First. Next update by 09:34 UTC.", by=ben, at=nine + timedelta(minutes=4))
    say(incident, "Second. Next update by 10:10 UTC.", by=ben, at=nine + timedelta(minutes=40))
    [figures] = statistics(at=nine + timedelta(minutes=80), audience="public")
    assert (figures.month, figures.severity) == (date(2026, 3, 1), "SEV2")
    assert (figures.kept, figures.late, figures.missed) == (1, 1, 1)
    assert figures.median_lateness == figures.p90_lateness == 6
    assert figures.silence == 40


def test_what_is_not_due_yet_and_what_ended_with_its_incident_count_nowhere(incident, ben, nine):
    assert statistics(at=nine) == []
    resolve(incident, by=ben, at=nine + timedelta(minutes=2))
    assert statistics(at=nine + timedelta(days=1)) == []


def test_planned_work_is_left_out(ana, ben, nine):
    work = an_incident(severity=Severity.SEV1, planned=True, by=ana, at=nine)
    assert not Promise.objects.exists(), "no clock runs for work that lies ahead"
    say(work, "Work begins at 10:00 UTC and ends at 11:00 UTC on 10 March.", promise=None, by=ben, at=nine)
    assert Promise.objects.exists()
    assert statistics(at=nine + timedelta(days=1)) == []


def test_figures_name_nobody():
    fields = set(MonthOfSeverity.__dataclass_fields__)
    assert fields == {"month", "severity", "kept", "late", "missed", "lateness", "silence"}


def test_a_promise_counts_in_the_month_in_which_it_fell_due_in_utc(ana, ben):
    midnight = datetime(2026, 4, 1, tzinfo=UTC)
    incident = an_incident(severity=Severity.SEV3, by=ana, at=midnight - timedelta(hours=1))
    incident.promises.all().delete()
    make_promise(incident, "public", due_at=midnight, at=midnight - timedelta(hours=1))
    make_promise(
        incident, "support", due_at=midnight - timedelta(seconds=1), at=midnight - timedelta(hours=1)
    )
    found = {entry.month: entry.missed for entry in statistics(at=midnight + timedelta(hours=1))}
    assert found == {date(2026, 4, 1): 1, date(2026, 3, 1): 1}


@given(st.lists(st.floats(0, 10_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values, percent):
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    below = [value for value in values if value < found]
    assert len(below) * 100 < percent * len(values)

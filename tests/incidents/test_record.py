"""Changing the record: what follows from a change is written down with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.incidents.record import change_record
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ben, nine):
    return an_incident(cause="A disk is full", cause_confirmed=True, by=ben, at=nine)


def test_another_cause_is_not_confirmed_and_the_timeline_says_so(incident, ben, nine):
    assert change_record(incident, {"cause": "A bad release"}, by=ben, at=nine) == {
        "cause",
        "cause_confirmed",
    }
    assert (incident.cause, incident.cause_confirmed) == ("A bad release", False)
    assert incident.entries.filter(text="cause confirmed: yes → no", by=ben).count() == 1


def test_another_cause_that_is_confirmed_in_the_same_change_is_confirmed(incident, ben, nine):
    assert change_record(incident, {"cause": "A release", "cause_confirmed": True}, by=ben, at=nine) == {
        "cause"
    }
    assert incident.cause_confirmed


def test_the_same_cause_said_again_stays_confirmed(incident, ben, nine):
    assert change_record(incident, {"cause": "A disk is full"}, by=ben, at=nine) == set()
    assert incident.cause_confirmed


@pytest.mark.parametrize("name", ["detected_at", "acknowledged_at", "mitigated_at"])
def test_a_moment_that_lies_ahead_is_refused_with_its_field_and_the_remedy(incident, ben, nine, name):
    with pytest.raises(ValidationError) as refused:
        change_record(incident, {name: nine + timedelta(minutes=6)}, by=ben, at=nine)
    (said,) = refused.value.message_dict[name]
    assert "2026-03-10 09:06 UTC: that lies ahead, it is 09:00 UTC now. Write a time that has passed" in said
    incident.refresh_from_db()
    assert getattr(incident, name) != nine + timedelta(minutes=6)


def test_a_moment_may_be_ahead_by_as_much_as_two_clocks_differ(incident, ben, nine):
    ahead = nine + timedelta(minutes=5)
    assert change_record(incident, {"mitigated_at": ahead}, by=ben, at=nine) == {"mitigated_at"}


def test_what_was_written_down_wrongly_before_does_not_stop_other_changes(incident, ben, nine):
    incident.mitigated_at = nine + timedelta(hours=1)
    incident.save()
    assert change_record(incident, {"impact": "Cards are declined"}, by=ben, at=nine) == {"impact"}

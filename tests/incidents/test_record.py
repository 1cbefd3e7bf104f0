"""Changing the record: what follows from a change is written down with it."""

import pytest

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

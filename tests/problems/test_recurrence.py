"""Recurrence: the same problem, or the same service for a similar cause, within 90 days."""

import pytest

from clarion.incidents.services import add_service
from clarion.problems.recurrence import recurrence_of, recurrence_of_postmortem
from clarion.problems.times import times_in_words
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem_of
from tests.factories.problems import a_problem, it_expired

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def others(ben, nine):
    for title in ("Search is slow", "Exports arrive late", "Reports are empty", "Labels print upside down"):
        an_incident(title, by=ben, at=nine)


def test_the_third_time_of_a_similar_cause_in_the_same_service_is_said_with_the_two_before(
    ben, checkout, nine
):
    long_ago, first, second = (it_expired(checkout, by=ben, at=nine, days_ago=days) for days in (120, 60, 10))
    now = it_expired(checkout, by=ben, at=nine)
    recurrence = recurrence_of(now)
    assert (recurrence.words, recurrence.before) == ("Third time in 90 days", (second, first))
    assert recurrence.reason == "similar causes in Checkout"
    assert recurrence_of(long_ago) is None
    assert recurrence_of(first).count == 2  # 60 days after the one of 120 days ago


def test_a_similar_cause_in_another_service_is_no_recurrence(ben, checkout, nine):
    it_expired(add_service("Search"), by=ben, at=nine, days_ago=5)
    assert recurrence_of(it_expired(checkout, by=ben, at=nine)) is None


def test_incidents_of_one_problem_count_whatever_their_words(ben, checkout, nine):
    before = an_incident("Maps stay grey", by=ben, at=nine - 5 * (nine - nine.replace(hour=8)))
    now = it_expired(checkout, by=ben, at=nine)
    problem = a_problem(incidents=[before, now], by=ben, at=nine)
    recurrence = recurrence_of(now)
    assert (recurrence.words, recurrence.before, recurrence.reason) == (
        "Second time in 90 days", (before,), problem.reference,
    )  # fmt: skip


def test_what_comes_later_does_not_count(ben, checkout, nine):
    earlier = it_expired(checkout, by=ben, at=nine, days_ago=5)
    it_expired(checkout, by=ben, at=nine)
    assert recurrence_of(earlier) is None


def test_planned_work_does_not_recur(ben, checkout, nine):
    it_expired(checkout, by=ben, at=nine, days_ago=5)
    work = an_incident(
        "Renew the certificate", planned=True, services={checkout: "under_maintenance"}, by=ben, at=nine,
        cause="expired certificate of the gateway",
    )  # fmt: skip
    assert recurrence_of(work) is None


def test_a_post_mortem_tells_the_recurrence_of_its_last_incident(ben, checkout, nine):
    it_expired(checkout, by=ben, at=nine, days_ago=5)
    postmortem = a_postmortem_of(it_expired(checkout, by=ben, at=nine), by=ben, at=nine)
    assert recurrence_of_postmortem(postmortem).count == 2


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ""), (1, ""), (2, "Second time in 90 days"), (11, "11th time in 90 days"), (22, "22nd time in 90 days"), (112, "112th time in 90 days")],
)  # fmt: skip
def test_a_number_of_times_in_words(count, words):
    assert times_in_words(count) == words

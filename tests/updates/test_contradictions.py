"""A change of the record points to the published texts that it makes wrong."""

from datetime import timedelta

import pytest

from clarion.flows.change import change
from clarion.incidents.states import ServiceStatus, State
from clarion.updates.contradictions import contradicted_by_now
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(ben, checkout, nine):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    change(incident, {"percent_affected": 25, "regions": ["Spain"]}, by=ben, at=nine)
    return say(incident, "Checkout: card payments fail for 25 % of users in Spain.", by=ben, at=nine)


def wrong_quotes(update):
    update.incident.refresh_from_db()
    return [claim.quote for claim in contradicted_by_now(update.incident, [update])[update.pk]]


def test_what_the_record_still_says_is_not_wrong(said, nine):
    assert wrong_quotes(said) == []


def test_a_figure_that_changed_is_wrong_now(said, ben, nine):
    change(said.incident, {"percent_affected": 60}, by=ben, at=nine + timedelta(minutes=9))
    assert wrong_quotes(said) == ["25 %"]


def test_a_state_that_moved_on_makes_no_text_wrong(said, ben, nine):
    change(said.incident, {"state": State.IDENTIFIED}, by=ben, at=nine + timedelta(minutes=9))
    assert wrong_quotes(said) == []


def test_the_room_offers_the_correction(said, ben, client, nine):
    change(said.incident, {"regions": ["Portugal"]}, by=ben, at=nine + timedelta(minutes=9))
    client.force_login(ben)
    page = client.get(f"/incidents/{said.incident.reference}/").content.decode()
    assert "They read “Spain”; the record says Portugal by now." in page
    assert f"/updates/{said.pk}/correct/" in page


def test_ten_minutes_ago_is_read_at_the_time_of_the_text(ben, checkout, nine):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    update = say(
        incident,
        "Checkout: card payments fail. It started 10 minutes ago.",
        by=ben,
        at=nine + timedelta(minutes=10),
    )
    assert wrong_quotes(update) == []

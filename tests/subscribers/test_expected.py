"""What the publish button says: how many would be told if the draft were published now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.incidents.services import add_service
from clarion.subscribers import expected
from clarion.subscribers.expected import expected_recipients, subscribers_told
from clarion.updates.destinations import destinations, in_words
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ana, ben):
    at = timezone.now()
    return start_draft(an_incident("Card payments fail", by=ana, at=at), "public", by=ben, at=at)


def said(draft) -> str:
    at = timezone.now() + timedelta(seconds=1)
    return in_words(destinations(draft.audience, subscribers_told(draft, at=at)))


def test_the_button_says_how_many_by_each_channel(draft):
    assert said(draft) == "public page, feed and status API"
    for number in range(3):
        a_subscriber(f"s{number}")
    a_subscriber("hook", channel="webhook", address="https://example.com/1")
    a_subscriber("elsewhere", everything=False)
    a_subscriber("partner", audience="partners")
    assert said(draft) == "public page, feed and status API, 3 mails, 1 webhook"


def test_many_are_said_to_be_about_so_many_and_counted_once(
    draft, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(expected, "EXACT", 100)
    for number in range(123):
        a_subscriber(f"s{number}")
    assert said(draft) == "public page, feed and status API, about 120 mails"
    a_subscriber("one more")
    with django_assert_max_num_queries(4):
        assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 120}


def test_few_among_very_many_are_not_searched_for_at_each_pause_in_typing(draft, monkeypatch):
    a_subscriber("ida")
    monkeypatch.setattr(expected, "CHEAP", -1)
    assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 1}
    with CaptureQueriesContext(connection) as asked:
        assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 1}
    assert not [each for each in asked if "subscribers_" in each["sql"]]
    checkout = add_service("Checkout")
    draft.incident.affected.create(service=checkout, status="major_outage")
    a_subscriber("joe")
    assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 2}


def test_a_count_that_is_cheap_is_made_anew(draft, monkeypatch):
    monkeypatch.setattr(expected, "CHEAP", 60)
    a_subscriber("ida")
    assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 1}
    a_subscriber("joe")
    assert expected_recipients(draft, at=timezone.now()).by_channel == {"mail": 2}

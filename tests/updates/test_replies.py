"""A reply to one customer: the same gate, another reader."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clarion.flows.approve import approve
from clarion.flows.correct import correct
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.approval import standing_approval
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate, latest_update
from clarion.updates.replies import address, open_replies
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import REASON, an_incident, say

pytestmark = pytest.mark.django_db

THEIR_WORDS = "This is the third time this week. I lost a day's takings!"


@pytest.fixture
def incident(ana, ben, cleo, checkout, nine):
    return an_incident(
        severity=Severity.SEV2, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine
    )


def reply(incident, by, at) -> Draft:
    return start_draft(incident, "customer", kind="customer_reply", by=by, at=at)


def sent(draft, at, *, by, **changes) -> IncidentUpdate:
    text = "Dear Ms Lindqvist,\n\nwe are sorry. I will write to you again by 09:40 UTC.\n"
    edit_draft(
        draft,
        {
            "text": text,
            "customer": "Ms Lindqvist",
            "customer_words": THEIR_WORDS,
            "next_update_at": at.replace(minute=40),
            **changes,
        },
        seen_version=None,
        by=by,
        at=at,
    )
    approve(draft, seen_version=draft.version, by=by, at=at, override_reason=REASON)
    return publish(draft, by=by, at=at)


def test_a_reply_is_written_beside_an_update_for_customers_and_beside_other_replies(incident, ben, nine):
    update = start_draft(incident, "customer", by=ben, at=nine)
    first = reply(incident, ben, nine)
    edit_draft(first, {"customer": "Ms Lindqvist"}, seen_version=None, by=ben, at=nine)
    second = reply(incident, ben, nine + timedelta(minutes=1))
    assert len({update.pk, first.pk, second.pk}) == 3
    assert list(open_replies(incident)) == [first, second]
    assert start_draft(incident, "customer", by=ben, at=nine) == update


def test_pressing_the_button_twice_starts_one_reply(incident, ben, cleo, nine):
    assert reply(incident, ben, nine) == reply(incident, ben, nine)
    assert reply(incident, cleo, nine) != reply(incident, ben, nine), "each writer has their own"


def test_an_audience_still_has_one_open_draft(incident, ben, nine):
    draft = start_draft(incident, "customer", by=ben, at=nine)
    draft.pk = None
    draft._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


@pytest.mark.parametrize(("started_as", "kind"), [("customer_reply", "progress"), (None, "customer_reply")])
def test_a_reply_never_becomes_an_update_for_all_nor_the_other_way(incident, ben, nine, started_as, kind):
    draft = start_draft(incident, "customer", kind=started_as, by=ben, at=nine)
    with pytest.raises(ValidationError, match="two drafts"):
        edit_draft(draft, {"kind": kind}, seen_version=None, by=ben, at=nine)


def test_a_reply_neither_settles_nor_makes_a_promise_to_customers(incident, ben, nine):
    say(incident, "To all.", audience="customer", promise=timedelta(minutes=30), by=ben, at=nine)
    before = list(Promise.objects.values())
    update = sent(reply(incident, ben, nine), nine, by=ben)
    assert update.next_update_at == nine.replace(minute=40), "what the letter says is on record"
    assert list(Promise.objects.values()) == before


def test_a_reply_is_not_what_customers_heard(incident, ben, nine):
    sent(reply(incident, ben, nine), nine, by=ben)
    assert latest_update(incident, "customer") is None
    incident.refresh_from_db()
    assert incident.first_published_at is None
    assert start_draft(incident, "customer", by=ben, at=nine).kind == "acknowledgement"
    assert resolve(incident, by=ben, at=nine) is None, "no reader in general has to be told that it is over"


def test_it_is_recorded_as_sent_to_that_customer_and_what_they_wrote_stays_inside(incident, ben, nine):
    update = sent(reply(incident, ben, nine), nine, by=ben)
    assert update.draft.customer == "Ms Lindqvist"
    assert THEIR_WORDS not in update.text
    assert incident.entries.first().text == f"Reply to a customer of {incident.reference} recorded as sent"
    assert not incident.entries.filter(text__contains="Lindqvist").exists()
    assert not incident.entries.filter(text__contains=THEIR_WORDS).exists()


def test_a_reply_names_its_customer(incident, ben, nine):
    with pytest.raises(NotApprovable, match="Name the customer to whom this reply goes"):
        sent(reply(incident, ben, nine), nine, by=ben, customer=" ")


def test_a_reply_changes_no_state(incident, ben, nine):
    with pytest.raises(NotApprovable, match=r"the incident is investigating\. Choose “Investigating”"):
        sent(reply(incident, ben, nine), nine, by=ben, state="monitoring")


def test_another_customer_is_another_letter_to_approve(incident, ben, cleo, nine):
    draft = reply(incident, ben, nine)
    words = {"text": "Dear A, sorry.", "customer": "A", "next_update_at": None}
    edit_draft(
        draft,
        words | {"next_update_at": nine + timedelta(minutes=20)},
        seen_version=None,
        by=ben,
        at=nine,
    )
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    edit_draft(draft, {"customer": "B"}, seen_version=None, by=ben, at=nine)
    assert standing_approval(draft) is None


def test_a_reply_is_not_corrected_but_answered_again(incident, ben, nine):
    update = sent(reply(incident, ben, nine), nine, by=ben)
    with pytest.raises(ValidationError, match="Write that customer another one"):
        correct(update, wrong_words="we are sorry.", by=ben, at=nine)


def test_a_reply_after_the_end_promises_nothing(incident, ben, nine):
    resolve(incident, by=ben, at=nine)
    incident.refresh_from_db()
    draft = reply(incident, ben, nine)
    assert draft.next_update_at is None
    assert "write to you again" not in draft.text


def test_the_text_follows_the_name_of_the_customer():
    assert (
        address("Dear [[name of the customer]],\n", before="", now="Ms Lindqvist") == "Dear Ms Lindqvist,\n"
    )
    assert address("Dear Ms L,\nMs L wrote.", before="Ms L", now="Ms M") == "Dear Ms M,\nMs L wrote."
    assert address("Dear Ms L,\n", before="Ms L", now=" ") == "Dear Ms L,\n"

"""Updates without news: deliberate, with a new promise, and not more than two in a row."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.flows.approve import approve
from clarion.flows.publish import publish
from clarion.incidents.states import Severity, State
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable, unfinished
from clarion.updates.heartbeats import in_a_row, start_heartbeat
from clarion.updates.promises import Promise
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import REASON, an_incident, say

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def incident(ana, ben, cleo, checkout, nine):
    facts = {"impact": "Cards are declined", "percent_affected": 25, "workaround": "please pay by invoice"}
    incident = an_incident(
        severity=Severity.SEV2, services={checkout: "major_outage"}, by=ana, at=nine, **facts
    )
    say(incident, "We are investigating. Next update by 09:33 UTC.", by=ben, at=nine + timedelta(minutes=3))
    return incident


def heartbeat(incident, *, minute, nine, by, wait=HALF_AN_HOUR, audience="public"):
    """Publish an update without news at that minute after nine."""
    at = nine + timedelta(minutes=minute)
    draft = start_heartbeat(incident, audience, by=by, at=at)
    text = f"Nothing new since the last update. Next update by {at + wait:%H:%M} UTC."
    edit_draft(draft, {"text": text, "next_update_at": at + wait}, seen_version=None, by=by, at=at)
    approve(draft, seen_version=draft.version, by=by, at=at, override_reason=REASON)
    return publish(draft, by=by, at=at)


def test_the_draft_says_since_when_nothing_is_new_and_when_the_next_word_comes(incident, ben, nine):
    draft = start_heartbeat(incident, "public", by=ben, at=nine + timedelta(minutes=21))
    assert (draft.kind, draft.heartbeat) == ("progress", True)
    assert "There is no new information since our update of 09:03 UTC" in draft.text
    assert "What we are doing: [[what is being done now]]" in draft.text
    assert draft.text.endswith("Next update by 09:45 UTC.\n")


@pytest.mark.parametrize("audience", ["support", "partners", "leadership", "engineering", "customer"])
def test_every_audience_that_has_heard_something_can_be_told_that_nothing_is_new(
    incident, ben, nine, audience
):
    say(
        incident,
        "What we know. Next update by 09:36 UTC.",
        audience=audience,
        by=ben,
        at=nine + timedelta(minutes=6),
    )
    draft = start_heartbeat(incident, audience, by=ben, at=nine + timedelta(minutes=21))
    assert draft.heartbeat
    assert "09:06 UTC" in draft.text
    assert draft.next_update_at > nine + timedelta(minutes=21)


def test_it_goes_out_like_every_update_and_makes_a_new_promise(incident, ben, nine):
    update = heartbeat(incident, minute=20, nine=nine, by=ben)
    assert update.heartbeat
    assert Promise.objects.get(
        incident=incident, audience="public", closed_at=None
    ).due_at == nine + timedelta(minutes=50)


def test_whoever_has_heard_nothing_is_not_told_that_nothing_is_new(incident, ben, nine):
    with pytest.raises(ValidationError, match="heard nothing yet"):
        start_heartbeat(incident, "support", by=ben, at=nine)


def test_a_draft_that_is_being_written_is_not_replaced(incident, ben, nine):
    start_draft(incident, "public", by=ben, at=nine)
    with pytest.raises(ValidationError, match="A draft for this audience is being written"):
        start_heartbeat(incident, "public", by=ben, at=nine)


def test_a_resolved_incident_owes_nothing_to_anybody(incident, ben, nine):
    say(incident, "It is over.", state=State.RESOLVED, by=ben, at=nine + timedelta(minutes=10))
    incident.refresh_from_db()
    with pytest.raises(ValidationError, match="resolved; nothing is owed"):
        start_heartbeat(incident, "public", by=ben, at=nine + timedelta(minutes=11))


def test_without_a_promise_it_is_unfinished_also_inside_the_company(incident, ben, nine):
    at = nine + timedelta(minutes=21)
    say(
        incident, "Next update by 09:40 UTC.", audience="engineering", by=ben, at=nine + timedelta(minutes=10)
    )
    draft = start_heartbeat(incident, "engineering", by=ben, at=at)
    edit_draft(draft, {"text": "Nothing new.", "next_update_at": None}, seen_version=None, by=ben, at=at)
    assert unfinished(draft, at=at) == [
        "An update without news makes a new promise. Say when the next update comes."
    ]


def test_two_in_a_row_pass_and_the_third_asks_for_content_or_a_longer_interval(incident, ben, nine):
    heartbeat(incident, minute=20, nine=nine, by=ben)
    heartbeat(incident, minute=45, nine=nine, by=ben)
    with pytest.raises(NotApprovable) as refused:
        heartbeat(incident, minute=70, nine=nine, by=ben)
    assert refused.value.reasons == [
        (
            "The last 2 updates said that there is no news. Say what is known or done by now and take the mark"
            " “no news” away, or promise the next update later than 10:40 UTC."
        )
    ]


def test_the_third_proposes_a_longer_interval_itself_and_passes_with_it(incident, ben, nine):
    heartbeat(incident, minute=20, nine=nine, by=ben)
    heartbeat(incident, minute=45, nine=nine, by=ben)
    at = nine + timedelta(minutes=70)
    draft = start_heartbeat(incident, "public", by=ben, at=at)
    assert draft.next_update_at == nine + timedelta(minutes=115)
    edit_draft(draft, {"text": "Nothing new. Next update by 10:55 UTC."}, seen_version=None, by=ben, at=at)
    assert unfinished(draft, at=at) == []


def test_an_interval_that_was_approved_as_longer_stays_longer_while_the_text_waits(incident, ben, nine):
    heartbeat(incident, minute=20, nine=nine, by=ben)
    heartbeat(incident, minute=45, nine=nine, by=ben)
    at = nine + timedelta(minutes=70)
    draft = start_heartbeat(incident, "public", by=ben, at=at)
    due = at + timedelta(minutes=31)
    words = {"text": f"Nothing new. Next update by {due:%H:%M} UTC.", "next_update_at": due}
    edit_draft(draft, words, seen_version=None, by=ben, at=at)
    approve(draft, seen_version=draft.version, by=ben, at=at, override_reason=REASON)
    assert publish(draft, by=ben, at=at + timedelta(minutes=4)).heartbeat


def test_with_content_the_mark_is_taken_away_and_the_row_ends(incident, ben, nine):
    heartbeat(incident, minute=20, nine=nine, by=ben)
    heartbeat(incident, minute=45, nine=nine, by=ben)
    at = nine + timedelta(minutes=70)
    draft = start_heartbeat(incident, "public", by=ben, at=at)
    words = {
        "text": "The bank has confirmed it. Next update by 10:40 UTC.",
        "next_update_at": at + HALF_AN_HOUR,
    }
    edit_draft(draft, {**words, "heartbeat": False}, seen_version=None, by=ben, at=at)
    approve(draft, seen_version=draft.version, by=ben, at=at, override_reason=REASON)
    publish(draft, by=ben, at=at)
    assert in_a_row(incident, "public") == 0
    assert heartbeat(incident, minute=90, nine=nine, by=ben).heartbeat


def test_each_audience_is_counted_by_itself(incident, ben, nine):
    heartbeat(incident, minute=20, nine=nine, by=ben)
    assert in_a_row(incident, "public") == 1
    assert in_a_row(incident, "support") == 0


def test_a_reply_to_one_customer_is_not_in_the_row(incident, ben, nine):
    say(incident, "What we know.", audience="customer", by=ben, at=nine + timedelta(minutes=6))
    heartbeat(incident, minute=20, nine=nine, by=ben, audience="customer")
    reply = {"audience": "customer", "kind": "customer_reply", "customer": "Ada"}
    say(incident, "Dear Ada, we are sorry.", **reply, by=ben, at=nine + timedelta(minutes=25))
    assert in_a_row(incident, "customer") == 1


def test_a_draft_that_was_made_one_for_readers_who_heard_nothing_is_stopped_at_the_gate(incident, ben, nine):
    draft = start_draft(incident, "engineering", by=ben, at=nine)
    words = {"text": "Nothing new. Next update by 09:40 UTC.", "next_update_at": nine + timedelta(minutes=40)}
    edit_draft(draft, {**words, "heartbeat": True}, seen_version=None, by=ben, at=nine)
    assert unfinished(draft, at=nine) == [
        "They have heard nothing yet, so there is nothing to keep alive. Write them a first update. Take the mark “no news” away."
    ]

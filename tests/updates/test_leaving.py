"""From the first partner key on, texts for partners leave the company, and everything that holds for such texts holds."""

from datetime import timedelta

import pytest

from clarion.accounts.permission import NotAllowed
from clarion.flows.approve import approve
from clarion.flows.partner_keys import make_partner_key, revoke_partner_key
from clarion.flows.publish import publish
from clarion.updates.audiences import KINDS
from clarion.updates.destinations import beyond_the_room, destinations, in_words
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable, needs_other_eyes
from clarion.updates.leaving import leaves_the_company
from clarion.updates.review_of_draft import objections
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
REASON = "a test says something that the review may object to"


@pytest.fixture
def brief(ben, nine):
    return a_brief("Bookings by API fail for some partners. ", by=ben, at=nine)


def a_brief(text, *, by, at):
    draft = start_draft(an_incident(by=by, at=at), "partners", by=by, at=at)
    edit_draft(draft, {"text": text, "next_update_at": at + 30 * MINUTE}, seen_version=None, by=by, at=at)
    return draft


def test_only_the_audience_of_partners_begins_to_leave(ana, nine):
    before = {audience for audience in KINDS if leaves_the_company(audience)}
    key, _ = make_partner_key("Northwind Travel", by=ana, at=nine)
    assert {audience for audience in KINDS if leaves_the_company(audience)} == before | {"partners"}
    revoke_partner_key(key, by=ana, at=nine)
    assert leaves_the_company("partners"), "another key would show what is written meanwhile"


def test_a_responder_approves_and_publishes_for_partners_inside_and_not_outside(brief, dev, ana, cleo, nine):
    approve(brief, seen_version=brief.version, by=dev, at=nine, override_reason=REASON)
    make_partner_key("Northwind Travel", by=ana, at=nine)
    with pytest.raises(NotAllowed):
        approve(brief, seen_version=brief.version, by=dev, at=nine, override_reason=REASON)
    approve(brief, seen_version=brief.version, by=cleo, at=nine, override_reason=REASON)
    with pytest.raises(NotAllowed):
        publish(brief, by=dev, at=nine)
    assert publish(brief, by=cleo, at=nine).audience == "partners"


def test_with_the_first_key_a_yes_that_was_meant_for_inside_does_not_hold_any_more(
    brief, dev, ana, cleo, nine
):
    approve(brief, seen_version=brief.version, by=dev, at=nine, override_reason=REASON)
    make_partner_key("Northwind Travel", by=ana, at=nine)
    with pytest.raises(NotPublishable, match="partners outside the company read it from now on"):
        publish(brief, by=cleo, at=nine)
    approve(brief, seen_version=brief.version, by=cleo, at=nine, override_reason=REASON)
    make_partner_key("Tailspin Rail", by=ana, at=nine)
    publish(brief, by=cleo, at=nine)


def test_whoever_wrote_a_brief_has_somebody_else_read_it_once_it_leaves(brief, ben, ana, cleo, nine):
    assert needs_other_eyes(brief, ben) == []
    make_partner_key("Northwind Travel", by=ana, at=nine)
    assert needs_other_eyes(brief, ben) == [
        "You wrote this text yourself. Ask Cleo Lindqvist to approve it, or say why it cannot wait."
    ]


def test_names_of_machines_do_not_leave_in_a_brief(ana, ben, cleo, nine):
    brief = a_brief("The host db-prod-07 (10.4.17.9) is down, see OPS-44.", by=ben, at=nine)
    inside = objections(brief, at=nine)
    make_partner_key("Northwind Travel", by=ana, at=nine)
    more = [each for each in objections(brief, at=nine) if each not in inside]
    assert more
    assert all(each.startswith("Partners outside the company read this. “") for each in more)
    assert "db-prod-07" in " ".join(more)
    with pytest.raises(NotApprovable):
        approve(brief, seen_version=brief.version, by=cleo, at=nine)


def test_the_button_says_where_a_brief_goes_and_to_how_many(ana, nine):
    assert in_words(destinations("partners")) == "incident room (1 person)"
    key, _ = make_partner_key("Northwind Travel", by=ana, at=nine)
    assert in_words(destinations("partners")) == "partners' page, 1 key, incident room (1 person)"
    make_partner_key("Tailspin Rail", by=ana, at=nine)
    assert beyond_the_room("partners") == "partners' page, 2 keys"
    revoke_partner_key(key, by=ana, at=nine)
    assert beyond_the_room("partners") == "partners' page, 1 key"
    assert beyond_the_room("public") == beyond_the_room("support") == ""

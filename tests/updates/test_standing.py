"""How a draft stands, and the next act that it waits for."""

from datetime import timedelta

import pytest

from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.updates.destinations import destinations, in_words
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.standing import NextAct, standing_of
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
CLEAN = "We are investigating. Card payments are declined for 25 % of customers in Europe. Next update by 09:30 UTC.\n"


@pytest.fixture
def draft(ana, ben, nine) -> Draft:
    incident = an_incident(by=ana, at=nine, percent_affected=25, regions=["Europe"])
    return start_draft(incident, "public", by=ben, at=nine)


def write(draft, text, *, by, at):
    due = at + timedelta(minutes=30)
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=by, at=at)


def test_a_fresh_draft_waits_for_its_writer(draft, nine):
    standing = standing_of(draft, at=nine)
    assert standing.next_act == NextAct.WRITE
    assert standing.to_fill == draft.text.count("[[")


def test_what_the_review_blocks_waits_to_be_mended(draft, ben, nine):
    write(draft, CLEAN + "An engineer forgot to renew a certificate.\n", by=ben, at=nine)
    standing = standing_of(draft, at=nine)
    assert (standing.next_act, standing.blocks) == (NextAct.MEND, 1)


def test_a_clean_text_waits_for_approval_then_for_publication_until_the_facts_change(
    draft, ana, ben, cleo, nine
):
    write(draft, CLEAN, by=ben, at=nine)
    assert standing_of(draft, at=nine).next_act == NextAct.APPROVE
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    assert standing_of(draft, at=nine).next_act == NextAct.PUBLISH
    change(draft.incident, {"percent_affected": 40}, by=ana, at=nine)
    draft = Draft.objects.get(pk=draft.pk)
    standing = standing_of(draft, at=nine)
    assert standing.next_act == NextAct.MEND
    assert [claim.quote for claim in standing.contradicted] == ["25 %"]


def test_the_button_says_where_it_goes_and_to_how_many(ana, ben):
    assert in_words(destinations("public")) == "public page, feed and status API"
    assert in_words(destinations("engineering")) == "incident room (2 people)"
    assert in_words(destinations("customer")) == "incident room (2 people), the mail is yours to send"

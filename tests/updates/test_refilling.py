"""Filling a draft again: what it may become, and that nobody's words go without being seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.flows.change import change
from clarion.flows.correct import correct
from clarion.incidents.states import State
from clarion.updates.drafts import DraftChanged
from clarion.updates.editing import edit_draft
from clarion.updates.refilling import refill_draft
from clarion.updates.suggested_text import HEARTBEAT, start_draft
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)


@pytest.fixture
def incident(ana, nine):
    return an_incident(by=ana, at=nine)


def test_the_text_comes_from_the_record_as_it_is_now(incident, ana, ben, nine):
    draft = start_draft(incident, "public", by=ben, at=nine)
    change(incident, {"percent_affected": 25}, by=ana, at=nine)
    assert refill_draft(draft, kind="progress", seen_version=draft.version, by=ben, at=nine + LATER)
    assert (draft.kind, draft.version) == ("progress", 2)
    assert "25 % of users" in draft.text


def test_words_that_another_saved_meanwhile_are_not_replaced(incident, ben, cleo, nine):
    draft = start_draft(incident, "public", by=ben, at=nine)
    seen = draft.version
    edit_draft(draft, {"text": "Cleo's words"}, seen_version=seen, by=cleo, at=nine)
    with pytest.raises(DraftChanged):
        refill_draft(draft, seen_version=seen, by=ben, at=nine + LATER)
    draft.refresh_from_db()
    assert draft.text == "Cleo's words"


def test_who_has_heard_nothing_is_not_told_that_nothing_is_new(incident, ben, nine):
    draft = start_draft(incident, "public", by=ben, at=nine)
    with pytest.raises(ValidationError, match="They have heard nothing yet"):
        refill_draft(draft, kind=HEARTBEAT, seen_version=draft.version, by=ben, at=nine + LATER)
    draft.refresh_from_db()
    assert (draft.heartbeat, draft.version) == (False, 1)


def test_of_what_is_over_nothing_is_new_and_nothing_is_owed(incident, ben, nine):
    say(incident, "We are investigating.", audience="engineering", by=ben, at=nine)
    draft = start_draft(incident, "engineering", by=ben, at=nine)
    say(incident, "It is over.", state=State.RESOLVED, by=ben, at=nine + LATER)
    with pytest.raises(ValidationError, match="is resolved; nothing is owed any more"):
        refill_draft(draft, kind=HEARTBEAT, seen_version=draft.version, by=ben, at=nine + LATER)


def test_a_correction_begins_at_the_update_that_it_corrects_and_stays_one(incident, ben, nine):
    update = say(incident, "We are investigating.", by=ben, at=nine)
    draft = start_draft(incident, "public", by=ben, at=nine)
    with pytest.raises(ValidationError, match="Open that update and press Correct"):
        refill_draft(draft, kind="correction", seen_version=draft.version, by=ben, at=nine)
    draft.discarded_at = nine
    draft.save()
    correction = correct(update, wrong_words="investigating", by=ben, at=nine)
    for kind in ("progress", HEARTBEAT):
        with pytest.raises(ValidationError):
            refill_draft(correction, kind=kind, seen_version=correction.version, by=ben, at=nine)


def test_no_news_filled_again_stays_no_news_and_promises_anew(incident, ben, nine):
    say(incident, "We are investigating.", by=ben, at=nine)
    draft = start_draft(incident, "public", by=ben, at=nine)
    refill_draft(draft, kind=HEARTBEAT, seen_version=draft.version, by=ben, at=nine)
    first = draft.next_update_at
    refill_draft(draft, seen_version=draft.version, by=ben, at=nine + LATER)
    assert (draft.heartbeat, draft.next_update_at) == (True, first + LATER)
    assert "There is no new information since" in draft.text


def test_talking_points_filled_again_explain_the_newest_public_update(incident, ben, nine):
    draft = start_draft(incident, "support", by=ben, at=nine)
    newest = say(incident, "Cards are declined.", by=ben, at=nine)
    refill_draft(draft, seen_version=draft.version, by=ben, at=nine + LATER)
    assert draft.explains == newest
    assert "“Cards are declined.”" in draft.text

"""What looks back once it is over: it promises nothing, changes no state, and begins at the post-mortem."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.drafting import fill, shipped_template
from clarion.drafting.sample import sample_facts
from clarion.flows.change import change
from clarion.incidents.states import ServiceStatus, State
from clarion.review import review
from clarion.updates.audiences import AFTER_THE_END
from clarion.updates.gate import unfinished
from clarion.updates.messages import mail_of
from clarion.updates.refilling import kinds_to_become, refill_draft
from clarion.updates.suggested_text import proposed_kind, start_draft, start_looking_back
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

TEXTS = [
    ("public", "postmortem"),
    ("customer", "postmortem"),
    ("partners", "postmortem"),
    ("leadership", "rca"),
]
FOUND = {
    "summary": "A certificate ended.",
    "causes": "- It was renewed by hand",
    "changes": "- Renew it by machine",
}


@pytest.fixture
def over(ana, ben, checkout, nine):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine)
    say(incident, "Card payments work again.", state=State.RESOLVED, by=ben, at=nine + timedelta(hours=1))
    incident.refresh_from_db()
    return incident


@pytest.mark.parametrize(("audience", "kind"), TEXTS)
def test_it_promises_nothing_and_the_incident_stays_as_it_is(over, ben, nine, audience, kind):
    draft = start_draft(over, audience, kind=kind, by=ben, at=nine + timedelta(hours=2))
    assert (draft.state, draft.next_update_at) == (State.RESOLVED, None)


def test_what_the_post_mortem_found_fills_the_template_and_what_it_did_not_is_asked_of_the_writer(
    over, ben, nine
):
    draft = start_looking_back(over, "public", found=FOUND, by=ben, at=nine + timedelta(hours=2))
    assert "- It was renewed by hand" in draft.text
    assert "It began at 09:00 UTC on 10 March and ended at 10:00 UTC on 10 March." in draft.text
    assert "**What changes**\n\n- Renew it by machine" in draft.text
    assert "[[the confirmed cause, in plain words]]" in draft.text
    assert "[[what changes" in start_draft(over, "partners", kind="postmortem", by=ben, at=nine).text


def test_another_text_for_the_same_readers_is_finished_first(over, ben, nine):
    start_draft(over, "public", by=ben, at=nine)
    with pytest.raises(ValidationError, match="Another text for public page is being written"):
        start_looking_back(over, "public", found=FOUND, by=ben, at=nine)


def test_nothing_that_looks_back_is_written_for_engineers_who_have_the_document(over, ben, nine):
    with pytest.raises(ValidationError, match="Nothing that looks back is written for Engineering"):
        start_looking_back(over, "engineering", found=FOUND, by=ben, at=nine)


@pytest.mark.parametrize(("audience", "kind"), TEXTS)
def test_while_the_incident_is_open_nobody_looks_back(ana, ben, nine, audience, kind):
    draft = start_draft(an_incident(by=ana, at=nine), audience, kind=kind, by=ben, at=nine)
    assert "is not resolved. Publish this" in " ".join(unfinished(draft, at=nine))


def test_an_incident_that_comes_back_takes_the_draft_to_no_other_state(over, ben, nine):
    draft = start_draft(over, "public", kind="postmortem", by=ben, at=nine)
    change(over, {"state": State.INVESTIGATING}, by=ben, at=nine + timedelta(hours=3))
    draft.refresh_from_db()
    assert draft.state == State.RESOLVED
    assert "is not resolved" in " ".join(unfinished(draft, at=nine))


def test_the_life_of_an_incident_never_proposes_it_and_no_other_draft_becomes_it(over, ben, nine):
    assert proposed_kind(over, "public") not in AFTER_THE_END
    other = start_draft(over, "public", by=ben, at=nine)
    assert not AFTER_THE_END & set(kinds_to_become(other))
    with pytest.raises(ValidationError, match="begun at the post-mortem"):
        refill_draft(other, kind="postmortem", seen_version=None, by=ben, at=nine)


def test_filled_again_it_is_nobodys_words_until_somebody_writes_in_it(over, ben, cleo, nine):
    draft = start_looking_back(over, "public", found=FOUND, by=ben, at=nine)
    changed = {**FOUND, "summary": "A certificate ended at night."}
    assert refill_draft(draft, found=changed, seen_version=draft.version, by=cleo, at=nine)
    assert "ended at night" in draft.text
    assert not draft.editors.exists()


@pytest.mark.parametrize(
    ("audience", "kind", "subject"),
    [
        ("public", "postmortem", "Post-mortem: Card payments fail"),
        ("leadership", "rca", "SEV2 INC-{}: Executive RCA: Card payments fail"),
    ],
)
def test_the_subject_of_its_mail_says_what_it_is(over, ben, nine, audience, kind, subject):
    draft = start_draft(over, audience, kind=kind, by=ben, at=nine)
    assert mail_of(draft).subject == subject.format(over.pk)


def test_a_list_below_what_changes_names_changes_only_where_a_text_looks_back():
    text = "**What changes**\n\n- Limit the pool of connections\n"
    assert "prevention" not in review(text, audience="public", kind="postmortem").missing
    assert "prevention" in review(text, audience="public", kind="resolution").missing


@pytest.mark.parametrize(("audience", "kind"), TEXTS)
def test_filled_from_a_whole_record_it_says_all_that_it_must_with_the_day_of_every_time(audience, kind):
    now = datetime(2026, 3, 10, 10, 20, tzinfo=UTC)
    words = replace(sample_facts(state="resolved", now=now), names_days=True).words()
    text = fill(shipped_template(audience, kind), words)
    assert "09:31 UTC on 10 March" in text
    assert "10:10 UTC on 10 March" in text
    assert review(text, audience=audience, kind=kind).missing == ()

"""What a draft announces while the incident moves on, and what an approval still covers."""

from datetime import timedelta

import pytest

from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.states import Severity, State
from clarion.updates.dismissals import DismissedFinding, dismiss, take_back
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable, unfinished
from clarion.updates.heartbeats import start_heartbeat
from clarion.updates.promises import Promise
from clarion.updates.review_of_draft import objections, review_draft
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import REASON, an_incident, say

pytestmark = pytest.mark.django_db
CLEAN = (
    "We are investigating. Card payments are declined for customers in Europe. Next update by 09:30 UTC.\n"
)


@pytest.fixture
def incident(ana, ben, cleo, nine):
    return an_incident(by=ana, at=nine, impact="Card payments are declined", regions=["Europe"])


def written(incident, text, *, by, at, audience="public"):
    draft = start_draft(incident, audience, by=by, at=at)
    due = at + timedelta(minutes=30)
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=by, at=at)
    return draft


def fresh(draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def test_a_draft_begun_earlier_follows_the_state_and_does_not_set_it_back(incident, ana, ben, nine):
    draft = written(incident, CLEAN, by=ben, at=nine, audience="engineering")
    change(incident, {"state": State.IDENTIFIED}, by=ana, at=nine)
    draft = fresh(draft)
    assert draft.state == State.IDENTIFIED
    approve(draft, seen_version=draft.version, by=ben, at=nine, override_reason=REASON)
    publish(draft, by=ben, at=nine)
    incident.refresh_from_db()
    assert incident.state == State.IDENTIFIED


def test_a_state_that_the_writer_chose_stays_chosen(incident, ana, ben, nine):
    draft = written(incident, CLEAN, by=ben, at=nine)
    edit_draft(draft, {"state": State.MONITORING}, seen_version=None, by=ben, at=nine)
    change(incident, {"state": State.IDENTIFIED}, by=ana, at=nine)
    assert fresh(draft).state == State.MONITORING


def test_a_publication_takes_the_other_drafts_along(incident, ben, nine):
    waiting = written(incident, CLEAN, by=ben, at=nine, audience="customer")
    say(incident, CLEAN, state=State.IDENTIFIED, by=ben, at=nine)
    assert fresh(waiting).state == State.IDENTIFIED


def test_no_text_brings_a_resolved_incident_back_in_passing(incident, ben, nine):
    say(incident, CLEAN, audience="engineering", by=ben, at=nine)
    say(incident, CLEAN, by=ben, at=nine)
    heartbeat = start_heartbeat(incident, "engineering", by=ben, at=nine)
    incident.refresh_from_db()
    say(incident, "It is over.", state=State.RESOLVED, by=ben, at=nine)
    over = "The incident is resolved; there is no next update to promise. Discard this draft."
    assert over in unfinished(fresh(heartbeat), at=nine)
    incident.refresh_from_db()
    late = start_draft(incident, "leadership", by=ben, at=nine)
    edit_draft(late, {"state": State.INVESTIGATING, "text": CLEAN}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="set the state in its record first"):
        approve(late, seen_version=late.version, by=ben, at=nine, override_reason=REASON)
    incident.refresh_from_db()
    assert incident.state == State.RESOLVED


def test_what_the_record_contradicts_by_now_does_not_go_out_on_an_old_approval(
    incident, ana, ben, cleo, nine
):
    change(incident, {"cause": "an expired certificate", "cause_confirmed": True}, by=ana, at=nine)
    draft = written(incident, CLEAN + "The cause is an expired certificate.\n", by=ben, at=nine)
    assert objections(draft, at=nine) == []
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    change(incident, {"cause": "a full disk", "cause_confirmed": True}, by=ana, at=nine)
    with pytest.raises(NotPublishable, match="contradicts the record"):
        publish(draft, by=cleo, at=nine)


def test_an_override_covers_what_its_giver_knew_and_still_goes_out(incident, ana, ben, cleo, nine):
    draft = written(incident, CLEAN + "Ravi broke it.\n", by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    assert publish(draft, by=cleo, at=nine)


def test_a_dismissal_that_is_taken_back_takes_the_approval_with_it(incident, ben, cleo, nine):
    draft = written(incident, CLEAN + "The night shift forgot to renew a certificate.\n", by=ben, at=nine)
    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "blame")
    dismiss(draft, found, reason="they asked to be named", by=cleo, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    take_back(DismissedFinding.objects.get(), by=ben, at=nine)
    with pytest.raises(NotPublishable, match="counts again"):
        publish(draft, by=cleo, at=nine)


def test_the_title_is_part_of_what_was_approved(incident, dev, ben, cleo, nine):
    draft = written(incident, CLEAN, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    change(incident, {"title": "Card payments fail in Europe"}, by=dev, at=nine)
    with pytest.raises(NotPublishable, match="the record changed: title"):
        publish(draft, by=cleo, at=nine)


def test_a_title_that_must_not_stand_is_said_for_readers_outside_only(incident, ana, ben, nine):
    change(incident, {"title": "Ravi broke the database on 10.4.2.7"}, by=ana, at=nine)
    public = written(incident, CLEAN, by=ben, at=nine)
    inside = written(incident, CLEAN, by=ben, at=nine, audience="leadership")
    assert any("The title says “10.4.2.7”" in reason for reason in objections(public, at=nine))
    assert not any("The title" in reason for reason in objections(inside, at=nine))


def owed(incident) -> dict[str, int]:
    """Audience -> minutes from nine until it is due."""
    promises = Promise.objects.owed().filter(incident=incident)
    return {
        each.audience: round((each.due_at - incident.declared_at).total_seconds() / 60) for each in promises
    }


def test_a_worse_severity_owes_the_public_its_first_word(ana, ben, nine):
    incident = an_incident(severity=Severity.SEV3, by=ana, at=nine)
    assert owed(incident) == {"engineering": 30}
    change(incident, {"severity": Severity.SEV1}, by=ana, at=nine + timedelta(minutes=10))
    assert owed(incident) == {"public": 15, "engineering": 30, "leadership": 40}


def test_an_incident_that_comes_back_owes_everybody_again(incident, ana, ben, nine):
    say(incident, CLEAN, by=ben, at=nine)
    say(incident, "It is over.", state=State.RESOLVED, by=ben, at=nine)
    incident.refresh_from_db()
    assert owed(incident) == {}
    change(incident, {"state": State.INVESTIGATING}, by=ana, at=nine + timedelta(minutes=5))
    assert owed(incident) == {"public": 25, "engineering": 25}


def test_resolving_looks_at_the_row_and_not_at_an_old_copy(incident, ben, nine):
    old = type(incident).objects.get(pk=incident.pk)
    say(incident, CLEAN, by=ben, at=nine)
    assert resolve(old, by=ben, at=nine) is not None, (
        "readers have heard of it, so they are told that it is over"
    )

"""The way of one update, from the declaration to the resolution, through the flows."""

from datetime import timedelta

import pytest

from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.correct import correct
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.approval import standing_approval
from clarion.updates.drafts import edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.promises import Outcome, mark_and_call
from clarion.updates.suggested_text import start_draft


@pytest.mark.django_db(transaction=True)
def test_an_update_goes_from_record_to_readers_and_its_promise_is_watched(nine):
    ana = Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)
    ben = Person.objects.create_user("ben@example.com", name="Ben Okafor", role=Role.COMMUNICATIONS_LEAD)
    checkout = add_service("Checkout")
    incident = declare(
        "Card payments fail", severity=Severity.SEV2, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine
    )
    assert incident.communications_lead == ana
    assert incident.backup == ben
    assert incident.promises.owed().count() == 2
    draft = start_draft(incident, "public", by=ben, at=nine)
    with pytest.raises(NotApprovable):
        approve(draft, seen_version=draft.version, by=ben, at=nine)
    change(incident, {"percent_affected": 25, "regions": ["Europe"]}, by=ana, at=nine)
    text = (
        "We are investigating a problem with Checkout. Card payments fail.\n\nWho is affected: 25 % of users in Europe.\n"
        "Since: 09:00 UTC.\n\nNext update by 09:20 UTC.\n"
    )
    edit_draft(draft, {"text": text}, seen_version=1, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=ben, at=nine)
    assert standing_approval(draft)
    edit_draft(draft, {"text": text + "\n"}, seen_version=2, by=ben, at=nine)
    assert standing_approval(draft) is None
    with pytest.raises(NotPublishable, match="the draft was edited"):
        publish(draft, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=ben, at=nine)
    update = publish(draft, by=ben, at=nine + timedelta(minutes=2))
    assert incident.promises.get(audience="public", closed_at=None).due_at == nine + timedelta(minutes=20)
    assert incident.promises.get(audience="public", kept_by=update).outcome == Outcome.KEPT

    mark_and_call(at=nine + timedelta(minutes=21))
    promise = incident.promises.get(audience="public", closed_at=None)
    assert promise.outcome == Outcome.MISSED
    later = nine + timedelta(minutes=30)
    correction = correct(update, wrong_words="Since: 09:00 UTC.", by=ben, at=later)
    edit_draft(correction, {"text": correction.text.replace("[[what is right]]", "It began at 08:50 UTC")}, seen_version=1, by=ben, at=later)
    approve(correction, seen_version=correction.version, by=ben, at=later, override_reason="test")
    publish(correction, by=ben, at=later)
    promise.refresh_from_db()
    assert promise.outcome == Outcome.LATE
    resolution = resolve(incident, by=ben, at=later + timedelta(minutes=5))
    incident.refresh_from_db()
    assert incident.state == State.INVESTIGATING
    print(resolution.text)

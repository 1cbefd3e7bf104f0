"""Inside the company everybody is told who answers questions from outside, and the gate asks for it."""

from datetime import timedelta

import pytest

from clarion.accounts.workspace import Workspace
from clarion.flows.approve import approve
from clarion.updates.audiences import EXTERNAL_AUDIENCES, KINDS
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable
from clarion.updates.review_of_draft import INDISPENSABLE
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db

INTERNAL = [
    (audience, kind)
    for audience, kinds in KINDS.items()
    for kind in kinds
    if audience not in EXTERNAL_AUDIENCES
]
ALERT = """\
SEV2: card payments in Checkout fail since 09:00 UTC for 25 % of users.
We are rolling back release 118.
Next steps: Ravi rolls back, Ines checks payments in Spain.
Next update by 09:20 UTC.
"""
LINE = "External questions go to Ben Okafor only; please do not answer them yourself.\n"


@pytest.fixture
def incident(ben, nine):
    return an_incident(by=ben, at=nine)


def alert(incident, text, *, by, at):
    draft = start_draft(incident, "engineering", kind="alert", by=by, at=at)
    changes = {"text": text, "next_update_at": at + timedelta(minutes=20)}
    edit_draft(draft, changes, seen_version=None, by=by, at=at)
    return draft


@pytest.mark.parametrize(("audience", "kind"), INTERNAL)
def test_every_internal_draft_names_the_communications_lead(incident, ben, nine, audience, kind):
    draft = start_draft(incident, audience, kind=kind, by=ben, at=nine)
    assert "go to Ben Okafor only; please do not answer them yourself." in draft.text


@pytest.mark.parametrize(("audience", "kind"), INTERNAL)
def test_before_there_is_a_lead_the_contact_of_the_workspace_is_named(dev, nine, audience, kind):
    Workspace.current()
    Workspace.objects.update(external_questions_go_to="press@example.com")
    draft = start_draft(an_incident(by=dev, at=nine), audience, kind=kind, by=dev, at=nine)
    assert "go to press@example.com only;" in draft.text


def test_without_any_contact_the_writer_is_asked(dev, nine):
    Workspace.current()
    Workspace.objects.update(external_questions_go_to=" ")
    draft = start_draft(an_incident(by=dev, at=nine), "engineering", by=dev, at=nine)
    assert "External questions go to [[who answers questions from outside]] only;" in draft.text


def test_an_alert_without_the_line_is_not_approved_without_a_reason(incident, ben, dev, nine):
    draft = alert(incident, ALERT, by=ben, at=nine)
    with pytest.raises(NotApprovable) as refused:
        approve(draft, seen_version=draft.version, by=dev, at=nine)
    assert refused.value.reasons == [INDISPENSABLE["protocol"]]
    approve(draft, seen_version=draft.version, by=dev, at=nine, override_reason="all of them know")


def test_an_alert_with_the_line_is_approved(incident, ben, dev, nine):
    draft = alert(incident, ALERT + LINE, by=ben, at=nine)
    assert approve(draft, seen_version=draft.version, by=dev, at=nine).override_reason == ""

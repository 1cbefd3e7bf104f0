"""A role goes from one person to the next, and the timeline says so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.flows.call import mark_and_call
from clarion.flows.change import change
from clarion.flows.declare import declare
from clarion.incidents.hand_over import hand_over
from clarion.incidents.states import Severity
from clarion.updates.notices import Notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def incident(ana, ben, cleo, nine):
    return declare("Uploads fail", severity=Severity.SEV2, services={}, by=ana, at=nine)


def said(incident):
    return [entry.text for entry in incident.entries.order_by("pk")][1:]


def test_each_role_that_changes_hands_is_an_entry(incident, ana, ben, cleo, dev, nine):
    changed = hand_over(incident, {"scribe": dev, "commander": ben, "backup": cleo}, by=ana, at=nine)
    assert changed == {"scribe", "commander"}
    assert said(incident) == ["commander: Ana Sousa → Ben Okafor", "scribe: nobody → Dev Patel"]


def test_a_role_may_be_left_empty(incident, ana, nine):
    hand_over(incident, {"backup": None}, by=ana, at=nine)
    assert incident.backup is None
    assert said(incident) == ["backup for communications: Cleo Lindqvist → nobody"]


def test_who_may_not_publish_does_not_lead_communications(incident, ana, ben, dev, nine):
    with pytest.raises(ValidationError, match="Dev Patel may not publish"):
        hand_over(incident, {"communications_lead": dev, "scribe": dev}, by=ana, at=nine)
    incident.refresh_from_db()
    assert (incident.communications_lead, incident.scribe) == (ben, None)


def test_the_promise_clock_calls_whoever_holds_the_role_by_then(incident, ana, cleo, nine):
    hand_over(incident, {"communications_lead": cleo}, by=ana, at=nine)
    mark_and_call(at=nine + timedelta(minutes=6))
    notice = Notice.objects.filter(promise__audience="public", kind="due").get()
    assert notice.person == cleo


def test_the_page_hands_over_only_what_was_changed_on_it(incident, ana, ben, cleo, dev, client, nine):
    client.force_login(ana)
    address = f"/incidents/{incident.reference}/roles/"
    assert 'name="initial-commander"' in client.get(address).content.decode()
    shown = {"commander": ana.pk, "communications_lead": ben.pk, "backup": cleo.pk}
    hand_over(incident, {"commander": cleo}, by=cleo, at=nine)
    shown_before = {f"initial-{name}": person for name, person in shown.items()}
    answer = client.post(address, {**shown, **shown_before, "scribe": dev.pk})
    assert answer.status_code == 302
    incident.refresh_from_db()
    assert (incident.commander, incident.scribe) == (cleo, dev)
    room = client.get(f"/incidents/{incident.reference}/").content.decode()
    assert "scribe Dev Patel" in room


def test_a_wrong_choice_is_said_beside_the_form(incident, ana, dev, client):
    client.force_login(ana)
    answer = client.post(f"/incidents/{incident.reference}/roles/", {"communications_lead": dev.pk})
    assert answer.status_code == 422
    assert "Select a valid choice" in answer.content.decode()


def test_two_people_at_once_do_not_undo_each_other(incident, ana, ben, cleo, dev, nine):
    hand_over(incident, {"scribe": dev}, seen={"scribe": None}, by=ana, at=nine)
    with pytest.raises(ValidationError, match="Dev Patel holds this role by now"):
        hand_over(incident, {"scribe": cleo}, seen={"scribe": None}, by=ben, at=nine)
    assert hand_over(incident, {"scribe": dev}, seen={"scribe": None}, by=ben, at=nine) == set()


def test_a_holder_who_may_not_any_more_stays_until_somebody_takes_over(incident, ana, ben, cleo, dev, client):
    Person.objects.filter(pk=ben.pk).update(role="responder")
    client.force_login(ana)
    shown = {"initial-commander": ana.pk, "initial-communications_lead": ben.pk, "initial-backup": cleo.pk}
    kept = {"commander": ana.pk, "communications_lead": ben.pk, "backup": cleo.pk}
    client.post(f"/incidents/{incident.reference}/roles/", {**kept, **shown, "scribe": dev.pk})
    incident.refresh_from_db()
    assert (incident.communications_lead, incident.scribe) == (ben, dev)


def test_raising_the_severity_owes_leaders_a_summary(incident, ana, nine):
    change(incident, {"severity": Severity.SEV1}, by=ana, at=nine)
    assert incident.promises.owed().filter(audience="leadership").count() == 1

"""The correct page: tell readers, or only put it right."""

from datetime import timedelta

import pytest

from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import waiting_proposal
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

QUIET = {"how": "quiet", "own_words": "investigatnig", "right_words": "investigating", "reason": "typo"}


@pytest.fixture
def update(ben, nine):
    incident = an_incident(by=ben, at=nine)
    text = "We are investigatnig it. 25 % of users are affected. Next update by 09:30 UTC."
    return say(incident, text, promise=timedelta(minutes=30), by=ben, at=nine)


def send(client, update, **fields):
    return client.post(f"/updates/{update.pk}/correct/", fields, follow=True)


def test_to_tell_readers_is_what_the_page_proposes(client, update, ben):
    client.force_login(ben)
    page = client.get(f"/updates/{update.pk}/correct/").content.decode()
    assert '<input type="radio" name="how" value="tell" checked>' in page
    answer = send(client, update, how="tell", wrong_words="25 % of users are affected.")
    assert answer.redirect_chain[0][0].startswith("/drafts/")


def test_the_only_lead_puts_a_typo_right_at_once(client, update, ben):
    client.force_login(ben)
    page = send(client, update, **QUIET).content.decode()
    assert "Put right. Readers see the old words beside the new ones" in page
    assert "<del>investigatnig</del> → <ins>investigating</ins> (a typo; Ben Okafor)" in page
    assert IncidentUpdate.objects.get().text_now.startswith("We are investigating it.")


def test_where_there_is_another_lead_it_waits_for_them(client, update, ben, cleo):
    client.force_login(ben)
    page = send(client, update, **QUIET).content.decode()
    assert "Ask Cleo Lindqvist to approve it" in page
    room = client.get(f"/incidents/{update.incident.reference}/").content.decode()
    assert "A quiet correction waits for approval" in room
    client.force_login(cleo)
    answer = client.post(f"/quiet-corrections/{waiting_proposal(update).pk}/approve/", follow=True)
    assert "approved by Cleo Lindqvist" in answer.content.decode()
    assert IncidentUpdate.objects.get().text_now.startswith("We are investigating it.")


def test_a_reason_is_as_good_as_another_lead_and_is_shown(client, update, ben, cleo):
    client.force_login(ben)
    page = send(client, update, **QUIET, approval_reason="Cleo sleeps").content.decode()
    assert "(a typo; Ben Okafor: Cleo sleeps)" in page


def test_a_responder_proposes_and_a_lead_approves(client, update, dev):
    client.force_login(dev)
    page = send(client, update, **QUIET).content.decode()
    assert "A communications lead or an admin approves it." in page
    answer = client.post(f"/quiet-corrections/{waiting_proposal(update).pk}/approve/")
    assert answer.status_code == 403
    assert IncidentUpdate.objects.get().text_now == update.text


def test_a_proposal_is_withdrawn(client, update, dev):
    client.force_login(dev)
    send(client, update, **QUIET)
    page = client.post(f"/quiet-corrections/{waiting_proposal(update).pk}/withdraw/", follow=True)
    assert "Nothing changed for readers." in page.content.decode()
    assert waiting_proposal(update) is None


def test_what_readers_must_be_told_leads_to_the_loud_way_with_everything_kept(client, update, ben):
    client.force_login(ben)
    answer = send(client, update, how="quiet", own_words="25 %", right_words="35 %", reason="typo")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Readers have to be told: “25” and “35” are different numbers." in page
    assert '<input type="radio" name="how" value="tell" checked>' in page
    assert 'name="own_words" value="25 %"' in page
    assert 'value="35 %"' in page
    assert send(client, update, how="tell", own_words="25 %").redirect_chain[0][0].startswith("/drafts/")


def test_a_picked_sentence_stays_picked_after_a_mistake(client, update, ben):
    client.force_login(ben)
    answer = send(client, update, how="quiet", wrong_words="We are investigatnig it.", reason="typo")
    assert "Write what is right." in answer.content.decode()
    assert 'value="We are investigatnig it." checked' in answer.content.decode()

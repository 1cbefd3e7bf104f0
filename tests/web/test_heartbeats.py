"""No news yet: the button in the room, the mark in the composer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.incidents.states import Severity
from clarion.updates.drafts import Draft
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(client, ana, ben, checkout):
    at = timezone.now() - timedelta(minutes=10)
    incident = an_incident(severity=Severity.SEV2, services={checkout: "major_outage"}, by=ana, at=at)
    say(incident, "We are investigating.", by=ben, at=at)
    client.force_login(ben)
    return incident


def test_the_button_stands_where_something_was_heard_and_opens_a_draft_without_news(client, incident):
    room = client.get(f"/incidents/{incident.reference}/").content.decode()
    assert room.count("No news yet") == 1
    answer = client.post(f"/incidents/{incident.reference}/no-news/public/", follow=True)
    said = answer.content.decode()
    assert "There is no new information since our update of" in said
    assert "no news: it only keeps the promise" in said
    assert Draft.objects.open().get().heartbeat


@pytest.mark.parametrize(
    ("audience", "why"), [("support", "heard nothing yet"), ("nobody", "no such audience")]
)
def test_where_it_makes_no_sense_the_room_says_why(client, incident, audience, why):
    answer = client.post(f"/incidents/{incident.reference}/no-news/{audience}/", follow=True)
    assert why in answer.content.decode()
    assert not Draft.objects.open().exists()


def save(client, draft, **more):
    draft.refresh_from_db()
    shown = {"text": draft.text, "state": draft.state, "version": draft.version}
    shown["next_update_at"] = f"{draft.next_update_at:%Y-%m-%d %H:%M}"
    answer = client.post(f"/drafts/{draft.pk}/save/", {**shown, **more})
    assert answer.status_code == 200
    draft.refresh_from_db()
    return draft


def test_the_mark_can_be_taken_away_when_there_is_content_after_all(client, incident):
    client.post(f"/incidents/{incident.reference}/no-news/public/")
    draft = Draft.objects.open().get()
    assert save(client, draft, heartbeat=["no", "yes"]).heartbeat
    assert save(client, draft).heartbeat  # a page that does not ask changes nothing
    assert not save(client, draft, heartbeat=["no"]).heartbeat


def test_in_the_composer_a_draft_becomes_one_without_news_and_back(client, incident):
    client.post(f"/incidents/{incident.reference}/write/public/")
    draft = Draft.objects.open().get()
    client.post(f"/drafts/{draft.pk}/refill/", {"kind": "heartbeat", "version": draft.version})
    draft.refresh_from_db()
    assert (draft.heartbeat, draft.kind) == (True, "progress")
    assert "There is no new information since" in draft.text
    client.post(f"/drafts/{draft.pk}/refill/", {"kind": "progress", "version": draft.version})
    draft.refresh_from_db()
    assert not draft.heartbeat
    assert "There is no new information" not in draft.text

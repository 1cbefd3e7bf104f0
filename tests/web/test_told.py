"""The pages that say who was told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers.deliveries import Delivery, write_distribution
from clarion.subscribers.distributing import write_all
from clarion.subscribers.pace import Pace
from clarion.subscribers.tallies import Tally
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(ana):
    now = timezone.now()
    update = an_update(an_incident("Card payments fail", by=ana, at=now), at=now)
    for number in range(3):
        a_subscriber(f"s{number}")
    write_distribution(update, at=now)
    for _ in write_all(at=now):
        pass
    Delivery.objects.filter(subscriber__address="s0@example.com").update(state="sent", done_at=now)
    Delivery.objects.filter(subscriber__address="s1@example.com").update(
        state="failed", failure="No such user."
    )
    Tally.objects.update(sent=1, failed=1)
    return update


def test_the_page_of_an_incident_has_numbers_for_everybody_and_leads_those_on_who_may_see_addresses(
    client, update, ben, dev
):
    client.force_login(dev)
    page = client.get(f"/incidents/{update.incident.reference}/told/").content.decode()
    assert "E-mail 1 of 3" in page
    assert f"/updates/{update.pk}/told/" not in page
    assert client.get(f"/updates/{update.pk}/told/").status_code == 403
    client.force_login(ben)
    assert (
        f"/updates/{update.pk}/told/"
        in client.get(f"/incidents/{update.incident.reference}/told/").content.decode()
    )


def test_the_page_of_an_update_lists_whom_and_why_not_and_can_be_narrowed(client, update, ben):
    client.force_login(ben)
    page = client.get(f"/updates/{update.pk}/told/").content.decode()
    assert "1 told, 1 failed, 1 waiting, 0 not needed any more." in page
    for words in ("s0@example.com", "s1@example.com", "s2@example.com", "No such user."):
        assert words in page
    failed = client.get(f"/updates/{update.pk}/told/?state=failed").content.decode()
    assert "s1@example.com" in failed
    assert "s0@example.com" not in failed
    assert (
        "Nobody fits."
        in client.get(f"/updates/{update.pk}/told/?address=nobody@example.com").content.decode()
    )
    assert client.get(f"/updates/{update.pk}/told/?state=lost").status_code == 422


def test_what_failed_is_tried_again_and_exported_by_a_button(client, update, ben):
    client.force_login(ben)
    answer = client.post(f"/updates/{update.pk}/told/again/", follow=True)
    assert "One delivery is tried again within a few seconds." in answer.content.decode()
    assert "Try all that failed again" not in answer.content.decode()
    file = client.get(f"/updates/{update.pk}/told/export.csv")
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[0] == "subscriber,channel,address,state,attempts,done_at,failure"
    assert len(lines) == 4
    assert f'filename="told-{update.incident.reference}-' in file["Content-Disposition"]


def test_now_and_settings_tell_whoever_can_mend_it_that_messages_do_not_get_through(client, update, ana, dev):
    until = timezone.now() + timedelta(minutes=1)
    Pace.objects.create(
        channel="mail", failures=3, paused_until=until, problem="The mail server cannot be reached."
    )
    for person, path, shown in ((ana, "/", True), (ana, "/settings/", True), (dev, "/", False)):
        client.force_login(person)
        page = client.get(path).content.decode()
        assert ("E-mail pauses: The mail server cannot be reached." in page) is shown
        assert ("1 of 3 about" in page) is shown


def test_the_publish_button_says_how_many_are_told(client, ben, ana):
    from clarion.flows.approve import approve
    from clarion.updates.editing import edit_draft
    from clarion.updates.suggested_text import start_draft
    from tests.factories.incidents import REASON

    at = timezone.now()
    incident = an_incident("Card payments fail", by=ana, at=at)
    draft = start_draft(incident, "public", by=ben, at=at)
    text = {
        "text": "Card payments fail. We look for the cause.",
        "next_update_at": at + timedelta(minutes=20),
    }
    edit_draft(draft, text, seen_version=None, by=ben, at=at)
    approve(draft, seen_version=draft.version, by=ana, at=at, override_reason=REASON)
    for number in range(3):
        a_subscriber(f"s{number}")
    client.force_login(ben)
    page = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert "Publish → public page, feed and status API, 3 mails" in page

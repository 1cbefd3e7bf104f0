"""The room and the composer: talking points that were overtaken, replies and summaries by one click."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.drafts import Draft
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def incident(ana, ben, cleo, checkout):
    services = {checkout: ServiceStatus.MAJOR_OUTAGE}
    return an_incident(severity=Severity.SEV2, services=services, by=ana, at=timezone.now())


def said(answer) -> str:
    return answer.content.decode().replace("&#x27;", "'")


def room(lead, incident) -> str:
    return said(lead.get(f"/incidents/{incident.reference}/"))


def write(lead, incident, audience, kind):
    return lead.post(f"/incidents/{incident.reference}/write/{audience}/", {"kind": kind}, follow=True)


def save(lead, draft, **changes):
    draft.refresh_from_db()
    typed = {
        "text": draft.text,
        "state": draft.state,
        "next_update_at": f"{draft.next_update_at:%Y-%m-%d %H:%M}",
        "customer": draft.customer,
        "customer_words": draft.customer_words,
        "version": draft.version,
    } | changes
    answer = lead.post(f"/drafts/{draft.pk}/save/", typed, headers=HTMX)
    draft.refresh_from_db()
    return answer


def test_the_room_says_what_talking_points_explain_and_that_they_are_withdrawn(lead, incident, ben):
    at = timezone.now()
    say(incident, "Card payments fail.", by=ben, at=at)
    say(incident, "Say sorry.", audience="support", by=ben, at=at + timedelta(minutes=1))
    page = room(lead, incident)
    assert "explains the public update of" in page
    assert "Withdrawn" not in page
    later = at + timedelta(minutes=2)
    say(incident, "We found the cause.", by=ben, at=later)
    page = room(lead, incident)
    assert page.count("Withdrawn <time") == 2
    assert (
        f"{later:%H:%M} UTC</time>: the public update that they explain was superseded. Write new ones."
        in page
    )
    assert f"Talking points of {at + timedelta(minutes=1):%H:%M} UTC withdrawn" in page


def test_the_composer_shows_the_new_public_update_and_binds_to_it_on_a_word(lead, incident, ben):
    at = timezone.now()
    say(incident, "Card payments fail.", by=ben, at=at)
    draft = start_draft(incident, "support", by=ben, at=at)
    assert "These talking points explain the public update of" in said(lead.get(f"/drafts/{draft.pk}/"))
    newer = say(incident, "We found the cause.", by=ben, at=at + timedelta(minutes=1))
    page = said(lead.get(f"/drafts/{draft.pk}/"))
    assert "which was superseded at" in page
    assert "We found the cause." in page
    assert "Before it can be approved" in page
    lead.post(f"/drafts/{draft.pk}/explain/", {"explains": str(draft.explains_id)})
    draft.refresh_from_db()
    assert draft.explains != newer, "only what the writer was shown"
    lead.post(f"/drafts/{draft.pk}/explain/", {"explains": str(newer.pk)})
    draft.refresh_from_db()
    assert draft.explains == newer
    assert "The public page has a new update" not in said(lead.get(f"/drafts/{draft.pk}/"))


def test_saying_that_the_text_explains_the_new_update_saves_what_stands_on_the_screen(
    lead, incident, ben, cleo
):
    at = timezone.now()
    draft = start_draft(incident, "support", by=ben, at=at)
    newer = say(incident, "Card payments fail.", by=ben, at=at)
    typed = {
        "text": "Say that cards fail.",
        "state": draft.state,
        "next_update_at": f"{draft.next_update_at:%Y-%m-%d %H:%M}",
        "version": draft.version,
        "explains": str(newer.pk),
    }
    refused = lead.post(f"/drafts/{draft.pk}/explain/", {**typed, "next_update_at": "25:99"})
    assert refused.status_code == 422
    assert "Say that cards fail." in said(refused)
    draft.refresh_from_db()
    assert draft.explains is None
    lead.post(f"/drafts/{draft.pk}/explain/", typed)
    draft.refresh_from_db()
    assert (draft.explains, draft.text) == (newer, "Say that cards fail.")
    answer = lead.post(f"/drafts/{draft.pk}/explain/", {**typed, "text": "Older words."})
    assert answer.status_code == 409
    assert "Older words." in said(answer)
    assert "Say that cards fail." in said(answer)


def test_filling_again_explains_the_newest_and_quotes_it(lead, incident, ben):
    at = timezone.now()
    say(incident, "Card payments fail.", by=ben, at=at)
    draft = start_draft(incident, "support", by=ben, at=at)
    newer = say(incident, "We found the cause.", by=ben, at=at + timedelta(minutes=1))
    lead.post(f"/drafts/{draft.pk}/refill/", {"kind": "talking_points", "version": draft.version})
    draft.refresh_from_db()
    assert draft.explains == newer
    assert "“We found the cause.”" in draft.text
    lead.post(f"/drafts/{draft.pk}/refill/", {"kind": "resolution", "version": draft.version})
    draft.refresh_from_db()
    assert draft.explains is None


def test_a_reply_is_one_click_and_stands_in_the_room_until_it_is_sent(lead, incident):
    page = said(write(lead, incident, "customer", "customer_reply"))
    assert "What they wrote" in page
    draft = Draft.objects.get(kind="customer_reply")
    assert "[[name of the customer]]" in draft.text
    answer = save(lead, draft, customer="Ms <i>Lindqvist", customer_words="I lost a <b>day</b>'s takings!")
    assert "The text names the customer now." in said(answer)
    assert draft.text.startswith("Dear Ms <i>Lindqvist,")
    assert "takings" not in draft.text
    page = said(lead.get(f"/drafts/{draft.pk}/"))
    assert "I lost a &lt;b&gt;day&lt;/b&gt;'s takings!" in page
    assert "Reply to Ms &lt;i&gt;Lindqvist" in room(lead, incident)
    assert "takings" not in room(lead, incident)


def test_an_update_for_customers_is_written_beside_it(lead, incident):
    write(lead, incident, "customer", "customer_reply")
    write(lead, incident, "customer", "")
    assert sorted(Draft.objects.values_list("kind", flat=True)) == ["acknowledgement", "customer_reply"]
    write(lead, incident, "customer", "customer_reply")
    assert Draft.objects.count() == 2, "the untouched reply is opened again"


def test_a_reply_cannot_be_made_an_update_and_no_update_a_reply(lead, incident):
    write(lead, incident, "customer", "customer_reply")
    write(lead, incident, "customer", "progress")
    for draft, kind in [
        (Draft.objects.get(kind="customer_reply"), "progress"),
        (Draft.objects.get(kind="progress"), "customer_reply"),
    ]:
        answer = lead.post(
            f"/drafts/{draft.pk}/refill/", {"kind": kind, "version": draft.version}, follow=True
        )
        assert "This kind of message is not written" in said(answer)


def test_a_sent_reply_says_to_whom_and_is_answered_by_mail(lead, incident, cleo):
    write(lead, incident, "customer", "customer_reply")
    draft = Draft.objects.get()
    due = f"{draft.next_update_at:%H:%M}"
    text = f"Dear Ms Lindqvist,\n\nwe are sorry. I will write to you again by {due} UTC.\n"
    save(lead, draft, text=text, customer="Ms Lindqvist", customer_words="It is a disgrace!")
    lead.force_login(cleo)
    lead.post(f"/drafts/{draft.pk}/approve/", {"version": draft.version, "override_reason": "a test"})
    assert "Record as sent" in said(lead.get(f"/drafts/{draft.pk}/"))
    page = said(lead.post(f"/drafts/{draft.pk}/publish/", {"version": draft.version}, follow=True))
    assert "Recorded as sent at" in page
    assert "the clock is running" not in page
    assert "customer reply to Ms Lindqvist" in page
    assert "It is a disgrace!" not in page
    assert "nothing heard yet" in page, "customers as an audience were told nothing"


def test_an_executive_summary_is_one_click_also_at_the_end(lead, incident):
    page = said(write(lead, incident, "leadership", "executive_summary"))
    assert "Leadership · executive summary" in page
    assert Draft.objects.get().kind == "executive_summary"


def test_the_click_says_so_when_another_kind_is_in_the_way(lead, incident, ben):
    update = say(incident, "All fails. Sorry.", audience="leadership", by=ben, at=timezone.now())
    lead.post(f"/updates/{update.pk}/correct/", {"own_words": "All fails."})
    page = said(write(lead, incident, "leadership", "executive_summary"))
    assert "This correction is being written. Publish or discard it first." in page


def test_of_two_who_write_one_reply_nobody_overwrites_the_other(lead, incident):
    write(lead, incident, "customer", "customer_reply")
    draft = Draft.objects.get()
    seen = draft.version
    save(lead, draft, customer="A")
    answer = save(lead, draft, customer="B", version=seen)
    assert answer.status_code == 409
    assert draft.customer == "A"

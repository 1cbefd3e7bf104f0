"""The composer's own answers: saving while typing, conflicts, fixes, dismissals."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.approval import standing_approval
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.review_of_draft import objections
from clarion.updates.suggested_text import start_draft

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(ana, ben, checkout, nine) -> Draft:
    incident = declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana,
        at=nine,
    )
    return start_draft(incident, "public", by=ben, at=nine)


@pytest.fixture
def lead(client, ben):
    client.force_login(ben)
    return client


def form(draft, **changes):
    return {
        "text": draft.text,
        "state": draft.state,
        "next_update_at": f"{draft.next_update_at:%Y-%m-%d %H:%M}",
        "version": draft.version,
        **changes,
    }


def test_saving_answers_with_the_review_alone_or_with_the_page(lead, draft):
    fragment = lead.post(f"/drafts/{draft.pk}/save/", form(draft, text="We think it broke."), headers=HTMX)
    assert fragment.content.decode().lstrip().startswith('<div id="review"')
    draft.refresh_from_db()
    page = lead.post(f"/drafts/{draft.pk}/save/", form(draft, text="We think it broke again."))
    assert page.content.decode().startswith("<!doctype html>")


def test_a_save_on_an_old_version_keeps_both_texts(lead, draft, cleo, nine):
    seen = draft.version
    edit_draft(draft, {"text": "Cleo's words"}, seen_version=None, by=cleo, at=nine)
    answer = lead.post(
        f"/drafts/{draft.pk}/save/", form(draft, text="Ben's words", version=seen), headers=HTMX
    )
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Cleo Lindqvist saved this draft while you were writing" in said
    assert "Cleo&#x27;s words" in said
    draft.refresh_from_db()
    assert draft.text == "Cleo's words"
    assert f'form="draft" value="{seen}"' in said, "what is typed next is not saved by accident"
    assert f'name="version" value="{draft.version}">Keep my text' in said
    assert "Approve this text" not in said


@pytest.mark.parametrize("time", ["25:99", "tomorrow", "2026-03-10 10:40+02:00"])
def test_a_time_that_cannot_be_read_is_said_and_the_text_is_not_lost(lead, draft, time):
    answer = lead.post(f"/drafts/{draft.pk}/save/", form(draft, next_update_at=time), headers=HTMX)
    assert answer.status_code == 422
    assert "Write a time in UTC such as 09:31" in answer.content.decode()


def test_whoever_types_in_a_closed_draft_is_told_and_keeps_the_words(lead, draft, nine):
    discard_draft(draft, by=None, at=nine)
    for headers in ({}, HTMX):
        answer = lead.post(f"/drafts/{draft.pk}/save/", form(draft, text="too late"), headers=headers)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "This draft was discarded. Start a new one." in said
        assert "What you typed since is still in the field and is saved nowhere" in said
        assert "Approve this text" not in said
    page = lead.post(f"/drafts/{draft.pk}/save/", form(draft, text="too late")).content.decode()
    assert "too late\n</textarea>" in page or "too late</textarea>" in page
    draft.refresh_from_db()
    assert draft.text != "too late"


def test_what_a_writer_types_is_shown_as_text_and_never_as_code(lead, draft):
    nasty = '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) "><b>'
    said = lead.post(f"/drafts/{draft.pk}/save/", form(draft, text=nasty)).content.decode()
    assert "<script>alert" not in said
    assert "<img src=x" not in said
    assert 'href="javascript:' not in said


def test_a_finding_is_let_stand_with_reason_and_name_until_it_is_taken_back(lead, draft, ben, nine):
    edit_draft(
        draft,
        {"text": "The night shift forgot to renew a certificate.\n"},
        seen_version=None,
        by=ben,
        at=nine,
    )
    before = objections(draft, at=nine)
    blame = next(part for part in before if "forgot" in part)
    where = {"start": 0, "end": 0, "rule": "blame"}
    from clarion.updates.review_of_draft import review_draft

    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "blame")
    where |= {"start": found.start, "end": found.end}
    lead.post(f"/drafts/{draft.pk}/dismiss/", where)
    assert not DismissedFinding.objects.exists(), "a reason is needed"
    lead.post(f"/drafts/{draft.pk}/dismiss/", {**where, "reason": "the shift asked to be named"})
    dismissed = DismissedFinding.objects.get()
    assert (dismissed.by, dismissed.reason) == (ben, "the shift asked to be named")
    assert blame not in objections(draft, at=nine)
    assert "the shift asked to be named" in lead.get(f"/drafts/{draft.pk}/").content.decode()
    lead.post(f"/dismissals/{dismissed.pk}/take-back/")
    assert blame in objections(draft, at=nine)


def test_a_secret_is_masked_and_cannot_be_let_stand(lead, draft, ben, nine):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    edit_draft(draft, {"text": f"The token is {secret} now.\n"}, seen_version=None, by=ben, at=nine)
    from clarion.updates.review_of_draft import review_draft

    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "leak")
    assert secret not in found.quote
    where = {"start": found.start, "end": found.end, "rule": "leak", "reason": "it is fine"}
    answer = lead.post(f"/drafts/{draft.pk}/dismiss/", where, follow=True)
    assert "A secret cannot be dismissed" in answer.content.decode()
    assert not DismissedFinding.objects.exists()


def test_filling_again_takes_the_record_as_it_is_now(lead, draft, ana, nine):
    from clarion.flows.change import change

    change(draft.incident, {"percent_affected": 25}, by=ana, at=nine + timedelta(minutes=1))
    lead.post(f"/drafts/{draft.pk}/refill/", {"kind": "progress", "version": draft.version})
    draft.refresh_from_db()
    assert draft.kind == "progress"
    assert "25 % of users" in draft.text


def test_filling_again_shows_what_another_saved_meanwhile_beside_what_was_typed(lead, draft, cleo, nine):
    typed = form(draft, text="Ben's words", kind=draft.kind)
    edit_draft(draft, {"text": "Cleo's words"}, seen_version=None, by=cleo, at=nine)
    answer = lead.post(f"/drafts/{draft.pk}/refill/", typed)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Cleo Lindqvist saved this draft while you were writing" in said
    assert "Ben&#x27;s words</textarea>" in said
    assert "<pre>Cleo&#x27;s words</pre>" in said
    draft.refresh_from_db()
    assert draft.text == "Cleo's words"


def test_filling_again_with_a_script_loads_the_page_anew(lead, draft):
    answer = lead.post(f"/drafts/{draft.pk}/refill/", form(draft, kind="progress"), headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/drafts/{draft.pk}/"


def approved(draft, ben, nine):
    from clarion.flows.approve import approve

    text = "We are investigating a problem with Checkout. Card payments fail since 09:00 UTC. Next update by 23:50 UTC.\n"
    due = timezone.now().replace(hour=23, minute=50, second=0, microsecond=0) + timedelta(days=1)
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=nine)
    approve(
        draft,
        seen_version=draft.version,
        by=ben,
        at=nine,
        override_reason="a test of publishing, not of words",
    )
    return draft


def test_publishing_faster_than_the_last_words_were_saved_publishes_nothing_and_keeps_them(
    lead, draft, ben, nine
):
    approved(draft, ben, nine)
    answer = lead.post(
        f"/drafts/{draft.pk}/publish/", form(draft, text=draft.text + "One more word.\n"), follow=True
    )
    assert "Not published: your last words were not part of what was approved" in answer.content.decode()
    draft.refresh_from_db()
    assert "One more word." in draft.text
    assert draft.published_at is None


@pytest.mark.parametrize("act", ["approve", "publish"])
def test_what_is_on_the_screen_and_cannot_be_saved_is_not_decided_on_the_saved_words(
    lead, draft, ben, nine, act
):
    approved(draft, ben, nine)
    edit_draft(draft, {"state": "identified"}, seen_version=None, by=ben, at=nine)
    if act == "publish":
        approved(draft, ben, nine)
    typed = form(draft, text="Other words.\n", next_update_at="25:99", override_reason="it cannot wait")
    answer = lead.post(f"/drafts/{draft.pk}/{act}/", typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert ("Not approved." if act == "approve" else "Not published.") in said
    assert "Write a time in UTC such as 09:31" in said
    assert "Other words.\n</textarea>" in said
    draft.refresh_from_db()
    assert draft.published_at is None
    assert (standing_approval(draft) is None) == (act == "approve")


def test_a_refused_save_does_not_take_the_next_one_past_what_another_saved(lead, draft, cleo, nine):
    typed = form(draft, text="Ben's words", next_update_at="25:99")
    edit_draft(draft, {"text": "Cleo's words"}, seen_version=None, by=cleo, at=nine)
    said = lead.post(f"/drafts/{draft.pk}/save/", typed, headers=HTMX).content.decode()
    assert f'form="draft" value="{typed["version"]}"' in said


def test_what_somebody_else_has_changed_meanwhile_is_not_published_by_an_old_page(
    lead, draft, ben, cleo, nine
):
    seen = form(approved(draft, ben, nine))
    edit_draft(draft, {"text": draft.text + "More.\n"}, seen_version=None, by=cleo, at=nine)
    approved(draft, ben, nine)
    assert (
        "saved this draft since you opened it"
        in lead.post(f"/drafts/{draft.pk}/publish/", seen, follow=True).content.decode()
    )
    draft.refresh_from_db()
    assert draft.published_at is None


def test_publishing_needs_the_version_that_was_seen(lead, draft, ben, nine):
    approved(draft, ben, nine)
    lead.post(f"/drafts/{draft.pk}/publish/")
    draft.refresh_from_db()
    assert draft.published_at is None
    lead.post(f"/drafts/{draft.pk}/publish/", form(draft))
    draft.refresh_from_db()
    assert draft.published_at


def test_a_responder_is_told_who_approves(client, draft, dev):
    client.force_login(dev)
    page = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert "A communications lead or an admin approves and publishes" in page
    assert "Approve this text" not in page


def test_an_open_prompt_proves_nothing(draft, nine):
    from clarion.updates.review_of_draft import review_draft

    draft.text = "Service: Checkout. What we are doing: [[we are restarting the servers until 10:40 UTC]].\n"
    assert "action" in review_draft(draft, at=nine).missing or draft.kind == "acknowledgement"
    assert "next_update" in review_draft(draft, at=nine).missing


def test_typing_on_an_old_page_does_not_take_back_a_state_that_the_draft_followed(lead, draft, ana, nine):
    from clarion.flows.change import change

    page = form(draft, text="Card payments fail.", shown_state="investigating")
    change(draft.incident, {"state": "identified"}, by=ana, at=nine)
    answer = lead.post(f"/drafts/{draft.pk}/save/", page, headers=HTMX).content.decode()
    draft.refresh_from_db()
    assert (draft.text, draft.state) == ("Card payments fail.", "identified")
    assert 'id="state-field" hx-swap-oob="true"' in answer
    assert '<option value="identified" selected>' in answer
    chosen = form(draft, state="monitoring", shown_state="identified")
    lead.post(f"/drafts/{draft.pk}/save/", chosen, headers=HTMX)
    draft.refresh_from_db()
    assert draft.state == "monitoring"


def objected(lead, draft) -> tuple[int, list[str]]:
    """How many things the page says that the review objects to, and what it shows of them: beside the text, and told."""
    page = lead.get(f"/drafts/{draft.pk}/").content.decode()
    decision = page[page.index('id="decision"') :]
    decision = decision[: decision.index('<div class="actions">')]
    (number,) = re.findall(r"The review objects to (\d+) thing", decision)
    findings = page[page.index('<ul class="findings">') : page.index('id="decision"')]
    beside = re.findall(r'<li class="block">', findings)
    told = [
        words for words in re.findall(r"<li>(.*?)</li>", decision) if "shown beside the text" not in words
    ]
    return int(number), [*beside, *told]


def test_what_the_review_objects_to_is_counted_and_shown_from_one_list(lead, draft, ben, nine):
    """A title, a missing element and a window are in no list of findings: the count once stood beside an empty list."""
    Incident.objects.filter(pk=draft.incident_id).update(title="Card payments fail on 10.4.2.7")
    due = timezone.now().replace(hour=23, minute=50, second=0, microsecond=0) + timedelta(days=1)
    texts = {
        "We are investigating why card payments fail since 09:00 UTC.\n\nNext update by 23:50 UTC.\n": 1,
        "The night shift forgot to look at 10.4.2.8. Card payments fail since 09:00 UTC.\n\nNext update by 23:50 UTC.\n": 3,
        "The night shift forgot to look at 10.4.2.8. Card payments fail since 09:00 UTC.\n": 4,
    }
    for text, expected in texts.items():
        edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=nine)
        number, shown = objected(lead, draft)
        assert (number, len(shown)) == (expected, expected), text
        assert any("The title says “10.4.2.7”" in each for each in shown)
    assert any("Say when the next update comes" in each for each in shown)


def test_an_objection_to_the_title_alone_is_told_and_not_sought_beside_the_text(lead, draft, ben, nine):
    Incident.objects.filter(pk=draft.incident_id).update(title="Card payments fail on 10.4.2.7")
    due = timezone.now().replace(hour=23, minute=50, second=0, microsecond=0) + timedelta(days=1)
    text = "We are investigating why card payments fail since 09:00 UTC.\n\nNext update by 23:50 UTC.\n"
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=nine)
    page = lead.get(f"/drafts/{draft.pk}/").content.decode()
    assert "shown beside the text" not in page
    assert "The title says “10.4.2.7”" in page
    assert "Change it in the record." in page
    room = lead.get(f"/incidents/{draft.incident.reference}/").content.decode()
    assert "The title says “10.4.2.7”" in room


def test_a_finding_that_is_let_stand_is_neither_counted_nor_shown(lead, draft, ben, nine):
    Incident.objects.filter(pk=draft.incident_id).update(title="Card payments fail on 10.4.2.7")
    due = timezone.now().replace(hour=23, minute=50, second=0, microsecond=0) + timedelta(days=1)
    text = "The night shift forgot it. Card payments fail since 09:00 UTC.\n\nNext update by 23:50 UTC.\n"
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=nine)
    before, shown = objected(lead, draft)
    assert before == len(shown)
    from clarion.updates.review_of_draft import review_draft

    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "blame")
    where = {"start": found.start, "end": found.end, "rule": "blame", "reason": "the shift asked to be named"}
    lead.post(f"/drafts/{draft.pk}/dismiss/", where)
    after, shown = objected(lead, draft)
    assert (after, len(shown)) == (before - 1, before - 1)

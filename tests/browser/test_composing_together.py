"""Two people with one draft open: what one does is on the other's composer by itself, and no typed word is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.flows.change import change
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.drill import Drill
from clarion.updates.editing import edit_draft
from clarion.updates.suggested_text import start_draft
from tests.browser.conftest import barriers, fits, picture
from tests.factories.drills import a_drill
from tests.factories.incidents import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: An open composer asks every one and a half seconds, so that others see it within two; a busy machine may be slow to draw.
SOON = 10_000
CLEAN = (
    "We are investigating a problem with Checkout. Since {started} UTC, card payments are declined for 25 % of customers "
    "in Europe. You can pay by bank transfer.\n\nNext update by {due} UTC.\n"
)


@pytest.fixture
def compose(enter, live_server):
    """Open the composer of a draft, in the person's own browser."""

    def open_for(person, draft) -> Page:
        page = enter(person)
        page.goto(f"{live_server.url}/drafts/{draft.pk}/")
        page.wait_for_load_state()
        return page

    return open_for


@pytest.fixture
def draft(ana, ben, cleo, checkout):
    now = timezone.now()
    facts = {"impact": "Card payments are declined", "percent_affected": 25, "regions": ["Europe"]}
    facts |= {"workaround": "pay by bank transfer", "started_at": now - timedelta(minutes=5)}
    incident = an_incident(services={checkout: "major_outage"}, **facts, by=ana, at=now)
    draft = start_draft(incident, "public", by=ben, at=now)
    due = (now + timedelta(minutes=20)).replace(second=0, microsecond=0)
    text = CLEAN.format(started=f"{now - timedelta(minutes=5):%H:%M}", due=f"{due:%H:%M}")
    edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=ben, at=now)
    return draft


def type_at_the_end(page: Page, words: str) -> None:
    page.click("#id_text")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def keep_typing(page: Page) -> None:
    """Letters without a pause that would save them, for six seconds."""
    type_at_the_end(page, "We are ")
    page.evaluate(
        """() => { let left = 50; const more = setInterval(() => {
             document.execCommand("insertText", false, "x");
             if (--left === 0) clearInterval(more);
           }, 120); }"""
    )


def test_an_approval_is_on_the_authors_composer_within_two_seconds_and_what_they_type_stays(
    compose, draft, ben, cleo
):
    author, lead = compose(ben, draft), compose(cleo, draft)
    # Nothing is typed: the next act is there by itself.
    lead.get_by_role("button", name="Approve this text").click()
    expect(author.locator("#draft-news")).to_contain_text("Cleo Lindqvist approved this text", timeout=SOON)
    expect(author.get_by_role("button", name="Publish → public page")).to_be_enabled()
    picture(author, "composer-told-of-approval")
    assert barriers(author) == []
    assert fits(author)

    # One more word voids it; while the author goes on typing, the lead approves what is saved.
    type_at_the_end(author, "Cards on file too.")
    expect(author.locator("#decision")).to_contain_text("no longer holds")
    expect(lead.locator("#draft-news")).to_contain_text("Ben Okafor changed this text", timeout=SOON)
    expect(lead.locator("#id_text")).to_have_value(author.input_value("#id_text"))
    expect(lead.get_by_role("button", name="Approve this text")).to_be_enabled()
    keep_typing(author)
    lead.get_by_role("button", name="Approve this text").click()
    expect(author.locator("#decision")).to_contain_text("Approved by Cleo Lindqvist", timeout=SOON)
    assert author.evaluate("document.activeElement.id") == "id_text"
    assert "Cards on file too.We are x" in author.input_value("#id_text")
    # The pause comes, the words are saved, and the approval was not one of them.
    expect(author.locator("#decision")).to_contain_text("no longer holds", timeout=SOON)
    assert author.input_value("#id_text").endswith("x" * 50)
    draft.refresh_from_db()
    assert draft.text.endswith("x" * 50)


def test_two_who_type_at_once_see_both_texts_and_neither_is_lost(compose, draft, ben, cleo):
    author, lead = compose(ben, draft), compose(cleo, draft)
    before = author.input_value("#id_text")
    keep_typing(author)
    type_at_the_end(lead, "From Cleo.")
    conflict = author.locator("#conflict")
    expect(conflict).to_contain_text("Cleo Lindqvist saved this draft while you were writing", timeout=SOON)
    expect(conflict).to_contain_text("From Cleo.")
    expect(author.locator("#id_text")).to_have_value(re.compile("x{50}$"), timeout=SOON)
    author.wait_for_timeout(1_000)
    picture(author, "composer-two-texts")
    assert barriers(author) == []
    draft.refresh_from_db()
    assert draft.text == f"{before}From Cleo."
    author.get_by_role("button", name="Keep my text").click()
    author.wait_for_load_state()
    draft.refresh_from_db()
    assert draft.text == f"{before}We are {'x' * 50}"


def test_the_cursor_stays_behind_the_same_words_when_another_writes_above(compose, draft, ben, cleo):
    author, lead = compose(ben, draft), compose(cleo, draft)
    author.click("#id_text")
    author.keyboard.press("Control+End")
    lead.click("#id_text")
    lead.keyboard.press("Control+Home")
    lead.keyboard.type("Dear readers. ")
    expect(author.locator("#id_text")).to_have_value("Dear readers. " + draft.text, timeout=SOON)
    author.keyboard.type("Ben.")
    expect(author.locator("#id_text")).to_have_value("Dear readers. " + draft.text + "Ben.")
    expect(lead.locator("#id_text")).to_have_value("Dear readers. " + draft.text + "Ben.", timeout=SOON)


def test_every_field_is_saved_also_after_others_exchanged_it(compose, draft, ana, ben, cleo):
    author = compose(ben, draft)
    change(draft.incident, {"state": "identified"}, by=ana, at=timezone.now())
    expect(author.locator("#state-field")).to_contain_text("this text announces it now", timeout=SOON)
    expect(author.locator("#id_state")).to_have_value("identified")
    with author.expect_response(lambda answer: "/save/" in answer.url):
        author.select_option("#id_state", "monitoring")
    draft.refresh_from_db()
    assert draft.state == "monitoring"
    later = (timezone.now() + timedelta(minutes=40)).replace(second=0, microsecond=0)
    author.fill("#id_next_update_at", f"{later:%Y-%m-%d %H:%M}")
    with author.expect_response(lambda answer: "/save/" in answer.url):
        author.locator("#id_next_update_at").blur()
    draft.refresh_from_db()
    assert draft.next_update_at == later
    expect(author.locator("#id_text")).to_have_value(re.compile(f"{later:%H:%M} UTC"))
    # All is saved: nobody is asked when leaving, and the words of another come in again.
    edit_draft(draft, {"text": "Cleo's words.\n"}, seen_version=None, by=cleo, at=timezone.now())
    expect(author.locator("#id_text")).to_have_value("Cleo's words.\n", timeout=SOON)


def test_a_reason_that_somebody_types_outlives_what_others_do(compose, draft, ben, cleo):
    author, lead = compose(ben, draft), compose(cleo, draft)
    author.fill("#override", "it cannot wait for anybody")
    record_entry(draft.incident, "rolled back release 118", source=Source.PERSON, at=timezone.now(), by=cleo)
    expect(author.locator("#heard")).to_contain_text("rolled back release 118", timeout=SOON)
    lead.get_by_role("button", name="Approve this text").click()
    expect(author.locator("#draft-news")).to_contain_text("Cleo Lindqvist approved this text", timeout=SOON)
    expect(author.locator("#override")).to_have_value("it cannot wait for anybody")
    author.fill("#override", "")
    author.locator("#override").blur()
    expect(author.get_by_role("button", name="Publish → public page")).to_be_enabled(timeout=SOON)


def test_what_another_published_is_said_and_what_was_typed_can_still_be_copied(compose, draft, ben, cleo):
    author, lead = compose(ben, draft), compose(cleo, draft)
    lead.get_by_role("button", name="Approve this text").click()
    lead.get_by_role("button", name="Publish → public page").wait_for()
    keep_typing(author)
    lead.get_by_role("button", name="Publish → public page").click()
    expect(author.locator("#decision")).to_contain_text("This draft was published at", timeout=SOON)
    expect(author.get_by_role("button", name="Discard the draft")).to_have_count(0)
    expect(author.locator("#id_text")).to_have_value(re.compile("x{50}$"), timeout=SOON)
    author.wait_for_timeout(800)
    expect(author.locator("#decision")).to_contain_text("What you typed since is still in the field")
    assert author.input_value("#id_text").endswith("x" * 50)
    picture(author, "composer-closed")
    assert barriers(author) == []


def test_what_comes_into_a_drill_is_announced_in_its_composer(compose, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", pace=1, at=timezone.now())
    draft = start_draft(drill.incident, "public", by=ben, at=drill.begins_at)
    page = compose(ben, draft)
    expect(page.locator("#heard")).to_contain_text("Nothing new in the timeline")
    picture(page, "drill-composer-quiet")
    # Its clock is moved, not the test: seven minutes have passed.
    Drill.objects.filter(pk=drill.pk).update(started_at=drill.started_at - timedelta(minutes=7))
    expect(page.locator("#heard")).to_contain_text("new lines in the timeline", timeout=SOON)
    picture(page, "drill-composer-heard")
    assert barriers(page) == []
    assert fits(page)
    page.locator("#heard").get_by_role("link", name="timeline").click()
    expect(page.locator("#timeline")).to_contain_text("no calls from the exchange in the north")

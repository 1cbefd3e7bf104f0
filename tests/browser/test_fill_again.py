"""Filling a draft again in a real browser: asked first, and never over the words of somebody else."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.updates.editing import edit_draft
from clarion.updates.suggested_text import start_draft
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_filling_again_keeps_what_another_saved_and_what_was_typed(page: Page, live_server, ana, ben, cleo):
    at = timezone.now()
    draft = start_draft(an_incident(by=ana, at=at), "public", by=ben, at=at)
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ben, at=at)}/")
    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    page.on("dialog", lambda dialog: dialog.accept())

    edit_draft(draft, {"text": "Cleo's words"}, seen_version=draft.version, by=cleo, at=at)
    page.get_by_role("button", name="Fill again from the record").click()
    expect(page.locator("#review")).to_contain_text("Cleo Lindqvist saved this draft while you were writing")
    expect(page.locator("#review pre")).to_have_text("Cleo's words")
    picture(page, "fill-again-conflict")
    assert barriers(page) == []
    assert fits(page)

    page.get_by_role("link", name="Take the saved text").click()
    expect(page.locator("#id_text")).to_have_value("Cleo's words")
    page.select_option("#kind", "progress")
    with page.expect_navigation():
        page.get_by_role("button", name="Fill again from the record").click()
    expect(page.locator("h1")).to_contain_text("progress")
    draft.refresh_from_db()
    assert draft.kind == "progress"
    expect(page.locator("#id_text")).to_have_value(draft.text)

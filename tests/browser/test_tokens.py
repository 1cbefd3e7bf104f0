"""Access for programs by clicking: a token is made, shown once, and revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.api_tokens import make_api_token
from clarion.accounts.one_time_links import make_one_time_token
from tests.browser.conftest import barriers, fits, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_token_is_made_shown_once_and_revoked(page: Page, live_server, ana, ben):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.get_by_role("link", name="Tokens").click()
    expect(page.get_by_text("No token yet.")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "tokens-empty")

    long_name = "the-program-of-the-payments-department-that-declares-incidents-from-the-delivery-pipeline"
    now = timezone.now()
    make_api_token(
        long_name, scopes=["read", "write", "approve"], expires_at=now + timedelta(days=365), by=ben, at=now
    )
    page.get_by_label("Name").fill("deploy bot")
    page.get_by_label("Write: declare").check()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_text("It is shown only now")).to_be_visible()
    expect(page.get_by_text(long_name)).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "tokens-made")

    page.get_by_label("Read: see everything").uncheck()
    page.get_by_label("Name").fill("another")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_text("Choose at least one thing")).to_be_visible()
    picture(page, "tokens-error")

    page.get_by_role("button", name="Revoke deploy bot").click()
    expect(page.get_by_text("Revoked: deploy bot.")).to_be_visible()

"""Whoever is signed out while they write keeps their words, and goes on after signing in again in another tab."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def test_typed_words_outlive_the_end_of_a_session(page, live_server, ana):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    lesson = page.locator("#new-lesson-well")
    lesson.fill("The alert fired within a minute.")
    page.context.clear_cookies()
    expect(page.get_by_text("You are signed out. What you typed is still here")).to_be_visible(timeout=15_000)
    picture(page, "signed-out")
    assert barriers(page) == []
    assert fits(page)
    expect(lesson).to_have_value("The alert fired within a minute.")
    # In another tab: it shares the cookies.
    page.context.request.get(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    expect(page.get_by_text("Connected again.")).to_be_visible(timeout=15_000)
    page.locator("#add-lesson-well").click()
    expect(page.locator("#lessons .lessons")).to_contain_text("The alert fired within a minute.")
    assert postmortem.lessons.get().text == "The alert fired within a minute."


def test_where_nothing_was_typed_the_page_leads_to_the_sign_in(page, live_server, ana):
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/")
    page.context.clear_cookies()
    expect(page).to_have_url(re.compile("/sign-in/"), timeout=15_000)

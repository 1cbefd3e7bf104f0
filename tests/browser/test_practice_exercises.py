"""An exercise by clicking: from the list to the model answer, with criteria that change while one types."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.practice.attempts import LONGEST_ATTEMPT, Attempt
from clarion.practice.exercises.exercise import exercises
from tests.browser.conftest import barriers, fits, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUESS = "Since 14:03 UTC, people in Europe cannot join meetings. It is probably the last release."


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def write(page: Page, text: str) -> None:
    """Type and wait until the criteria of these words are shown."""
    with page.expect_response(lambda answer: "/check/" in answer.url) as answer:
        page.fill("#id_text", text)
    assert answer.value.status == 200
    page.wait_for_timeout(100)


def look(page: Page, name: str) -> None:
    assert barriers(page) == []
    assert fits(page)
    picture(page, name)


def test_an_exercise_from_the_list_to_the_model_answer(page: Page, live_server, dev):
    exercise = exercises()["first-word-meetings"]
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/practice/")
    look(page, "practice")
    page.get_by_role("link", name="Choose an exercise").click()
    look(page, "exercises")

    page.get_by_role("link", name=exercise.title).click()
    expect(page.locator("#id_text")).to_have_value(exercise.start)
    look(page, "exercise-begun")

    criterion = page.locator('[data-criterion="no-guess"]')
    write(page, GUESS)
    expect(criterion).to_have_class("unmet")
    expect(page.locator("#remarks")).to_contain_text("line 1 · block speculation")
    expect(page.locator("#marks mark.block")).to_have_text("probably")
    look(page, "exercise-guess")
    write(page, GUESS.replace(" It is probably the last release.", ""))
    expect(criterion).to_have_class("met")
    expect(page.locator('[data-criterion="next"]')).to_have_class("unmet")

    # Nothing to keep yet: said, and gone with the next word.
    write(page, "")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("There is no text yet. Write one, then finish.")).to_be_visible()
    look(page, "exercise-refused")
    write(page, GUESS)
    expect(page.locator("#refused")).to_be_empty()

    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="A model answer")).to_be_visible()
    expect(page.locator(".outcome > .reached")).to_have_text("Your text: needs work")
    look(page, "exercise-finished")

    page.get_by_role("link", name="Go on with this text").click()
    expect(page.locator("#id_text")).to_have_value(GUESS)
    write(page, exercise.model)
    expect(page.locator(".standing .tier")).to_have_text("excellent")
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".outcome > .reached")).to_have_text("Your text: excellent")
    look(page, "exercise-excellent")

    page.get_by_role("link", name="All exercises").click()
    expect(page.get_by_text("at best · 2 attempts")).to_be_visible()
    picture(page, "exercises-tried")
    assert [each.tier for each in Attempt.objects.all()] == ["excellent", "needs_work"]


def test_a_very_long_text_and_a_lost_session_lose_nothing(page: Page, live_server, dev):
    long = (
        "Customers of Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 99
    )[:LONGEST_ATTEMPT]
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/practice/exercises/last-why-loans/")
    write(page, long)
    expect(page.locator('[data-criterion="short"]')).to_have_class("unmet")
    look(page, "exercise-long")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("You are signed out. What you typed is still here")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(long)
    # In another tab: it shares the cookies.
    page.context.request.get(f"{live_server.url}/sign-in/once/{make_one_time_token(dev, at=timezone.now())}/")
    with page.expect_response(lambda answer: answer.url == page.url):  # the page fetches the new token
        page.fill("#id_text", long[:-1])
    expect(page.get_by_text("What you typed is still here")).to_be_visible()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Finish").click()
    expect(page).to_have_url(re.compile("/attempts/"))
    assert Attempt.objects.get().text == long[:-1]
    look(page, "exercise-long-finished")


def test_an_exercise_is_done_without_any_script(browser, live_server, dev):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/practice/exercises/first-word-meetings/")
    page.fill("#id_text", GUESS)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#id_text")).to_have_value(GUESS)
    expect(page.locator('[data-criterion="no-guess"]')).to_have_class("unmet")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="A model answer")).to_be_visible()
    context.close()

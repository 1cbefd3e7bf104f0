"""Practice by clicking: a situation, an open scenario with one's own view, a question of an interview."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.practice.attempts import Activity, Attempt
from clarion.practice.interview.interview_question import interview_questions
from clarion.practice.scenarios.scenario import scenarios
from tests.browser.conftest import barriers, fits, picture
from tests.browser.test_main_job import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name):
    picture(page, f"practice-{name}")
    assert barriers(page) == []
    assert fits(page)


def type_in(page, text):
    """Type, and wait until what is said of these words is shown."""
    page.wait_for_load_state()  # who types before the scripts are there is heard at the next key only
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.fill("#id_text", text)
    assert answer.value.status == 200


def test_the_three_rooms_by_clicking(page, live_server, dev):
    sign_in(page, live_server, dev)
    page.get_by_role("link", name="Practice", exact=True).click()
    looked_at(page, "rooms")

    # A situation: choose, read why, go on.
    page.get_by_role("link", name="Choose a situation").click()
    looked_at(page, "situations")
    page.get_by_role("link", name="The first words").click()
    looked_at(page, "situation")
    page.get_by_label("We are aware of some issues").check()
    page.get_by_role("button", name="Choose and compare").click()
    expect(page.get_by_role("status").get_by_text("falls short")).to_be_visible()
    expect(page.locator(".yours")).to_have_count(1)
    page.get_by_text("What the review says of it").first.click()
    looked_at(page, "situation-answered")
    page.get_by_role("link", name="Next: An hour without news").click()
    expect(page.get_by_role("heading", name="An hour without news")).to_be_visible()

    # An open scenario: the wording is read while typing, the rubric speaks after one's own view.
    scenario = scenarios()["payments-at-noon"]
    page.get_by_role("link", name="Open scenarios").click()
    looked_at(page, "scenarios")
    page.get_by_role("link", name="Payments at noon").click()
    type_in(page, "Everything will be fixed by 12:30 UTC. Paul forgot to renew the certificate.")
    expect(page.locator("#said").get_by_text("block overpromise")).to_be_visible()
    expect(page.locator("#marks mark.block").first).to_be_attached()
    looked_at(page, "scenario-typed")
    type_in(page, "Donaudampfschifffahrtsgesellschaft" * 8 + "\n" + "We are investigating. " * 120)
    assert fits(page)
    type_in(page, scenario.samples[1].text)
    expect(page.locator("#said .findings")).to_have_count(0)
    page.get_by_role("button", name="Done: judge it myself").click()
    expect(page.get_by_text("A model answer")).to_have_count(0)
    looked_at(page, "scenario-own-view")
    for line, tier in zip(scenario.rubric, ("excellent", "solid", "needs_work", "excellent"), strict=True):
        page.locator(f"input[name={line.id}][value={tier}]").check()
    page.get_by_role("button", name="Compare with the reviewer").click()
    expect(page.get_by_role("status").get_by_text("solid")).to_be_visible()
    expect(page.get_by_text("A model answer")).to_be_visible()
    looked_at(page, "scenario-verdict")

    # A question: parts and red flags are heard while typing, the strong answer comes afterwards.
    page.get_by_role("link", name="Interview").click()
    looked_at(page, "interview")
    page.get_by_role("link", name=interview_questions()["two-audiences"].question).click()
    looked_at(page, "interview-empty")
    page.get_by_role("button", name="Done: show a strong answer").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no text yet.")
    looked_at(page, "interview-refused")
    type_in(page, "Last year our shop was down for customers. I sent the same e-mail to everyone.")
    expect(page.locator("#said").get_by_text("No difference between audiences")).to_be_visible()
    looked_at(page, "interview-typed")
    type_in(page, interview_questions()["two-audiences"].weak[0].text)
    page.get_by_role("button", name="Done: show a strong answer").click()
    expect(page.get_by_role("heading", name="A strong answer")).to_be_visible()
    looked_at(page, "interview-answered")

    kept = Attempt.objects.by(dev)
    assert sorted(kept.values_list("activity", "tier")) == [
        (Activity.INTERVIEW, "needs_work"),
        (Activity.SCENARIO, "solid"),
        (Activity.SITUATION, "needs_work"),
    ]
    assert all(attempt.at <= timezone.now() for attempt in kept)


def test_the_rooms_without_a_script(browser, live_server, dev):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 780})
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/practice/interview/two-audiences/")
    page.fill("#id_text", "Last year our shop was down for customers. I sent the same e-mail to everyone.")
    page.get_by_role("button", name="Listen to it so far").click()
    expect(page.get_by_text("No difference between audiences")).to_be_visible()
    page.get_by_role("button", name="Done: show a strong answer").click()
    expect(page.get_by_role("heading", name="A strong answer")).to_be_visible()
    page.goto(f"{live_server.url}/practice/scenarios/payments-at-noon/")
    page.fill("#id_text", "Everything will be fixed by 12:30 UTC.")
    page.get_by_role("button", name="Read the wording").click()
    expect(page.get_by_text("block overpromise")).to_be_visible()
    page.context.close()

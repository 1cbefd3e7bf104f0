"""A round of the quiz in a browser: five questions by mouse and by keyboard, what was missed comes back."""

import re

import pytest
from playwright.sync_api import expect

from clarion.practice.quiz.question import questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from tests.browser.conftest import barriers, fits, picture
from tests.browser.test_main_job import sign_in
from tests.factories.quiz import in_place_of_shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name):
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)


def answer(page):
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("link", name=re.compile("Next question|See the round"))).to_be_visible()


def word(page, text):
    return page.locator(".quiz-words label", has_text=re.compile(f"^{re.escape(text)}$"))


def mark_by_mouse(page):
    """The first word of the sentence and its last one: what lies between looks marked before anything is sent."""
    word(page, "More").click()
    word(page, "soon.").click()
    expect(word(page, "follow")).to_have_css("border-bottom-width", "2px")
    assert word(page, "follow").evaluate("each => getComputedStyle(each).backgroundColor") == word(
        page, "More"
    ).evaluate("each => getComputedStyle(each).backgroundColor")
    looked_at(page, "quiz-marking")


def mark_by_keyboard(page, passage):
    """Tab into the text, arrows to the first wrong word, Shift and arrows to the last one, Enter."""
    before = len(passage.text[: passage.start].split())
    page.locator(".quiz-words input").first.focus()
    for _ in range(before):
        page.keyboard.press("ArrowRight")
    for _ in range(len(passage.wrong.split()) - 1):
        page.keyboard.press("Shift+ArrowRight")


def test_a_whole_round_with_one_question_missed(page, live_server, public_folder, ben, monkeypatch):
    long = questions()["error-convoluted-water-works"]
    there = in_place_of_shipped(monkeypatch, long)
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/")
    looked_at(page, "practice-overview")
    page.get_by_role("link", name="Quiz").first.click()
    looked_at(page, "quiz-empty")
    page.get_by_role("button", name="Start a round").click()

    round_ = QuizRound.objects.get()
    for name in round_.question_ids:
        question = there[name]
        expect(page.get_by_text(question.prompt)).to_be_visible()
        page.reload()
        expect(page.get_by_text(question.prompt)).to_be_visible()
        if name == "soon":
            mark_by_mouse(page)
        elif question.passage:
            picture(page, "quiz-long-text")
            mark_by_keyboard(page, question.passage)
        else:
            wrong = next(choice for choice in question.choices if choice != question.right)
            page.get_by_label(wrong if name == "cadence" else question.right).check()
            picture(page, f"quiz-{name}")
        answer(page)
        looked_at(page, f"quiz-answer-{name}")
        page.get_by_role("link", name=re.compile("Next question|See the round")).click()

    expect(page.get_by_role("heading", name="4 of 5 right")).to_be_visible()
    looked_at(page, "quiz-end")
    assert {each.question for each in QuizAnswer.objects.filter(right=False)} == {"cadence"}
    page.get_by_role("link", name="All rounds").click()
    looked_at(page, "quiz-history")
    page.get_by_role("link", name="To the quiz").click()
    looked_at(page, "quiz-after-a-round")
    page.get_by_role("button", name="Start a round").click()
    second = QuizRound.objects.exclude(pk=round_.pk).get()
    assert "cadence" in second.question_ids


def test_words_are_marked_by_drawing_over_them_and_by_typing(
    page, live_server, public_folder, ben, monkeypatch
):
    in_place_of_shipped(monkeypatch)
    sign_in(page, live_server, ben)
    round_ = QuizRound.objects.create(
        person=ben, seed=7, question_ids=["soon"], started_at="2026-03-10T09:00:00Z"
    )
    page.goto(f"{live_server.url}/practice/quiz/{round_.public_id}/")

    start, end = word(page, "information").bounding_box(), word(page, "follow").bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 4, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()
    checked = page.locator(".quiz-words input:checked")
    assert [each.get_attribute("value") for each in checked.all()] == ["9", "11"]

    word(page, "information").click()
    word(page, "follow").click()
    expect(checked).to_have_count(0)
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_have_text("Mark the words that are wrong: at least one.")
    looked_at(page, "quiz-refused")
    page.get_by_text("Type the words instead").click()
    page.get_by_label("The words that are wrong").fill("nothing like this")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Copy them as they are there.")
    looked_at(page, "quiz-refused-typed")
    page.get_by_label("The words that are wrong").fill("More ... soon")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("✓ Right.")).to_be_visible()


def test_a_round_of_shipped_questions_is_played_without_a_script(browser, live_server, public_folder, ben):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/quiz/")
    page.get_by_role("button", name="Start a round").click()
    round_ = QuizRound.objects.get()
    for name in round_.question_ids:
        question = questions()[name]
        if question.passage:
            first = len(question.passage.text[: question.passage.start].split())
            labels = page.locator(".quiz-words label")
            labels.nth(first).click()
            if (last := first + len(question.passage.wrong.split()) - 1) > first:
                labels.nth(last).click()
        else:
            page.locator(".choices label").filter(has_text=question.right).first.click()
        picture(page, f"quiz-shipped-{question.kind}")
        answer(page)
        expect(page.get_by_text("✓ Right.")).to_be_visible()
        picture(page, f"quiz-shipped-answer-{question.kind}")
        page.get_by_role("link", name=re.compile("Next question|See the round")).click()
    expect(page.get_by_role("heading", name="5 of 5 right")).to_be_visible()
    page.context.close()

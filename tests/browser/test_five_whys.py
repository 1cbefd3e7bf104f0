"""The tree of whys, built and changed with the keyboard alone; what it looks like, also full and with long words."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.postmortems.document import tree_of
from clarion.postmortems.five_whys import WhyKind
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import Part
from clarion.postmortems.why_decisions import accept_risk, add_item_for
from clarion.postmortems.why_tree import add_why
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "payments-settlement-reconciliation-worker-of-merchants-outside-of-the-euro-area-7f9c8d6b5-x2x9z"


def sign_in(page: Page, live_server, person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def shape(postmortem: PostMortem) -> list:
    def told(nodes) -> list:
        return [[node.answer, *told(node.below)] for node in nodes]

    return told(tree_of(postmortem))


def focused(page: Page) -> str:
    """The text of what has the focus, or its name where it is a field."""
    return str(
        page.evaluate("(({tagName, name, innerText}) => name || innerText)(document.activeElement)")
    ).strip()


def type_answer(page: Page, text: str) -> None:
    """Types into the open form, sends it with Enter, and waits until the answer has the focus."""
    expect(page.locator("#id_why_answer")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#why-form")).to_have_count(0)
    expect(page.locator("[data-answer]:focus")).to_have_text(text)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_tree_of_eight_answers_in_two_branches_is_built_with_the_keyboard_alone(
    page: Page, live_server, ana, dev
):
    postmortem = a_postmortem(by=ana, at=timezone.now() - timedelta(hours=1))
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    picture(page, "whys-empty")
    assert barriers(page) == []

    page.get_by_role("link", name="Answer what made the problem possible").focus()
    press(page, "Enter")
    expect(page.locator("#id_why_answer")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#answer-the-problem")).to_be_focused()
    press(page, "Enter")
    type_answer(page, "The card gateway presented an expired certificate")
    for answer in (
        "The inventory that renews certificates does not list the gateway",
        "Gateways were set up by hand before the inventory existed",
        "No step of the handover asks which certificates a service holds",
    ):
        press(page, "b")
        type_answer(page, answer)
    # Up to the first one, and beside it the second branch.
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", "s")
    type_answer(page, "The probe of checkout uses a card that skips the gateway")
    press(page, "b")
    type_answer(page, "Probes are not compared with the path of real payments")
    press(page, "s")
    type_answer(page, "A probe with a real card costs a fee for each payment")
    press(page, "b")
    type_answer(page, "The contract knows no price for probes")
    assert shape(postmortem) == [
        [
            "The card gateway presented an expired certificate",
            [
                "The inventory that renews certificates does not list the gateway",
                [
                    "Gateways were set up by hand before the inventory existed",
                    ["No step of the handover asks which certificates a service holds"],
                ],
            ],
        ],
        [
            "The probe of checkout uses a card that skips the gateway",
            ["Probes are not compared with the path of real payments"],
            [
                "A probe with a real card costs a fee for each payment",
                ["The contract knows no price for probes"],
            ],
        ],
    ]
    expect(page.locator(".cause-node.chosen")).to_contain_text("The contract knows no price for probes")

    # Escape leaves a form, and the same answer goes on.
    press(page, "b")
    expect(page.locator("#id_why_answer")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#why-form")).to_have_count(0)
    expect(page.locator("[data-answer]:focus")).to_have_text("The contract knows no price for probes")
    # An answer is moved up, another one accepted, one linked, one taken out.
    press(page, "ArrowLeft", "Shift+ArrowUp")
    expect(page.locator("[data-answer]").nth(5)).to_have_text(
        "A probe with a real card costs a fee for each payment"
    )
    expect(page.locator("[data-answer]:focus")).to_have_text(
        "A probe with a real card costs a fee for each payment"
    )
    press(page, "r")
    expect(page.locator("#id_risk_reason")).to_be_focused()
    page.keyboard.type("The fee is more than an hour without payments costs")
    press(page, "Enter")
    expect(page.get_by_text("Risk accepted by Dev Patel:")).to_be_visible()
    press(page, "ArrowDown", "x")
    expect(page.get_by_text("Taken out (1)")).to_be_visible()
    press(page, "ArrowDown", "i")
    # Who types on before the form is there loses no letter, and no letter is taken for an act.
    page.keyboard.type("Extend probes through the gateway")
    expect(page.locator("#id_item_text")).to_have_value("Extend probes through the gateway")
    press(page, "Enter")
    expect(page.locator(".why-decisions", has_text="Extend probes through the gateway")).to_be_visible()

    # Enter changes an answer; the review reads along.
    expect(page.locator("[data-answer]:focus")).to_have_count(1)
    press(page, "Enter")
    expect(page.locator("#id_why_answer")).to_be_focused()
    press(page, "Control+A")
    page.keyboard.type("The on-call engineer forgot to compare the probes")
    expect(page.locator("#why-said")).to_contain_text("How did this look at the time?")
    picture(page, "whys-typing")
    assert barriers(page) == []
    press(page, "Escape")
    expect(page.locator("[data-answer]:focus")).to_have_text(
        "Probes are not compared with the path of real payments"
    )
    # Only what is meant for an answer is taken: elsewhere the letters keep their meaning.
    page.locator("#rail-title").click()
    press(page, "b")
    expect(page.locator("#why-form")).to_have_count(0)
    press(page, "?")
    expect(page.locator("#keys")).to_contain_text("add an answer below it")
    press(page, "Escape")
    picture(page, "whys-eight")
    assert barriers(page) == []
    assert fits(page)


def test_keys_pressed_before_an_answer_is_saved_act_on_it_afterwards_and_the_review_takes_none(
    page: Page, live_server, ana
):
    """Enter, b and the next answer are typed in one go; what the review says of the first one arrives in between."""
    postmortem = a_postmortem(by=ana, at=timezone.now())
    add_why(postmortem, {"answer": "The certificate expired"}, by=ana, at=timezone.now())
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator("[data-answer]").focus()
    press(page, "b")
    expect(page.locator("#id_why_answer")).to_be_focused()
    kept: dict[str, Route] = {}
    page.route("**/whys/add/", lambda route: kept.update(saving=route))
    page.route("**/whys/add/?*", lambda route: kept.update(form=route))
    page.route("**/whys/review/", lambda route: kept.update(review=route))
    page.keyboard.type("The inventory does not list it")
    with page.expect_request("**/whys/review/"):
        press(page, "Enter", "b")
    page.keyboard.type("Max")
    assert set(kept) == {"saving", "review"}
    with page.expect_request("**/whys/add/?*"):
        kept["saving"].continue_()
    expect(page.locator("[data-answer]:focus")).to_have_text("The inventory does not list it")
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/whys/review/")):
        kept["review"].continue_()
    page.keyboard.type("x Mustermann")
    kept["form"].continue_()
    expect(page.locator("#id_why_answer")).to_have_value("Maxx Mustermann")
    expect(page.locator("#id_why_answer")).to_be_focused()
    assert shape(postmortem) == [["The certificate expired", ["The inventory does not list it"]]]
    # What was asked and answered in the page leaves its address alone: going back or reloading repeats no act.
    assert page.url == f"{live_server.url}/postmortems/{postmortem.public_id}/"


def test_the_picture_leads_to_its_answers(page: Page, live_server, ana):
    at = timezone.now()
    postmortem = a_postmortem(by=ana, at=at)
    why = add_why(postmortem, {"answer": "The certificate expired"}, by=ana, at=at)
    add_why(postmortem, {"answer": "The inventory does not list it"}, above=why, by=ana, at=at)
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator(".cause-node", has_text="The inventory does not list it").click()
    expect(page.locator("[data-answer]:focus")).to_have_text("The inventory does not list it")


def test_a_refused_answer_keeps_what_was_typed(page: Page, live_server, ana):
    at = timezone.now()
    postmortem = a_postmortem(by=ana, at=at)
    add_why(postmortem, {"answer": "The certificate expired"}, by=ana, at=at)
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator("[data-answer]").focus()
    press(page, "b")
    page.locator("#id_why_answer").fill("The inventory does not list the gateway")
    page.locator("#why-evidence > summary").click()
    page.locator("#id_why_evidence_url").fill("www.example.com/inventory")
    page.get_by_role("button", name="Add the answer").click()
    expect(page.get_by_text("Evidence is one address that begins with https:// or http://.")).to_be_visible()
    expect(page.locator("#id_why_answer")).to_have_value("The inventory does not list the gateway")
    expect(page.locator("#id_why_evidence_url")).to_have_value("www.example.com/inventory")
    picture(page, "whys-refused")


def test_forty_answers_with_long_words_stay_readable(page: Page, live_server, ana):
    at, chance = timezone.now(), Random(4)
    postmortem = a_postmortem(by=ana, at=at)
    postmortem.sections.filter(part=Part.PROBLEM).update(
        text=f"Payments through **{LONG}** failed for 72 minutes."
    )
    words = f"the deploy job compares nothing with schema of {LONG} before release because no step asks for it".split()
    whys = []
    for number in range(40):
        text = " ".join(chance.choices(words, k=chance.randint(3, 18))).capitalize()
        said = {
            "answer": text,
            "kind": chance.choice(WhyKind.values),
            "evidence": chance.choice(["", f"log of {LONG}"]),
        }
        above = chance.choice(whys[-12:]) if number > 2 else None
        whys.append(add_why(postmortem, said, above=above, by=ana, at=at))
    accept_risk(whys[-1], f"{LONG} is replaced in May", person=ana, by=ana, at=at, seen_version=None)
    add_item_for(whys[-2], f"Rename {LONG}", by=ana, at=at)
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    expect(page.locator("[data-answer]")).to_have_count(40)
    picture(page, "whys-forty")
    assert barriers(page) == []
    assert fits(page)


def test_without_javascript_links_and_forms_do_the_same(browser, live_server, ana, dev):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.get_by_role("link", name="Answer what made the problem possible").click()
    page.locator("#id_why_answer").fill("The certificate expired")
    page.get_by_role("button", name="Add the answer").click()
    page.get_by_role("link", name="Add below", exact=True).click()
    page.locator("#id_why_answer").fill("The inventory does not list it")
    page.get_by_role("button", name="Add the answer").click()
    page.locator("summary", has_text="More").nth(1).click()
    page.get_by_role("link", name="Move under another").click()
    page.get_by_label("Under", exact=True).select_option("0")
    page.get_by_role("button", name="Move").click()
    assert shape(postmortem) == [["The certificate expired"], ["The inventory does not list it"]]
    page.context.close()

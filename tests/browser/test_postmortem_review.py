"""Two people lead a post-mortem from draft to published: asked, commented, answered, mended, final, reopened."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.people import Person
from clarion.postmortems.five_whys import Why
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import Part
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMMARY = (
    "Card payments were declined for 41 minutes for about a quarter of customers in Europe.\n\n"
    "Ana forgot to renew the certificate of the payment gateway. Then Ben changed the limit of the pool to 20, and it "
    "held.\n\nMonitoring noticed it after nine minutes."
)


def sign_in(page: Page, live_server, person: Person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def a_draft(ana: Person) -> PostMortem:
    postmortem = a_postmortem("Card payments fail", by=ana, at=timezone.now())
    postmortem.sections.filter(part=Part.SUMMARY).update(text=SUMMARY)
    postmortem.sections.filter(part=Part.CAUSES).update(text="The root cause was human error.")
    Why.objects.create(
        postmortem=postmortem, answer="Nothing warns before a certificate expires.", added_at=timezone.now(), evidence="the alert rules",
        accepted_risk="The supplier renews certificates by itself from May on.",
    )  # fmt: skip
    Involved.objects.create(postmortem=postmortem, name="Ana Sousa", role="on-call engineer")
    return postmortem


def test_two_people_lead_it_from_draft_to_published_and_back(page, live_server, ana, ben, cleo):
    postmortem = a_draft(ana)
    address = f"{live_server.url}/postmortems/{postmortem.public_id}/"

    # The author sees what is missing, and uses a rewrite of the review.
    sign_in(page, live_server, ana)
    page.goto(address)
    expect(page.locator("#rail")).to_contain_text("“Ana forgot to” should not stand there")
    picture(page, "postmortem-draft")
    assert barriers(page) == []
    assert fits(page)
    first = page.locator(
        "#summary-p2 .way-out", has_text="The certificate of the payment gateway was not renewed"
    )
    first.get_by_role("button").click()
    expect(page.locator("#summary-p2 .prose")).to_contain_text(
        "The certificate of the payment gateway was not renewed"
    )
    expect(page.locator("#rail")).not_to_contain_text("Ana forgot to")
    page.locator("#review .offer", has_text="Instead of “Ben”").get_by_role("button").click()
    expect(page.locator("#summary-p2 .prose")).to_contain_text(
        "Then the communications lead changed the limit"
    )

    # Nobody is chosen: the page says so. Then two people are asked.
    page.get_by_text("Ask for a review…").click()
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#stage [role=alert]")).to_contain_text("Choose who reads it, one person at least.")
    picture(page, "postmortem-asking")
    page.get_by_label("Ben Okafor").check()
    page.get_by_label("Cleo Lindqvist").check()
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#stage .here")).to_have_text("In review")

    # A reviewer comments beside a paragraph and wants changes.
    sign_in(page, live_server, ben)
    page.goto(address)
    expect(page.get_by_text("You are asked to review it")).to_be_visible()
    picture(page, "postmortem-asked")
    assert barriers(page) == []
    passage = page.locator("#summary-p3")
    passage.locator(".commenting summary").click()
    passage.get_by_label("Comment on this paragraph").fill(
        "Which monitor? Nine minutes is long; say what it measures."
    )
    passage.get_by_role("button", name="Comment").click()
    expect(page.locator("#summary-p3 .thread")).to_contain_text("Which monitor?")
    expect(page.locator("#rail")).to_contain_text("1 comment not settled")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page.locator("#stage [role=alert]")).to_contain_text("Say in a sentence what should change.")
    page.locator("#answer-words").fill("The monitor has no name.")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page.locator("#stage .asked")).to_contain_text("wants changes")

    # The author changes the paragraph: the comment stays readable with the words that it spoke of.
    sign_in(page, live_server, ana)
    text = postmortem.sections.get(part=Part.SUMMARY).text
    postmortem.sections.filter(part=Part.SUMMARY).update(
        text=text.replace("Monitoring noticed", "The monitor of declined payments noticed")
    )
    postmortem.sections.filter(part=Part.CAUSES).update(text="No job renews certificates, and no alert watches their end.")  # fmt: skip
    page.goto(address)
    expect(page.locator(".threads.apart")).to_contain_text("About words that were changed since")
    expect(page.locator("#stage .asked")).to_contain_text("Words were changed since")
    page.locator(".threads.apart summary", has_text="Reply").click()
    page.get_by_label("Reply to Ben Okafor").fill("It is the monitor of declined payments.")
    picture(page, "postmortem-in-review")
    assert barriers(page) == []
    assert fits(page)
    page.locator(".threads.apart").get_by_role("button", name="Reply").click()
    expect(page.locator(".threads.apart .reply")).to_contain_text("the monitor of declined payments")
    page.locator(".threads.apart").get_by_role("button", name="Settle").click()
    expect(page.locator("#rail")).not_to_contain_text("not settled")

    # Ben agrees; Cleo does not answer, so it is made final with a reason that is kept.
    sign_in(page, live_server, ben)
    page.goto(address)
    page.get_by_role("button", name="Agree").click()
    expect(page.locator("#stage .asked .agreed")).to_contain_text("Ben Okafor")
    page.get_by_text("Make final all the same…").click()
    expect(page.locator("#stage")).to_contain_text(
        "Cleo Lindqvist was asked to review it and has not answered."
    )
    picture(page, "postmortem-in-the-way")
    page.get_by_label("Why it is final all the same").fill("Cleo is away until May")
    page.get_by_role("button", name="Make final all the same").click()
    expect(page.locator("#stage .here")).to_have_text("Final")
    expect(page.locator("#summary-p2 .offer")).to_have_count(0)
    picture(page, "postmortem-final")

    # Published, and reopened with a reason.
    page.get_by_role("button", name="Publish in the company").click()
    expect(page.get_by_text("Agreed and published inside the company")).to_be_visible()
    page.get_by_role("link", name="Comments, versions and changes").click()
    expect(page.locator("#stage")).to_contain_text(address)
    picture(page, "postmortem-published")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_text("Reopen…").click()
    page.get_by_label("Why it is reopened").fill("the number of customers was wrong")
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator("#stage .here")).to_have_text("Draft")
    expect(page.locator("#stage")).to_contain_text("reopened: the number of customers was wrong")
    postmortem.refresh_from_db()
    assert postmortem.versions.count() == 4

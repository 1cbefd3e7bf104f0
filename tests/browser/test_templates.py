"""Templates and talking points by clicking: edit with a live preview, restore, withdraw, reply to a customer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.suggested_text import start_draft
from clarion.updates.templates import save_template
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OURS = """\
We are looking into a problem with {services}. {impact}.

Who is affected: {scope}. It began at {started}.
What you can do: {workaround?}.

Next update by {next_update}.
"""


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def type_template(page: Page, text: str) -> None:
    """Type and wait until the preview of these words is shown."""
    with page.expect_response(lambda answer: "/preview/" in answer.url) as answer:
        page.fill("#id_text", text)
    assert answer.value.status == 200
    page.wait_for_timeout(150)


def test_a_template_is_edited_with_a_live_preview_and_its_history(page: Page, live_server, ana, checkout):
    incident = an_incident(
        "Reconciliation-of-settlement-files-of-merchants-outside-of-the-euro-area fails",
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana,
        at=timezone.now(),
    )
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/settings/templates/")
    expect(page.get_by_text("✓ passes").first).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "templates")

    page.get_by_role("link", name="Acknowledgement to Public page").click()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "template")

    type_template(page, OURS + "An engineer forgot to renew a certificate.\n")
    expect(page.locator("#preview").get_by_text("block blame")).to_be_visible()
    page.get_by_role("button", name="Save as version 1").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    assert barriers(page) == []
    picture(page, "template-would-be-blocked")

    type_template(page, OURS)
    expect(page.locator("#preview").get_by_text("The review has no objection.")).to_be_visible()
    with page.expect_response(lambda answer: "/preview/" in answer.url):
        page.get_by_label("Preview on").select_option(label=str(incident)[:69] + "…")
    expect(page.locator("#preview").get_by_text("[[who is affected, or how many]]")).to_be_visible()
    picture(page, "template-on-an-incident")
    page.get_by_label("What changes, and why").fill("our own words")
    page.get_by_role("button", name="Save as version 1").click()
    expect(page.get_by_text("Version 1 is in force. Drafts")).to_be_visible()

    page.fill("#id_text", "For {servces}.\n{x.__class__}")
    page.get_by_role("button", name="Save as version 2").click()
    expect(page.get_by_text("Perhaps you mean {services}.")).to_be_visible()
    assert barriers(page) == []
    picture(page, "template-mistakes")

    save_template(
        "public", "acknowledgement", OURS.replace("looking into", "investigating"),
        seen_version=1, by=ana, at=timezone.now(),
    )  # fmt: skip
    page.fill("#id_text", OURS.replace("It began at", "Since"))
    page.get_by_role("button", name="Save as version 2").click()
    expect(page.get_by_text("while you were editing")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "template-conflict")
    page.get_by_role("button", name="Save mine as version 3").click()
    expect(page.get_by_text("Version 3 is in force. Drafts")).to_be_visible()

    page.get_by_role("link", name="What changed in version 3").click()
    expect(page.get_by_role("heading", name="From version 2 to version 3")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "template-history")
    page.get_by_role("button", name="Back to the shipped text").click()
    expect(page.get_by_text("The shipped text is in force again.")).to_be_visible()


def test_talking_points_are_withdrawn_and_a_customer_is_answered(
    page: Page, live_server, ana, ben, cleo, checkout
):
    at = timezone.now()
    incident = an_incident(
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana,
        at=at - timedelta(minutes=12),
        percent_affected=25,
        regions=["Europe"],
        workaround="please pay by bank transfer",
        impact="Card payments are declined",
    )
    say(incident, "Card payments are declined.", by=ben, at=at - timedelta(minutes=10))
    points = "Say: “We are sorry. Card payments are declined.”"
    say(incident, points, audience="support", by=ben, at=at - timedelta(minutes=8))
    draft = start_draft(incident, "support", by=ben, at=at - timedelta(minutes=6))
    say(incident, "We found the cause. Bank transfers work.", by=ben, at=at - timedelta(minutes=1))

    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    expect(page.locator(".withdrawn-note")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "room-withdrawn-talking-points")

    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    expect(page.get_by_text("which was superseded at")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "composer-superseded-talking-points")
    page.get_by_role("button", name="My text explains this one").click()
    expect(page.get_by_text("These talking points explain the public update of")).to_be_visible()

    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    page.get_by_role("button", name="Reply to a customer").click()
    page.get_by_label("What they wrote").fill(
        "This is the third time this week that your checkout is down. I lost a whole day's takings and nobody answers "
        "the phone. What are you going to do about it?\n\nM. Lindqvist"
    )
    with page.expect_response(lambda answer: "/save/" in answer.url):
        page.get_by_label("Customer", exact=False).first.fill("Ms Lindqvist")
        page.keyboard.press("Tab")
    expect(page.get_by_text("The text names the customer now.")).to_be_visible()
    assert page.input_value("#id_text").startswith("Dear Ms Lindqvist,")
    assert barriers(page) == []
    assert fits(page)
    picture(page, "composer-customer-reply")

    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    expect(page.get_by_text("Reply to Ms Lindqvist")).to_be_visible()
    page.get_by_role("button", name="Executive summary").click()
    expect(page.get_by_role("heading", name="Leadership · executive summary")).to_be_visible()

"""A post-mortem for readers by clicking: begun, looked through, approved by another lead, published, read; and the meeting."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem, Stage
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Order confirmations by e-mail arrive late for merchants with several shops and a very long name"


@pytest.fixture
def postmortem(ana, ben, dev, checkout) -> PostMortem:
    """Of two incidents, one with a long title, written whole and final."""
    began = (timezone.now() - timedelta(hours=5)).replace(second=0, microsecond=0)
    incidents = []
    for title in ("Card payments fail", LONG):
        incident = an_incident(
            title, severity=Severity.SEV1, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=began,
            impact="Card payments were declined", percent_affected=25, regions=["Spain", "Portugal"], started_at=began,
            cause="a certificate had expired", cause_confirmed=True,
        )  # fmt: skip
        say(incident, "Card payments fail.", by=ben, at=began + timedelta(minutes=4))
        say(
            incident, "Card payments work again.", state=State.RESOLVED, by=ben, at=began + timedelta(hours=2)
        )
        incident.refresh_from_db()
        incidents.append(incident)
    opened = open_postmortem(incidents, by=dev, at=timezone.now(), owner=dev)
    opened.sections.filter(part="summary").update(
        text="A certificate of the payment service ended, and card payments were declined until it was exchanged."
    )
    for answer in (
        "Certificates were renewed by hand",
        "No alert watched the day on which a certificate ends",
    ):
        Why.objects.create(postmortem=opened, answer=answer, evidence="runbook 12", added_at=timezone.now())
    Measure.objects.create(postmortem=opened, side="external", metric="tickets", value=1200, unit="tickets")
    for text in (
        "Renew certificates by machine 30 days before they end",
        "Add an alert for certificates that end",
    ):
        ActionItem.objects.create(
            postmortem=opened, text=text, owner=dev, due_on=date(2027, 1, 31), added_at=timezone.now()
        )
    return opened


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def test_a_post_mortem_for_readers_by_clicking(
    page, live_server, reader, settings, postmortem, ana, ben, cleo
):
    settings.PUBLIC_URL = reader.address("")
    home = f"{live_server.url}/postmortems/{postmortem.public_id}/"
    sign_in(page, live_server, ben)
    page.goto(home)
    expect(page.get_by_text("Not begun")).to_have_count(8)

    # The meeting is planned; what came of it stands beside the form.
    page.fill("#id_at", "2027-01-12 14:00")
    page.fill("#id_place", "Room 4")
    page.get_by_label("Who leads it").select_option(label="Ben Okafor")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_text("had a part in the incident")).to_be_visible()
    expect(page.locator("#invitation-text")).to_have_value(re.compile("Where: Room 4"))
    picture(page, "postmortem-meeting")
    page.get_by_label("Who leads it").select_option(label="Ana Sousa")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_text("had a part in the incident")).to_have_count(0)

    # The text for the public page, filled from record and document.
    PostMortem.objects.update(stage=Stage.FINAL)
    page.goto(home)
    page.locator("#readers li", has_text="Public page").first.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("promises no next update and changes no state")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(re.compile("Certificates were renewed by hand"))
    picture(page, "composer-postmortem")
    assert barriers(page) == []
    assert fits(page)
    with page.expect_response(lambda answer: "/save/" in answer.url) as answer:
        page.fill("#id_text", page.input_value("#id_text") + "\nWe check this again in March.\n")
    assert answer.value.status == 200
    composer = page.url
    sign_in(page, live_server, cleo)
    page.goto(composer)
    page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish → public page").click()
    expect(page.locator("#readers .state", has_text="Published")).to_be_visible()
    picture(page, "postmortem-readers")
    assert barriers(page) == []
    assert fits(page)

    # The second incident takes the same words; the executive RCA is a page to print.
    second = page.locator("#readers ul").nth(1).locator("li", has_text="Public page")
    second.get_by_role("button", name="Begin with the words for").click()
    expect(page.locator("#id_text")).to_have_value(re.compile("again in March"))
    page.goto(home)
    page.locator("#readers li", has_text="Leadership").first.get_by_role("button", name="Begin").click()
    page.goto(home)
    page.locator("#readers").get_by_role("link", name="Read the draft for leadership").click()
    expect(page.get_by_role("heading", name="Executive RCA: Card payments fail")).to_be_visible()
    picture(page, "postmortem-rca")
    assert barriers(page) == []
    assert fits(page)

    # Readers see it.
    incident = postmortem.incidents.get(title="Card payments fail")
    page.wait_for_timeout(700)
    page.goto(reader.address(f"/incidents/{incident.public_id}"))
    expect(page.get_by_text("Post-mortem", exact=True)).to_be_visible()
    picture(page, "public-postmortem")
    assert barriers(page) == []
    assert fits(page)
    page.goto(reader.address("/"))
    page.get_by_role("link", name="Post-mortem").click()
    expect(page.get_by_text("We will renew certificates by machine")).to_be_visible()

"""The timeline and the two ways to correct by clicking, with pictures of both."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.states import ServiceStatus
from clarion.incidents.timeline import Entry, Source, record_entry
from clarion.web.timeline_part import SHOWN
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, put_right, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "payments-settlement-reconciliation-worker-of-merchants-outside-of-the-euro-area-7f9c8d6b5-x2x9z"


def sign_in(page: Page, live_server, person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def test_a_timeline_is_kept_by_typing_and_clicking(page: Page, live_server, ana, ben, checkout):
    now = timezone.now()
    services = {checkout: ServiceStatus.PARTIAL_OUTAGE}
    incident = an_incident(services=services, by=ana, at=now - timedelta(minutes=30))
    record_entry(
        incident, "HighErrorRate on checkout-web", source=Source.ALERT, at=now - timedelta(minutes=31)
    )
    record_entry(incident, "HighErrorRate on checkout-web again", source=Source.ALERT, at=now)
    sign_in(page, live_server, ben)
    room = f"{live_server.url}/incidents/{incident.reference}/"
    page.goto(room)

    # Several lines, one with evidence, one that judges, one of one long word.
    page.fill(
        "#entry",
        "20 min ago pager rang\n"
        "12 min ago decided to roll back\n"
        "10 min ago rolled back release 118 https://ci.example.com/releases/118\n"
        f"8 min ago error rate of {LONG} fell to 0.2 % https://{LONG}.example.com/d/1\n"
        "5 min ago Ravi carelessly restarted the wrong node",
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="ci.example.com")).to_have_attribute(
        "href", "https://ci.example.com/releases/118"
    )
    picture(page, "timeline-room")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("link", name="The whole timeline").click()
    expect(page.get_by_label("Kind of “rolled back release 118”")).to_have_value("action")
    expect(page.get_by_label("Kind of “decided to roll back”")).to_have_value("decision")
    expect(page.locator(".remark", has_text="carelessly")).to_be_visible()

    # Another kind by one select.
    with page.expect_response(lambda answer: "/kind/" in answer.url):
        page.get_by_label("Kind of “pager rang”").select_option("observation")
    expect(page.locator("li", has_text="pager rang").get_by_role("link", name="edited")).to_be_visible()

    # Hide noise, reword what judges, look back.
    page.get_by_role("button", name="Hide “HighErrorRate on checkout-web again”").click()
    expect(page.get_by_text("HighErrorRate on checkout-web again")).to_have_count(0)
    page.locator(".remark").get_by_role("link", name="Edit").click()
    expect(page.get_by_label("What happened")).to_have_value("Ravi carelessly restarted the wrong node")
    picture(page, "timeline-edit")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_label("What happened").fill("Ravi restarted payments-db-2 in place of payments-db-1")
    page.get_by_label("Why the line changes").fill("facts only")
    page.get_by_role("button", name="Save the line").click()
    line = page.locator("li", has_text="in place of payments-db-1")
    expect(line.locator(".remark")).to_have_count(0)
    page.get_by_role("link", name="1 hidden line").click()
    expect(page.get_by_text("HighErrorRate on checkout-web again", exact=True)).to_be_visible()
    picture(page, "timeline-whole")
    assert barriers(page) == []
    assert fits(page)
    line.get_by_role("link", name="edited").click()
    expect(page.get_by_text("Ravi carelessly restarted the wrong node")).to_be_visible()
    picture(page, "timeline-history")
    assert barriers(page) == []
    assert fits(page)

    # A mistake keeps what was typed.
    page.goto(room)
    page.fill("#entry", "25:10 everything works again")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("25:10 is not a time of day")).to_be_visible()
    expect(page.locator("#entry")).to_have_value("25:10 everything works again")
    picture(page, "timeline-mistake")
    assert barriers(page) == []
    assert fits(page)

    # Older lines, and one kind.
    Entry.objects.bulk_create(
        Entry(
            incident=incident,
            occurred_at=now - timedelta(days=1),
            recorded_at=now,
            source="person",
            text="old",
        )
        for _ in range(SHOWN)
    )
    page.goto(room)
    page.get_by_role("link", name="Older entries").click()
    expect(page.get_by_text("declared as SEV2")).to_have_count(0)
    page.goto(room)
    page.get_by_role("navigation", name="Kinds of entries").get_by_role("link", name="Decision").click()
    expect(page.get_by_text("decided to roll back", exact=True)).to_be_visible()
    expect(page.get_by_text("rolled back release 118")).to_have_count(0)


def test_a_typo_is_put_right_without_telling_readers(
    page: Page, live_server, reader, settings, ana, ben, cleo, checkout
):
    settings.PUBLIC_URL = reader.address("")
    now = timezone.now()
    incident = an_incident(
        services={checkout: ServiceStatus.PARTIAL_OUTAGE},
        percent_affected=25,
        by=ana,
        at=now - timedelta(minutes=9),
    )
    due = timedelta(minutes=30)
    text = f"We are investigatnig a problem with Checkout. Card payments fail for 25 % of users. Next update by {now + due:%H:%M} UTC."
    first = say(incident, text, promise=due, by=ana, at=now)
    put_right(first, "Card payments fail for 25 % of users.", "Correction: refunds fail too.", by=ana, at=now)
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/updates/{first.pk}/correct/")
    picture(page, "correct")
    assert barriers(page) == []
    assert fits(page)

    # What readers must be told is not put right quietly.
    page.get_by_label("Or only these words").fill("25 %")
    page.get_by_label("Only put it right").check()
    page.get_by_role("textbox", name="What is right").fill("35 %")
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_text("Readers have to be told: “25” and “35” are different numbers.")).to_be_visible()
    picture(page, "correct-must-tell")
    assert barriers(page) == []

    # A typo is; another lead approves it.
    page.get_by_label("Or only these words").fill("investigatnig")
    page.get_by_label("Only put it right").check()
    page.get_by_role("textbox", name="What is right").fill("investigating")
    picture(page, "correct-quietly")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_text("Ask Cleo Lindqvist to approve it")).to_be_visible()
    picture(page, "correct-waits")
    assert barriers(page) == []
    assert fits(page)
    sign_in(page, live_server, cleo)
    page.goto(f"{live_server.url}/updates/{first.pk}/correct/")
    page.get_by_role("button", name="Approve and put right").click()
    expect(page.get_by_text("approved by Cleo Lindqvist")).to_be_visible()
    picture(page, "room-put-right")
    assert fits(page)

    page.wait_for_timeout(700)
    page.goto(reader.address(f"/incidents/{incident.public_id}"))
    expect(page.get_by_text("We are investigating a problem with Checkout.")).to_be_visible()
    expect(page.locator("del", has_text="investigatnig")).to_be_visible()
    picture(page, "public-page-put-right")
    assert barriers(page) == []
    assert fits(page)

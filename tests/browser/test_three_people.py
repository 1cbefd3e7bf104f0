"""Three people in one room at once: each sees what the others do, nobody overwrites anybody, a lost connection is said."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus, Severity
from tests.browser.conftest import barriers, fits, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Open pages ask every one and a half seconds, so that others see it within two; a busy machine may be slow to draw.
SOON = 10_000


def visit(page: Page, live_server, incident) -> None:
    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    page.wait_for_load_state()


@pytest.fixture
def incident(ana, ben, cleo, checkout):
    return declare(
        "Card payments fail for customers in Europe",
        severity=Severity.SEV1,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        facts={"impact": "Card payments are declined", "percent_affected": 25, "regions": ["Europe"]},
        by=ana,
        at=timezone.now(),
    )


def test_three_people_work_in_one_room(enter, live_server, incident, ana, ben, cleo, dev):
    commander, writer, responder = enter(ana), enter(ben), enter(dev)
    for page in (commander, writer, responder):
        visit(page, live_server, incident)

    # An entry of one is on the screens of the others within two seconds, and is read out.
    responder.fill("#entry", "rolled back release 118")
    responder.keyboard.press("Enter")
    for page in (commander, writer):
        expect(page.locator("#entries")).to_contain_text("rolled back release 118", timeout=SOON)
        expect(page.locator("#news")).to_contain_text("rolled back release 118")

    # A fact that the commander changes.
    commander.click("#value-affected")
    commander.fill("#id_percent_affected", "40")
    commander.get_by_role("button", name="Save").click()
    for page in (writer, responder):
        expect(page.locator("#value-affected")).to_contain_text("40 %", timeout=SOON)

    # A draft that is being written shows who writes and what it lacks.
    writer.locator("#write-engineering").click()
    writer.wait_for_url("**/drafts/*/")
    row = responder.locator("#audience-rows li", has_text="Engineering")
    expect(row).to_contain_text("draft by Ben Okafor", timeout=SOON)
    expect(row).to_contain_text("to fill in")

    # Two people in one fact: the slower one sees both texts, nothing is lost.
    commander.click("#value-impact")
    responder.click("#value-impact")
    commander.fill("#id_impact", "Card payments are declined in Europe")
    commander.keyboard.press("Enter")
    expect(commander.locator("#value-impact")).to_contain_text("in Europe")
    responder.wait_for_timeout(SOON)
    expect(responder.locator("#id_impact")).to_be_visible()  # what others change closes nobody's field
    responder.fill("#id_impact", "Some cards are declined")
    responder.keyboard.press("Enter")
    expect(responder.get_by_text("Somebody else changed this while you were writing")).to_be_visible()
    expect(responder.locator("#id_impact")).to_have_value("Some cards are declined")
    expect(responder.locator(".fact.editing")).to_contain_text("Card payments are declined in Europe")
    picture(responder, "room-fact-conflict")
    assert barriers(responder) == []
    responder.get_by_role("link", name="Leave it as it is now").click()
    expect(responder.locator("#value-impact")).to_contain_text("in Europe")

    # The commander changes the state while the writer's text is approved by another: the approval falls.
    commander.click("#value-state")
    commander.select_option("#id_state", "identified")
    commander.get_by_role("button", name="Save").click()
    expect(responder.locator("#value-state")).to_have_text("identified", timeout=SOON)
    picture(responder, "room-three-people")
    assert barriers(responder) == []
    assert fits(responder)


def test_the_whole_path_with_three_people_at_once(
    enter, live_server, reader, settings, ana, ben, cleo, dev, checkout
):
    settings.PUBLIC_URL = reader.address("")
    commander, writer, approver = enter(ana), enter(ben), enter(cleo)

    # The commander declares; the others see on their home pages what is owed, to whom, by when.
    commander.keyboard.press("d")
    commander.fill("#id_title", "Card payments fail for customers in Europe")
    commander.get_by_label("SEV1").check()
    commander.select_option(f"#id_service_{checkout.pk}", "major_outage")
    commander.fill("#id_impact", "Card payments are declined")
    commander.get_by_role("button", name="Declare").click()
    commander.wait_for_url("**/incidents/INC-*/")
    commander.click("#value-affected")
    commander.fill("#id_percent_affected", "25")
    commander.keyboard.press("Enter")
    expect(commander.locator("#value-affected")).to_contain_text("25 %")
    expect(writer.get_by_text("Card payments fail for customers in Europe").first).to_be_visible()
    picture(writer, "now-three-people")

    # The writer takes what is owed first, and mends it until the review is content.
    incident = Incident.objects.get()
    visit(approver, live_server, incident)
    writer.keyboard.press("w")
    writer.wait_for_url("**/drafts/*/")
    due = writer.input_value("#id_next_update_at")[-5:]
    started = f"{incident.began_at():%H:%M}"
    text = (
        f"We are investigating a problem with Checkout. Since {started} UTC, card payments are declined for 25 % of "
        f"customers in Europe. We are checking our connection to the card network. You can pay by bank transfer.\n\n"
        f"Next update by {due} UTC.\n"
    )
    with writer.expect_response(lambda answer: "/save/" in answer.url):
        writer.fill("#id_text", text)
    writer.locator("#preview-mail summary").click()
    expect(writer.locator("#preview-mail pre")).to_contain_text("declined for 25 %")
    picture(writer, "composer-previews")
    assert barriers(writer) == []

    # The approver sees it waiting, reads it, approves; the writer publishes; the commander's room shows it.
    row = approver.locator("#audience-rows li", has_text="Public page")
    expect(row.get_by_role("button", name="Approve…")).to_be_visible(timeout=SOON)
    row.get_by_role("button", name="Approve…").click()
    approver.wait_for_url("**/drafts/*/")
    approver.wait_for_load_state()
    approver.keyboard.press("a")
    expect(approver.get_by_role("button", name="Publish → public page, feed and status API")).to_be_visible()
    waiting = commander.locator("#audience-rows li", has_text="Public page")
    expect(waiting).to_contain_text("approved by Cleo Lindqvist, ready to publish", timeout=SOON)
    expect(writer.locator("#decision")).to_contain_text("Approved by Cleo Lindqvist", timeout=SOON)
    expect(writer.get_by_role("button", name="Publish → public page")).to_be_enabled()
    writer.locator("#id_text").blur()
    writer.keyboard.press("p")
    writer.wait_for_url("**/incidents/INC-*/")
    expect(commander.locator("#updates-list")).to_contain_text("declined for 25 %", timeout=SOON)
    assert "declined for 25 %" in reader.page("/").text

    # A fact changes: everybody's room says at once what readers were told wrongly.
    commander.click("#value-affected")
    commander.fill("#id_percent_affected", "40")
    commander.keyboard.press("Enter")
    told = writer.locator("#audience-rows li", has_text="Public page")
    expect(told).to_contain_text("They read “25 %”; the record says 40% by now.", timeout=SOON)
    picture(writer, "room-whole-path")
    assert barriers(writer) == []
    assert fits(writer)


def test_a_lost_connection_is_said_and_caught_up(enter, live_server, incident, ana, dev):
    away, here = enter(ana), enter(dev)
    for page in (away, here):
        visit(page, live_server, incident)
    away.context.set_offline(True)
    expect(away.locator("#connection")).to_contain_text("The connection to the server is lost")
    here.fill("#entry", "error rate is back to 0.1 %")
    here.keyboard.press("Enter")
    expect(here.locator("#entries")).to_contain_text("error rate is back")
    picture(away, "room-connection-lost")
    away.context.set_offline(False)
    expect(away.locator("#entries")).to_contain_text("error rate is back to 0.1 %")
    expect(away.locator("#connection")).to_contain_text("Connected again")


def test_the_five_frequent_acts_have_keys_and_times_the_readers_zone(enter, live_server, incident, ben):
    page = enter(ben, zone="Asia/Tokyo")
    visit(page, live_server, incident)
    page.keyboard.press("t")
    expect(page.locator("#entry")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#id_impact")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#value-impact")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("publish what is approved")
    picture(page, "keys")
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("w")
    page.wait_for_url("**/drafts/*/")
    visit(page, live_server, incident)
    local = timezone.now() + timedelta(hours=9)
    expect(page.locator("#audience-rows .local").first).to_contain_text(f"{local:%H:}")
    expect(page.locator("#zone")).to_contain_text("Asia/Tokyo")
    page.keyboard.press("d")
    page.wait_for_url("**/declare/")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Owed")).to_be_visible()

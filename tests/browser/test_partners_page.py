"""The partners' page by clicking: a key is made in Settings, its link is followed, and then it is revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.flows.partner_keys import make_partner_key
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.suggested_text import start_draft
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, put_right, say
from tests.public_reader import running_listener

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = timedelta(minutes=1)
BRIEF = """Bookings by API fail for about one in five partners in Europe; bookings by the portal work.

Please use the portal until then. Questions go to the partner desk only.
"""


@pytest.fixture
def elsewhere(public_folder, settings):
    """The real listener, at the address that the links name."""
    with running_listener(public_folder.parent) as reader:
        settings.PUBLIC_URL = reader.address("")
        yield reader


def test_a_key_is_made_its_link_is_read_and_then_revoked(
    page: Page, live_server, elsewhere, ana, ben, checkout
):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.get_by_role("link", name="Settings").first.click()
    page.get_by_role("link", name="Partners' page").click()
    expect(page.get_by_text("There is no such page yet.")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "partner-keys-empty")

    page.get_by_role("textbox", name="Partner").fill("Northwind Travel")
    page.get_by_role("button", name="Make the key").click()
    link = page.locator("code.shown").inner_text()
    long_name = (
        "The Association of Independent Travel Agencies and Tour Operators of Northern and Central Europe"
    )
    make_partner_key(long_name, by=ana, at=timezone.now())
    assert barriers(page) == []
    assert fits(page)
    picture(page, "partner-keys-made")
    page.get_by_role("textbox", name="Partner").fill("Northwind Travel")
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_text("has a key already")).to_be_visible()
    page.get_by_label("Revoke the key of Northwind Travel").click()
    assert fits(page)
    picture(page, "partner-keys-error")

    reader = page.context.browser.new_page(viewport={"width": 1280, "height": 900})
    reader.goto(link)
    expect(reader.get_by_role("heading", name="Status for partners")).to_be_visible()
    reader.close()
    page.get_by_role("button", name="Revoke the key").first.click()
    expect(page.get_by_text("Revoked: Northwind Travel.")).to_be_visible()
    picture(page, "partner-keys-revoked")


def test_the_page_reads_well_empty_full_and_late(page: Page, elsewhere, ana, ben, checkout):
    now = timezone.now()
    _, secret = make_partner_key("Northwind Travel", by=ana, at=now - 90 * MINUTE)
    link = elsewhere.address(f"/partners/{secret}/")
    elsewhere.page("/")
    page.goto(link)
    assert (barriers(page), fits(page)) == ([], True)
    picture(page, "partners-empty")

    for name in ("Bookings by API", "Partner portal"):
        add_service(name, group="For partners", description="What your systems talk to")
    over = an_incident("Invoices are late", severity=Severity.SEV3, by=ben, at=now - 80 * MINUTE)
    say(over, "Invoices of March are late.", audience="partners", by=ben, at=now - 80 * MINUTE)
    say(over, "All invoices are sent.", by=ben, at=now - 75 * MINUTE)
    say(over, "Over.", state=State.RESOLVED, by=ben, at=now - 74 * MINUTE)
    say(
        over,
        "Over.",
        state=State.RESOLVED,
        audience="partners",
        kind="resolution",
        by=ben,
        at=now - 70 * MINUTE,
    )
    affected = {checkout: ServiceStatus.MAJOR_OUTAGE}
    other = an_incident("Card payments fail for customers", services=affected, by=ben, at=now - 40 * MINUTE)
    say(other, "Card payments fail.", by=ben, at=now - 40 * MINUTE)
    incident = an_incident("Bookings by API fail for some partners in Europe", by=ben, at=now - 30 * MINUTE)
    wrong = say(incident, "Bookings fail in all regions.", audience="partners", by=ben, at=now - 30 * MINUTE)
    put_right(wrong, "Bookings fail in all regions.", "Only in Europe.", by=ben, at=now - 20 * MINUTE)
    say(incident, BRIEF, audience="partners", by=ben, at=now - 10 * MINUTE)
    elsewhere.page("/")
    page.goto(link)
    expect(page.get_by_text("Bookings by API fail for about one in five")).to_be_visible()
    expect(page.get_by_role("heading", name="On the public page")).to_be_visible()
    assert (barriers(page), fits(page)) == ([], True)
    picture(page, "partners-full")
    for name in ("history", "incident"):
        page.goto(link)
        (
            page.get_by_role("link", name="History") if name == "history" else page.locator("h2 a")
        ).first.click()
        assert page.url.startswith(link)
        assert (barriers(page), fits(page)) == ([], True)
        picture(page, f"partners-{name}")
    page.get_by_role("link", name="Current state of all services").click()
    assert page.url == link

    say(incident, BRIEF, audience="partners", promise=MINUTE, by=ben, at=now - 5 * MINUTE)
    elsewhere.page("/")
    page.goto(link)
    expect(page.get_by_text("Late:")).to_be_visible()
    assert (barriers(page), fits(page)) == ([], True)
    picture(page, "partners-late")


def test_room_and_composer_say_where_a_brief_goes(page: Page, live_server, ana, ben, checkout):
    now = timezone.now()
    make_partner_key("Northwind Travel", by=ana, at=now)
    incident = an_incident("Bookings by API fail", services={checkout: "major_outage"}, by=ben, at=now)
    draft = start_draft(incident, "partners", by=ben, at=now)
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=now)}/")
    page.goto(f"{live_server.url}/incidents/INC-{incident.pk}/")
    expect(page.get_by_text("partners' page, 1 key")).to_be_visible()
    assert (barriers(page), fits(page)) == ([], True)
    picture(page, "partners-room")
    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    expect(page.get_by_text("On the partners' page")).to_be_visible()
    picture(page, "partners-composer")

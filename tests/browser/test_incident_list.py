"""The list of incidents by clicking: filters, the empty list, a mistake."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.flows.declare import declare
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity
from tests.browser.conftest import barriers, fits, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_incident_is_found_among_others(page: Page, live_server, ana, checkout):
    long_name = add_service("Settlement and reconciliation for merchants outside of the euro area")
    for number, (title, severity, service) in enumerate(
        [
            ("Card payments fail", Severity.SEV1, checkout),
            ("Settlement-files-of-merchants-outside-of-the-euro-area are late", Severity.SEV3, long_name),
            ("Refunds are slow", Severity.SEV4, checkout),
        ]
    ):
        services = {service: ServiceStatus.PARTIAL_OUTAGE}
        at = timezone.now() - timedelta(days=number)
        declare(title, severity=severity, services=services, by=ana, at=at)
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")

    page.goto(f"{live_server.url}/incidents/")
    expect(page.get_by_text("3 incidents")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "incidents")

    page.get_by_text("More filters").click()
    page.get_by_label("Severity").select_option("SEV3")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("1 incident", exact=True)).to_be_visible()
    expect(page.get_by_text("Settlement-files")).to_be_visible()

    page.get_by_label("Words, or a number").fill("refund")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No incident fits.")).to_be_visible()
    picture(page, "incidents-none-fits")

    page.get_by_label("Declared from (UTC)").fill("2026-03-11")
    page.get_by_label("to (UTC)", exact=True).fill("2026-03-10")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("exchange them")).to_be_visible()
    assert barriers(page) == []
    picture(page, "incidents-error")

"""The public page in a real browser: bars, a service's page, the banner; nothing wider than a small phone."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import freeze, write_page
from tests.browser.conftest import barriers, picture
from tests.factories.incidents import an_incident, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Settlement of cross-border transactions with partner banks in several currencies"
ONE_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsanmeldung"


@pytest.fixture
def full(ben) -> list[Service]:
    """60 services in eight groups, with every status in their days; the last one is young."""
    now = timezone.now()
    names = ["Checkout", "Card payments", LONG, ONE_WORD, "Reports", "Webhooks"]
    services = [add_service(f"{names[n % 6]} {n}", group=f"Group {n // 8}") for n in range(60)]
    Service.objects.exclude(pk=services[-1].pk).update(created_at=now - timedelta(days=200))
    for number, status in enumerate(list(ServiceStatus)[1:]):
        begun = now - timedelta(days=7 * number + 3)
        some = {services[number]: status, services[2]: status}
        work = status == ServiceStatus.UNDER_MAINTENANCE
        incident = an_incident(f"{status.label} of some", services=some, planned=work, by=ben, at=begun)
        say(incident, "Some requests fail.", state=State.IDENTIFIED, by=ben, at=begun)
        over = begun + timedelta(hours=3)
        if number:
            say(incident, "It works again.", state=State.RESOLVED, by=ben, at=over)
    freeze(None, at=now)
    write_page(at=now)
    return services


def widest(page: Page) -> int:
    """Pixels by which the page is wider than a phone of 320."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if before:
        page.set_viewport_size(before)
    return wider


def test_the_index_with_sixty_services_and_the_page_of_one_are_free_of_barriers(page: Page, reader, full):
    for name, path in (("index-full", "/"), ("service", f"/services/{full[2].public_id}"),
                       ("service-young", f"/services/{full[-1].public_id}")):  # fmt: skip
        page.goto(reader.address(path))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == [], (name, scheme)
        assert widest(page) == 0, name
        picture(page, name)


def test_every_day_can_be_read_without_hovering(page: Page, reader, full):
    page.goto(reader.address(f"/services/{full[2].public_id}"))
    days = page.evaluate(
        """() => [...document.querySelectorAll('.days li')].map((line) => {
            const [first, last] = [...line.querySelectorAll('time')].map((each) => each.dateTime);
            return [first, last || first, line.innerText];
        })"""
    )
    told = json.dumps(days)
    covered = sum((date.fromisoformat(last) - date.fromisoformat(first)).days + 1 for first, last, _ in days)
    assert covered == 90
    for status in ServiceStatus:
        assert status == ServiceStatus.OPERATIONAL or status.label in told
    name = page.get_by_role("img", name="of 90 days").get_attribute("aria-label")
    assert name is not None
    assert name.startswith("Problems on ")


def test_the_page_can_be_read_when_it_is_enlarged_twice(page: Page, reader, full):
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 × 900 at 200 %
    page.goto(reader.address("/"))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_banner_is_free_of_barriers_while_it_tells_something(page: Page, reader, full):
    page.goto(reader.address("/embed/banner"))
    assert barriers(page) == []
    assert widest(page) == 0

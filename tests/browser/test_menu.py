"""What surrounds every page: the menu in one line, fields of one make, and no button that does nothing without a script."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from clarion.postmortems.trackers.account import TrackerAccount, connect_tracker
from clarion.problems.opening import open_problem
from tests.browser.conftest import fits
from tests.browser.test_five_whys import sign_in
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOPS = "[...new Set([...document.querySelectorAll('.bar nav a')].map((each) => each.getBoundingClientRect().top))]"


def test_the_menu_of_an_admin_stands_in_one_line_at_1280_pixels(page: Page, live_server, ana):
    sign_in(page, live_server, ana)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/settings/trackers/")
    assert len(page.evaluate(TOPS)) == 1
    assert page.locator(".bar").bounding_box()["height"] < 60
    address, project = page.locator("#id_address"), page.locator("#id_project")
    account = TrackerAccount(kind="github", address="https://api.github.com", project="acme/shop", secret="x")
    connect_tracker(account, by=ana, at=timezone.now())
    page.reload()
    page.get_by_text("Webhook, to hear of changes").click()
    page.get_by_role("button", name="Make another secret").click()
    assert "It is shown only now" in page.locator("article").inner_text()
    assert fits(page)
    assert [address.bounding_box()[side] for side in ("width", "height")] == [
        project.bounding_box()[side] for side in ("width", "height")
    ]


def test_without_a_script_no_button_offers_to_copy(page: Page, browser: Browser, live_server, ana):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    problem = open_problem(
        title="Expired certificates", cause="", workaround="Pay by bank transfer", owner=None,
        incidents=[postmortem.incidents.get()], by=ana, at=timezone.now(),
    )  # fmt: skip
    sign_in(page, live_server, ana)
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    still = plain.new_page()
    for address in (f"/problems/{problem.public_id}/", f"/postmortems/{postmortem.public_id}/"):
        still.goto(f"{live_server.url}{address}")
        assert {button.is_visible() for button in still.locator("[data-copies]").all()} == {False}
    plain.close()

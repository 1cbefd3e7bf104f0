"""The look of the public page by clicking: colours with a preview, a logo, lines to copy."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from tests.browser.conftest import barriers, fits, picture
from tests.factories.pictures import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_gets_colours_a_link_and_a_logo(page: Page, live_server, ana, checkout):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.goto(f"{live_server.url}/settings/")
    page.get_by_role("link", name="Public page", exact=True).nth(1).click()
    page.get_by_label("Accent on light pages").fill("#ffcc00")
    page.get_by_label("Background of the head on light pages").fill("#123a5e")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Text in #ffcc00 is hard to read here")).to_be_visible()
    expect(page.get_by_label("Background of the head on light pages")).to_have_value("#123a5e")
    assert barriers(page) == []
    assert fits(page)
    picture(page, "public-look-error")

    page.get_by_label("Accent on light pages").fill("#856a00")
    page.get_by_label("Link in the foot of the page").fill("help@example.com")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("This is a preview.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Readers see the page like this now.")).to_be_visible()

    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": a_picture((400, 120))}
    page.locator("input[type=file]").set_input_files(logo)  # type: ignore[arg-type]
    page.get_by_label("What the logo says").fill("Acme")
    page.get_by_role("button", name="Show this logo").click()
    expect(page.get_by_role("button", name="Remove the logo")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "public-look")

    page.get_by_role("link", name="Badge and banner").click()
    expect(page.get_by_text("/embed/banner")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "badge-and-banner")

"""Moving here from Statuspage by clicking: choose files, look, import."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from tests.browser.conftest import barriers, fits, picture
from tests.intake.other_pages import statuspage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_files_are_looked_at_and_then_imported(page: Page, live_server, ana, tmp_path):
    for name, raw in statuspage().items():
        (tmp_path / name).write_bytes(raw)
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.goto(f"{live_server.url}/settings/import/")
    assert barriers(page) == []
    assert fits(page)
    picture(page, "import-empty")

    page.get_by_label("Files", exact=True).set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_role("button", name="Look at the files").click()
    expect(page.get_by_text("2 new incidents, 2 new services, 2 new subscribers.")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    picture(page, "import-look")

    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported: 2 new incidents")).to_be_visible()

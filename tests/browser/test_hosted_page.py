"""The page as a browser shows it from a copy: in its own look, and no stricter or laxer than from the listener."""

from datetime import timedelta
from pathlib import Path

import pytest

from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus
from clarion.statuspage.publishing import write_page
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import a_history, an_incident, put_right, say
from tests.nginx_server import needs_nginx, running_nginx
from tests.statuspage.copies import copy

pytestmark = [pytest.mark.browser, pytest.mark.django_db, needs_nginx]

WIDTH_OF_THE_STYLE = "getComputedStyle(document.querySelector('main')).maxWidth"


@pytest.fixture
def nginx(nine, ben, checkout, public_folder: Path, tmp_path: Path):
    add_service("Receipts", group="Messages")
    a_history(5, service=checkout, at=nine)
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    wrong = say(incident, "Card payments fail in Spain.", by=ben, at=nine)
    put_right(wrong, "Card payments fail in Spain.", "They fail in France.", by=ben, at=nine)
    write_page(at=nine)
    copy(public_folder, tmp_path / "www", now=(nine + timedelta(minutes=1)).timestamp())
    with running_nginx(tmp_path / "nginx", copy=tmp_path / "www") as client:
        client.incident = incident.public_id
        yield client


def test_pages_of_a_copy_have_their_style_and_no_barrier(page, nginx):
    for path in ("/", f"/incidents/{nginx.incident}", "/history", "/nothing-there"):
        page.goto(str(nginx.base_url.join(path)))
        assert page.evaluate(WIDTH_OF_THE_STYLE) not in {"", "none"}, path
        assert barriers(page) == []
        assert fits(page)
    page.goto(str(nginx.base_url.join("/")))
    picture(page, "hosted-page")
    assert page.locator("footer a").all_inner_texts() == [
        "Atom", "RSS", "JSON Feed", "calendar of maintenance", "Statuspage v2", "promises and corrections as JSON", "schema",
    ]  # fmt: skip


def test_a_page_allows_its_own_style_only_though_the_server_allows_any(browser, nginx):
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(str(nginx.base_url.join("/")))
    page.evaluate(
        "() => { const style = document.createElement('style'); style.textContent = 'body { opacity: .5 }';"
        " document.head.append(style); const script = document.createElement('script');"
        " script.textContent = 'window.ran = true'; document.head.append(script); }"
    )
    assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in each for each in refused) >= 2
    page.close()

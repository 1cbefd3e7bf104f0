"""Maintenance by clicking: plan it, announce it, the page before, during and after, cancel it; and recurring work."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.flows.maintenance import Recurring, plan
from clarion.incidents.services import add_service
from clarion.statuspage.publishing import write_page
from clarion.updates.drafts import Draft
from tests.browser.conftest import barriers, fits, picture
from tests.statuspage.reading_files import text_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def sign_in(page: Page, server: str, person) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def shown(page: Page, folder: Path, path: str, at, tmp_path: Path) -> None:
    """Show what readers find at an address at that moment."""
    file = tmp_path / "shown.html"
    file.write_text(text_at(folder, path, at), encoding="utf-8")
    page.goto(file.as_uri())


def seen(page: Page, name: str) -> None:
    assert barriers(page) == []
    assert fits(page)
    picture(page, name)


def test_maintenance_is_planned_announced_and_cancelled(
    page: Page, live_server, public_folder, tmp_path, ana, ben, cleo, checkout
):
    add_service("Settlement and reconciliation for merchants outside of the euro area", group="For merchants")
    url = live_server.url
    start = (timezone.now() + 3 * HOUR).replace(minute=0, second=0, microsecond=0)
    end = start + HOUR

    sign_in(page, url, ben)
    page.get_by_role("link", name="Maintenance", exact=True).click()
    expect(page.get_by_text("Nothing is planned.")).to_be_visible()
    seen(page, "maintenance-empty")

    page.get_by_role("link", name="Plan maintenance").click()
    seen(page, "maintenance-plan")
    page.get_by_label("What is done?").fill("Database upgrade")
    page.get_by_label("Begins").fill(f"{start:%Y-%m-%d %H:%M}")
    page.get_by_label("Ends").fill(f"{start - HOUR:%Y-%m-%d %H:%M}")
    page.get_by_label("Checkout").check()
    page.get_by_label("What will readers notice?").fill("Payments take a minute longer")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("The end lies before the start.")).to_be_visible()
    seen(page, "maintenance-plan-error")
    page.get_by_label("Ends").fill(f"{end:%Y-%m-%d %H:%M}")
    page.get_by_role("button", name="Plan", exact=True).click()

    expect(page.get_by_text("Nothing is public yet: this text announces it.")).to_be_visible()
    text = page.get_by_label("Text")
    filled = text.input_value().replace("[[who is affected, or how many]]", "all customers")
    text.fill(re.sub(r"\[\[what readers can do[^]]*\]\]", "you do not need to do anything", filled))
    expect(page.get_by_text("The review has no objection.")).to_be_visible()
    seen(page, "maintenance-composer")
    draft = Draft.objects.get()

    sign_in(page, url, cleo)
    page.goto(f"{url}/drafts/{draft.pk}/")
    page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published at")).to_be_visible()
    expect(page.get_by_role("button", name="Begin now")).to_be_visible()
    seen(page, "maintenance-room")

    sign_in(page, url, ben)
    page.goto(f"{url}/incidents/{draft.incident.reference}/")
    page.get_by_role("button", name="Write the end ahead").click()
    expect(page.get_by_text("Written ahead for")).to_be_visible()
    ahead = Draft.objects.written_ahead().get()
    sign_in(page, url, cleo)
    page.goto(f"{url}/drafts/{ahead.pk}/")
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_text("To stop it, change the text")).to_be_visible()
    seen(page, "maintenance-written-ahead")

    now = timezone.now()
    write_page(at=now)
    own = f"/incidents/{draft.incident.public_id}"
    for name, at in (("before", now), ("during", start + MINUTE), ("after", end + MINUTE)):
        shown(page, public_folder, "/", at, tmp_path)
        seen(page, f"public-maintenance-{name}")
        shown(page, public_folder, own, at, tmp_path)
        seen(page, f"public-maintenance-own-{name}")
    expect(page.get_by_text("We have not said yet that it is finished.")).to_be_visible()

    sign_in(page, url, ben)
    page.goto(f"{url}/maintenance/")
    expect(page.get_by_text("end text goes out by itself")).to_be_visible()
    seen(page, "maintenance-list")
    page.get_by_role("link", name=f"{draft.incident.reference} Database upgrade").click()
    page.get_by_role("link", name="Move…").click()
    seen(page, "maintenance-move")
    page.get_by_role("link", name="Cancel", exact=True).click()
    page.get_by_role("button", name="Cancel it…").click()
    expect(page.get_by_text("until then the page stays as it is")).to_be_visible()
    cancellation = Draft.objects.open().get(cancels=True)
    sign_in(page, url, cleo)
    page.goto(f"{url}/drafts/{cancellation.pk}/")
    page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published at")).to_be_visible()
    write_page(at=timezone.now())
    shown(page, public_folder, own, timezone.now(), tmp_path)
    expect(page.get_by_role("heading", name="Database upgrade Cancelled")).to_be_visible()
    seen(page, "public-maintenance-cancelled")


def test_recurring_work_shows_its_next_windows_and_asks_for_one_yes(
    page: Page, live_server, ana, ben, checkout
):
    sign_in(page, live_server.url, ana)
    page.goto(f"{live_server.url}/maintenance/plan/")
    start = (timezone.now() + 26 * HOUR).replace(minute=30, second=0, microsecond=0)
    page.get_by_label("What is done?").fill("Weekly release")
    page.get_by_label("Begins").fill(f"{start:%Y-%m-%d %H:%M}")
    page.get_by_label("Ends").fill(f"{start + HOUR:%H:%M}")
    page.get_by_label("On the clocks of").fill("Europe/Berlin")
    page.get_by_label("How often?").select_option("WEEKLY")
    page.get_by_text("When it repeats").click()
    page.get_by_label("or so many times").fill("1")
    page.get_by_label("Checkout").check()
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_label("or so many times")).to_be_visible()
    seen(page, "maintenance-repeat")
    page.get_by_label("or so many times").fill("10")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("this text announces it")).to_be_visible()

    page.goto(f"{live_server.url}/maintenance/")
    expect(page.get_by_text("on the clocks of Europe/Berlin")).to_be_visible()
    seen(page, "maintenance-recurring")
    page.get_by_role("link", name="Weekly release", exact=True).click()
    expect(page.get_by_text("Publish the announcement of the first window.")).to_be_visible()
    seen(page, "maintenance-series")


def test_a_full_list_fits_everywhere(page: Page, live_server, ana, checkout):
    at = timezone.now()
    long_name = add_service("Settlement-and-reconciliation-for-merchants-outside-of-the-euro-area")
    for number in range(6):
        begins = at + timedelta(hours=2 + number % 2)
        plan(
            f"Work {number} on the certificates of all connections between us and the banks of the euro area",
            start=begins, end=begins + 3 * HOUR, services=[checkout, long_name], by=ana, at=at,
            recurring=Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU", zone="America/New_York") if number == 5 else None,
        )  # fmt: skip
    sign_in(page, live_server.url, ana)
    page.goto(f"{live_server.url}/maintenance/")
    seen(page, "maintenance-full")

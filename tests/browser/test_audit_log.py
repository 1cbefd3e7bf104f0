"""The audit log by clicking: what was just done stands on top, filters, an export, a mistake."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.audit import Done, record_act
from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.origin import Via, coming_from
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_admin_reads_filters_and_takes_along_what_was_done(
    page: Page, live_server, ana, ben, checkout, tmp_path: Path
):
    at = timezone.now() - timedelta(hours=2)
    with coming_from(Via.CONSOLE, "2001:db8:85a3:8d3:1319:8a2e:370:7348"):
        incident = an_incident(by=ben, at=at)
        say(incident, "Card payments fail for some customers.", by=ben, at=at + timedelta(minutes=4))
        record_act(
            Done.ADDED_SERVICE,
            "Settlement-files-of-merchants-outside-of-the-euro-area",
            by=ana,
            at=at + timedelta(minutes=5),
            detail="Settlement and reconciliation for merchants outside of the euro area. " * 8,
        )
    with coming_from(Via.INTAKE, "198.51.100.1"):
        record_act(Done.RECEIVED_ALERTS, "Refunds fail", by=None, at=at, detail="2 new, from prometheus")
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")

    page.goto(f"{live_server.url}/settings/")
    page.get_by_role("link", name="Audit log").click()
    first = page.locator(".audit tbody tr").first
    expect(first).to_contain_text("signed in by one-time link")
    expect(first).to_contain_text("127.0.0.1")
    assert barriers(page) == []
    assert fits(page)
    picture(page, "audit-log")

    page.get_by_label("Act", exact=True).select_option("published")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".audit tbody tr")).to_have_count(1)
    for kind, name in (("JSON Lines", "jsonl"), ("CSV", "csv")):  # one after the other, from the same page
        with page.expect_download() as taking:
            page.get_by_role("button", name=f"Export as {kind}").click()
        taking.value.save_as(tmp_path / f"audit.{name}")
    (row,) = (json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines())
    assert (row["person"], row["address"]) == ("Ben Okafor", "2001:db8:85a3:8d3:1319:8a2e:370:7348")
    assert len((tmp_path / "audit.csv").read_text().splitlines()) == 2

    page.get_by_label("Words, or an address").fill("no such thing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No act fits.")).to_be_visible()
    picture(page, "audit-log-none-fits")

    page.get_by_text("More filters").click()
    page.get_by_label("From (UTC)").fill("2026-03-11")
    page.get_by_label("to (UTC)", exact=True).fill("2026-03-10")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("exchange them")).to_be_visible()
    assert barriers(page) == []
    picture(page, "audit-log-error")

"""Two people in the real room of a drill at 20x: what comes in, one writes, the other approves, and nothing leaves."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.statuspage.snapshots import Snapshot
from clarion.subscribers.deliveries import Distribution
from tests.browser.conftest import barriers, fits, picture
from tests.factories.drills import a_drill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """\
We are investigating a problem with Office calls. Since {since} UTC, companies in the north cannot make or receive calls.
We are looking for the cause with our network supplier.

Next update by {due} UTC.
"""


def enter(page, live_server, person, drill):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")
    page.goto(f"{live_server.url}/incidents/{drill.incident.reference}/")


def shown_time(page) -> str:
    return page.locator("[data-drill-clock]").inner_text()


def test_one_writes_the_other_approves_and_both_see_what_comes_in(
    page, live_server, public_folder, ben, cleo
):
    drill = a_drill(ben, cleo, name="calls-drop", pace=20, at=timezone.now())
    other = page.context.browser.new_page(viewport={"width": 1280, "height": 900})
    enter(page, live_server, ben, drill)
    enter(other, live_server, cleo, drill)
    expect(page.get_by_role("note", name="Drill")).to_contain_text("Nothing of this leaves.")
    expect(other.get_by_role("note", name="Drill")).to_contain_text("Support")
    first = shown_time(page)
    expect(page.locator("[data-drill-clock]")).not_to_have_text(first)
    picture(page, "drill-room")
    assert barriers(page) == []
    assert fits(page)

    # What comes in appears by itself, on the drill's clock.
    expect(page.locator("#timeline")).to_contain_text("doctors' practice", timeout=40_000)

    page.locator("#audiences").get_by_role("button", name=re.compile("Write")).first.click()
    expect(page.get_by_role("note", name="Drill")).to_be_visible()
    now = drill.clock.shows(timezone.now())
    text = TEXT.format(since=f"{drill.incident.began_at():%H:%M}", due=f"{now + timedelta(minutes=18):%H:%M}")
    with page.expect_response(lambda answer: "/save/" in answer.url):
        page.fill("#id_text", text)
    composer = page.url

    other.goto(composer)
    other.get_by_role("button", name="Approve this text").click()
    page.goto(composer)
    expect(page.locator("main")).to_contain_text("this drill only: nothing leaves")
    picture(page, "drill-compose")
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_text(re.compile("^Published at"))).to_be_visible()
    other.goto(f"{live_server.url}/incidents/{drill.incident.reference}/")
    expect(other.locator("#updates")).to_contain_text("companies in the north")

    assert not Distribution.objects.exists()
    assert not Snapshot.objects.exists()
    assert list(public_folder.rglob("*.html")) == []

    other.get_by_text("End the drill…").click()
    other.get_by_role("button", name="End it for everybody").click()
    expect(other.get_by_role("heading", name=re.compile("^Debrief"))).to_be_visible()
    expect(other.locator("main")).to_contain_text("cannot make or receive calls")
    picture(other, "drill-room-debrief")
    # Whoever is still in the room learns that it is over.
    expect(page.get_by_role("note", name="Drill")).to_contain_text("over", timeout=10_000)
    page.get_by_role("link", name="Debrief").click()
    expect(page.get_by_role("heading", name=re.compile("^Debrief"))).to_be_visible()
    other.close()

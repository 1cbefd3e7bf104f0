"""A drill by clicking: chosen, started for two people at 20x, what comes in, and the debrief that both of them see."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.states import State
from clarion.practice.drills.drill import Drill
from tests.browser.conftest import barriers, fits, picture
from tests.factories.drills import a_drill, over, tell
from tests.practice.drills.test_script import SMALL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = """\
We are investigating a problem with Office calls. Since {started} UTC, companies in the north cannot make or receive calls.

Next update by {due} UTC.
"""
SECOND = """\
We have found the cause and are repairing it. About 400 companies in the north cannot make or receive calls with Office \
calls. A cable was cut during roadworks; a repair team is on its way.

You can forward calls to a mobile number, in the settings under Forwarding.

Next update by {due} UTC.
"""
POINTS = """\
Office calls: the cause is found and is being repaired. Companies in the north cannot make or receive calls; 900 are \
affected. Please say sorry for the trouble. They can forward calls to a mobile number, in the settings under Forwarding.

External questions go to the communications lead only; please do not answer them yourself.

Next update by {due} UTC.
"""
RUMOUR = """\
The cable is repaired and Office calls works again for companies in the north. We are watching it.

Next update by {due} UTC.
"""
CORRECTION = """\
Correction to our last update. We wrote that the cable is repaired. That was wrong: it is still being repaired, and Office \
calls does not work for 900 companies in the north. We apologise for the wrong news.

Next update by {due} UTC.
"""
LONG = "Wortungetümohneleerzeichenzwischendenbuchstaben" * 3


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def words(drill: Drill, text: str, *, minute: int, promise: int) -> str:
    def clock(count: float) -> str:
        return f"{drill.begins_at + timedelta(minutes=count):%H:%M}"

    return text.format(started=clock(-5), due=clock(minute + promise))


def test_two_people_take_a_drill_at_twenty_times_the_speed(page, live_server, settings, tmp_path, ben, dev):
    settings.DATA = tmp_path
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/drills/")
    picture(page, "drills-empty")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("link", name="Calls do not connect", exact=True).click()
    picture(page, "drill-start")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_label("Support").select_option(label="Dev Patel")
    page.get_by_label("Pace").fill("21")
    page.get_by_role("button", name="Start the drill").click()
    expect(page.get_by_text("Write a whole number from 1 to 20.")).to_be_visible()
    picture(page, "drill-start-error")
    page.get_by_label("Pace").fill("20")
    page.get_by_role("button", name="Start the drill").click()

    # It waits until the other one is there.
    expect(page.get_by_text("Waiting for Dev Patel")).to_be_visible()
    picture(page, "drill-waiting")
    assert barriers(page) == []
    assert fits(page)
    other = page.context.browser.new_page()
    sign_in(other, live_server, dev)
    other.get_by_role("link", name="Calls do not connect").click()
    expect(other.get_by_text("Ben Okafor starts the clock")).to_be_visible()
    picture(other, "drill-waiting-joined")
    expect(page.get_by_text("Everybody is there.")).to_be_visible()
    page.get_by_role("button", name="Start the clock").click()
    title = "Calls to and from offices in the north do not connect"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(other.get_by_role("heading", name=title)).to_be_visible()

    drill = Drill.objects.get()
    other.goto(f"{live_server.url}/practice/drills/")
    expect(other.get_by_role("heading", name="Running now")).to_be_visible()
    # Twenty seconds and more of a wall clock are seven minutes of the drill's: the clock is moved, not the test.
    Drill.objects.filter(pk=drill.pk).update(started_at=drill.started_at - timedelta(seconds=27))
    other.get_by_role("link", name="Calls do not connect").first.click()
    expect(other.get_by_text("A doctors' practice, by mobile phone, to Dev Patel")).to_be_visible()
    picture(other, "drill-running")
    assert barriers(other) == []
    assert fits(other)
    other.get_by_role("button", name="End the drill now").click()
    expect(other.get_by_role("heading", name="Debrief: Calls do not connect")).to_be_visible()
    picture(other, "drill-debrief-empty")
    other.close()

    page.goto(f"{live_server.url}/practice/drills/{drill.public_id}/")
    expect(page.get_by_text("Nothing was published.").first).to_be_visible()


def test_the_debrief_shows_what_each_audience_knew_when(page, live_server, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", pace=20, at=timezone.now() - timedelta(minutes=4))
    told = [
        (4, FIRST, 16, {}),
        (14, SECOND, 20, {"state": State.IDENTIFIED}),
        (16, POINTS, 20, {"audience": "support", "state": State.IDENTIFIED}),
        (33, RUMOUR, 20, {"state": State.MONITORING}),
        (41, CORRECTION, 15, {"state": State.IDENTIFIED}),
    ]
    for minute, text, promise, more in told:
        tell(
            drill,
            words(drill, text, minute=minute, promise=promise),
            minute=minute,
            promise=promise,
            by=ben,
            **more,
        )
    drill = over(drill)
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/drills/{drill.public_id}/")
    expect(page.get_by_text("Three things to try next time")).to_be_visible()
    picture(page, "drill-debrief")
    page.get_by_text("The same as a table").click()
    picture(page, "drill-debrief-table")
    assert barriers(page) == []
    assert fits(page)


def test_a_script_is_written_and_a_broken_one_is_named(page, live_server, settings, tmp_path, ben):
    settings.DATA = tmp_path
    (tmp_path / "drills").mkdir()
    broken = (
        SMALL.replace("minutes = 20", "minutes = 1").replace("text =", "txt =", 2).replace("SEV2", "SEV9")
    )
    (tmp_path / "drills" / "broken.toml").write_text(broken)
    (tmp_path / "drills" / "long.toml").write_text(SMALL.replace("Rooms cannot be booked", LONG[:110]))
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/practice/drills/")
    expect(
        page.get_by_text("broken.toml, line 3: minutes: write a whole number from 5 to 240.")
    ).to_be_visible()
    expect(page.get_by_text("6 errors in all; clarion drill check lists them.")).to_be_visible()
    picture(page, "drills-own")
    assert fits(page)
    page.goto(f"{live_server.url}/practice/drills/write/?script=calls-drop")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("This script is in order.")).to_be_visible()
    picture(page, "drill-write")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_label("Script").fill(SMALL.replace('kind = "alert"', 'kind = "alarm"'))
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("kind: write one of alert, finding")).to_be_visible()
    picture(page, "drill-write-error")

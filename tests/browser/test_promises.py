"""Cadence, calls and the ledger as people see them: full, empty, wrong; light, dark, on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.flows.call import mark_and_call
from clarion.incidents.states import Severity
from clarion.subscribers.call_rows import CallState
from clarion.subscribers.calls import Call
from clarion.updates.promises import Outcome, Promise, make_promise
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def incident(ana, ben, cleo, checkout):
    """Heard at the beginning; the public promise is due in four minutes, engineering is late."""
    at = timezone.now() - timedelta(minutes=56)
    incident = an_incident("Card payments fail", severity=Severity.SEV2, services={checkout: "major_outage"},
                           by=ana, at=at, impact="Cards are declined", workaround="please pay by invoice")  # fmt: skip
    say(
        incident, "We are investigating.", promise=timedelta(minutes=20), by=ben, at=at + timedelta(minutes=3)
    )
    say(
        incident, "Still investigating.", promise=timedelta(minutes=28), by=ben, at=at + timedelta(minutes=32)
    )
    make_promise(incident, "support", due_at=timezone.now() - timedelta(minutes=1), at=at)
    mark_and_call(at=timezone.now())
    return incident


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def looked_at(page, name):
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)


def test_the_cadence_is_a_grid_that_names_the_wrong_cell(page, live_server, ana):
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/settings/cadence/")
    looked_at(page, "cadence")
    page.get_by_label("Engineering, SEV1").fill("5000")
    page.get_by_role("button", name="Save the table").click()
    expect(page.get_by_text("Engineering, SEV1: write whole minutes")).to_be_visible()
    looked_at(page, "cadence-wrong")
    page.get_by_label("Engineering, SEV1").fill("12")
    page.get_by_role("button", name="Save the table").click()
    expect(page.get_by_text("Last changed by Ana Sousa")).to_be_visible()


def test_figures_have_an_empty_state_a_picture_and_a_table(page, live_server, ana, ben):
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/promises/")
    looked_at(page, "promises-empty")
    now = timezone.now()
    for month in range(12):
        for number, severity in enumerate(Severity):
            at = now - timedelta(days=30 * month, hours=6)
            incident = an_incident("Past", severity=severity, by=ana, at=at)
            Promise.objects.filter(incident=incident).delete()
            for index in range((month * 7 + number * 3) % 9 + 1):
                outcome = (
                    Outcome.LATE if index % 4 == 3 else Outcome.MISSED if index % 7 == 5 else Outcome.KEPT
                )
                promise = make_promise(
                    incident, "public", due_at=at + timedelta(minutes=30 * index + 30), at=at
                )
                closed = promise.due_at + timedelta(minutes=index + 1 if outcome == Outcome.LATE else -1)
                Promise.objects.filter(pk=promise.pk).update(outcome=outcome, closed_at=closed)
    page.reload()
    expect(page.get_by_role("img")).to_be_visible()
    looked_at(page, "promises")


def test_the_room_keeps_the_ledger_and_the_bar_calls_on_every_page(page, live_server, ben, incident):
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/incidents/{incident.reference}/")
    expect(page.locator("#call-bar").get_by_text("You are called").first).to_be_visible()
    page.get_by_text(re.compile(r"\d kept, \d late")).click()
    looked_at(page, "room-ledger")
    page.get_by_role("button", name="No news yet").first.click()
    expect(page.get_by_label("no news: it only keeps the promise")).to_be_checked()
    looked_at(page, "composer-no-news")
    with page.expect_response(lambda answer: "/save/" in answer.url):
        page.get_by_label("no news: it only keeps the promise").uncheck()
    assert not incident.drafts.open().get().heartbeat


def test_the_bar_goes_when_the_promise_is_kept_without_a_reload(page, live_server, ben, incident):
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/incidents/")
    bar = page.locator("#call-bar")
    expect(bar.get_by_text("You are called").first).to_be_visible()
    Promise.objects.filter(closed_at=None).update(closed_at=timezone.now())
    expect(bar.get_by_text("You are called")).to_have_count(0, timeout=15_000)


def test_an_admin_sees_what_does_not_get_through_and_sets_the_channel(page, live_server, ana, incident):
    reason = "The mail server cannot be reached (Connection refused). Check CLARION_SMTP_URL, and that the server runs."
    Call.objects.filter(notice__kind="due").update(
        state=CallState.FAILED, done_at=timezone.now(), attempts=8, failure=reason
    )
    sign_in(page, live_server, ana)
    expect(page.get_by_text("Given up after 8 attempts").first).to_be_visible()
    looked_at(page, "console-home-trouble")
    page.goto(f"{live_server.url}/settings/")
    page.fill("#id_chat", "https://hooks.example.com/services/T0/B0/secret-7f3a")
    page.get_by_role("button", name="Save the address").click()
    expect(page.get_by_text("https://hooks.example.com/…7f3a")).to_be_visible()
    picture(page, "settings-calls")
    assert barriers(page) == []
    assert fits(page)

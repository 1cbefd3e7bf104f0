"""The numbers as people see them: full and empty; light, dark, on a phone."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.states import Severity, State
from clarion.numbers.figures import FIGURES
from clarion.postmortems.action_items import ActionItem, ItemState
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, put_right, say
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def a_year(ana, ben) -> None:
    """Three incidents a month and their action items; how long things took is drawn by a fixed seed."""
    chance, now = Random(7), timezone.now()
    for month in range(12):
        for number in range(3):
            at = now - timedelta(days=30 * month + 3 * number + 2)
            incident = an_incident(
                f"Problem {month}.{number}", severity=chance.choice(list(Severity)), by=ana, at=at
            )
            at += timedelta(minutes=chance.lognormvariate(1.6, 0.9))
            first = say(incident, "We are investigating.", promise=timedelta(minutes=20), by=ben, at=at)
            at += timedelta(minutes=chance.lognormvariate(2.9, 0.5))
            if number == 0:
                put_right(first, "investigating", "Correction: we look into it.", by=ben, at=at)
                at += timedelta(minutes=9)
            say(incident, "It is over.", state=State.RESOLVED, promise=None, by=ben, at=at)
        postmortem = a_postmortem(by=ana, at=now - timedelta(days=30 * month + 15))
        for days in (-6, -1, 0, 9):
            due = (now - timedelta(days=30 * month + 3)).date()
            ActionItem.objects.create(
                postmortem=postmortem, text="Add an alarm", due_on=due, added_at=now, state=ItemState.DONE,
                closed_at=now - timedelta(days=30 * month + 3 - days + chance.randint(0, 2)),
            )  # fmt: skip


def test_a_year_of_figures_each_with_its_picture_table_and_definition(page, live_server, ana, ben):
    a_year(ana, ben)
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/numbers/")
    expect(page.locator("svg.strip")).to_have_count(len(FIGURES))
    page.locator("#first_post summary").click()
    expect(page.locator("#first_post table")).to_contain_text("SEV1")
    picture(page, "numbers")
    assert barriers(page) == []
    assert fits(page)


def test_before_anything_happened_every_figure_says_so(page, live_server, ana):
    sign_in(page, live_server, ana)
    page.goto(f"{live_server.url}/numbers/")
    expect(page.get_by_text("Nothing to count in these months yet.")).to_have_count(len(FIGURES))
    picture(page, "numbers-empty")
    assert barriers(page) == []
    assert fits(page)

"""The demo workspace comes up whatever the hour: its texts pass the review also around midnight."""

from datetime import UTC, datetime

import pytest

from clarion.accounts.people import Person
from clarion.flows.first_run import first_run
from clarion.incidents.incident import Incident
from tests.statuspage.reading_files import text_at, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "clock", ["00:00", "00:10", "00:26", "00:30", "09:40", "12:26", "23:20", "23:34", "23:55"]
)
def test_the_demo_passes_its_own_review_at_any_hour(clock):
    hour, minute = map(int, clock.split(":"))
    assert first_run(at=datetime(2026, 3, 10, hour, minute, 17, tzinfo=UTC), demo=True)
    assert Incident.objects.open().count() == 1
    assert Incident.objects.count() == 2


def test_the_page_of_the_demo_shows_today_as_it_stands_at_first_sight(
    nine, public_folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first_run(at=nine, demo=True)
    index = words_of(text_at(public_folder, "/", nine))
    assert "Each bar is a day, from 11 December 2025 to 10 March 2026." in index
    assert "Checkout Degraded performance Uptime 100 % Card payments Partial outage Uptime 99.99 %" in index


def test_without_the_demo_there_is_one_admin_and_a_second_run_changes_nothing(nine):
    assert first_run(at=nine, demo=False)
    assert not first_run(at=nine, demo=True)
    assert [person.role for person in Person.objects.all()] == ["admin"]

"""The pages of maintenance: what a plan's form makes of typed words, and what other pages show of planned work."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clarion.flows.maintenance import plan
from clarion.incidents.incident import Incident
from clarion.web.forms.maintenance import PlanForm, read_on_the_wall
from tests.factories.incidents import say

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
YEAR = timezone.now().year + 1


def typed(**changes):
    """A form that is filled in: a Tuesday, 22:00 to 23:00 in Berlin."""
    day = next(day for day in range(8, 15) if datetime(YEAR, 9, day, tzinfo=UTC).weekday() == 1)
    words = {
        "title": "Upgrade",
        "start": f"{YEAR}-09-{day:02} 22:00",
        "end": "23:00",
        "zone": "Europe/Berlin",
    }
    form = PlanForm({**words, **changes})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"repeat": "DAILY", "every": "3"}, "FREQ=DAILY;INTERVAL=3"),
        ({"repeat": "WEEKLY"}, "FREQ=WEEKLY;BYDAY=TU"),
        ({"repeat": "WEEKLY", "days": ["MO", "TH"], "count": "8"}, "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8"),
        ({"repeat": "MONTHLY"}, "FREQ=MONTHLY"),
        ({"repeat": "WEEKDAY"}, "FREQ=MONTHLY;BYDAY=2TU"),
        ({"repeat": "DAILY", "until": f"{YEAR}-12-31"}, f"FREQ=DAILY;UNTIL={YEAR}1231T225959Z"),
    ],
)
def test_what_is_chosen_becomes_the_text_of_a_rule(changes, rule):
    form = typed(**changes)
    assert form.errors == {}
    assert (form.recurring().rule, form.recurring().zone) == (rule, "Europe/Berlin")


def test_times_are_those_of_the_place_and_an_end_without_a_day_is_the_next_such_time():
    form = typed()
    assert form.recurring() is None
    assert form.cleaned_data["window_start"].hour == 20
    assert form.cleaned_data["window_end"] - form.cleaned_data["window_start"] == HOUR
    assert typed(end="01:00").cleaned_data["window_end"].hour == 23
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert read_on_the_wall("13:30", "Europe/Berlin", after=noon) == noon + 30 * timedelta(minutes=1)
    assert read_on_the_wall("12:30", "Europe/Berlin", after=noon) == noon + timedelta(hours=23.5)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"start": "tomorrow"}, "start", "such as 2026-03-10 22:00"),
        ({"start": "2020-01-01 10:00", "end": "2020-01-01 11:00"}, "start", "has passed"),
        ({"zone": "Berlin"}, "zone", "Europe/Berlin"),
        ({"title": ""}, "title", "required"),
        ({"repeat": "DAILY", "count": "3", "until": f"{YEAR}-12-31"}, "count", "not both"),
        ({"repeat": "DAILY", "until": f"{YEAR - 1}-01-01"}, "until", "before the first window"),
    ],
)
def test_a_mistake_stands_at_its_field_with_the_remedy(changes, field, said):
    assert said in str(typed(**changes).errors[field])


def test_two_clicks_plan_once(client, ana):
    client.force_login(ana)
    words = {"title": "Upgrade", "start": f"{YEAR}-09-08 22:00", "end": "23:00", "zone": "UTC"}
    answers = [client.post("/maintenance/plan/", words).status_code for _ in range(2)]
    assert (answers, Incident.objects.count()) == ([302, 302], 1)


def test_now_shows_what_a_window_owes_within_a_day_and_lists_planned_work_nowhere_as_open(client, ana, ben):
    at = timezone.now()
    for title, days in (("Soon", 0.5), ("Far away", 5)):
        start = at + timedelta(days=days)
        work = plan(title, start=start, end=start + HOUR, services=[], by=ben, at=at)
        say(work, f"{title}: maintenance.", promise=None, by=ben, at=at)
    client.force_login(ana)
    page = client.get("/").content.decode()
    assert "Soon" in page
    assert "it begins" in page
    assert "Far away" not in page
    assert "No incident is open." in page


def test_the_room_of_planned_work_speaks_of_its_window_and_not_of_severity(client, ana, ben):
    at = timezone.now()
    work = plan("Upgrade", start=at + HOUR, end=at + 2 * HOUR, services=[], by=ben, at=at)
    client.force_login(ana)
    page = client.get(f"/incidents/{work.reference}/").content.decode()
    assert "SEV4" not in page
    assert "scheduled" in page
    assert "Cancel it…" in page
    assert "Resolve…" not in page

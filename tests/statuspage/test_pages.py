"""What a reader sees: states, promises, lateness, corrections, history. Times are arguments."""

from datetime import UTC, datetime, timedelta

import pytest

from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.statuspage.publishing import freeze
from tests.factories.incidents import a_history, an_incident, put_right, say
from tests.statuspage.reading_files import text_at, words_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HARMFUL = "<script>alert(1)</script>"


@pytest.fixture
def failing(nine, ben, checkout):
    """An incident that readers were told of at nine, with a promise for 09:30."""
    incident = an_incident(services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail. We are **looking** for the cause.", by=ben, at=nine)
    return incident


def test_a_page_without_incidents_says_that_all_services_work(nine, checkout, shown):
    freeze(None, at=nine)
    words = words_of(shown(at=nine))
    assert "All services are working" in words
    assert "Checkout Operational" in words
    assert "Nothing was reported and resolved in this time." in words


def test_a_page_without_services_says_what_will_be_there(nine, shown):
    freeze(None, at=nine)
    words = words_of(shown(at=nine))
    assert "Nothing is reported" in words
    assert "The services of this page will be listed here." in words
    assert "All services" not in words


def test_an_open_incident_stands_with_its_updates_and_its_promise(nine, failing, shown):
    page = shown(at=nine + MINUTE)
    assert "Some services are disrupted" in page
    assert "We are <strong>looking</strong> for the cause." in page
    assert 'Next update by <time datetime="2026-03-10T09:30:00Z">09:30 UTC</time>' in page
    assert "Late" not in page


def test_the_written_files_say_that_an_update_is_late_although_nothing_runs(
    nine, failing, shown, public_folder
):
    shown(at=nine)
    half_past = nine + 30 * MINUTE
    for path in ("/", f"/incidents/{failing.public_id}"):
        in_time = words_of(text_at(public_folder, path, half_past))
        too_late = words_of(text_at(public_folder, path, half_past + timedelta(seconds=1)))
        assert "Next update by 09:30 UTC" in in_time
        assert "Late: the next update was promised for 09:30 UTC." in too_late
        assert "Next update by" not in too_late


def test_several_promises_fall_due_each_at_its_time(nine, ben, failing, shown, public_folder):
    other = an_incident("Receipts are late", severity=Severity.SEV3, by=ben, at=nine)
    say(other, "Receipts arrive late.", promise=50 * MINUTE, by=ben, at=nine)
    shown(at=nine)
    late = [text_at(public_folder, "/", nine + minutes * MINUTE).count("Late:") for minutes in (5, 35, 55)]
    assert late == [0, 1, 2]


def test_after_midnight_every_time_carries_its_date(nine, failing, shown, public_folder):
    shown(at=nine)
    next_day = words_of(text_at(public_folder, "/", nine + timedelta(days=1)))
    assert "promised for 10 March 2026, 09:30 UTC." in next_day
    assert "10 March 2026, 09:00 UTC Investigating" in next_day


def test_an_update_that_kept_nobody_waiting_says_nothing_of_it_and_a_late_one_does(nine, ben, failing, shown):
    say(failing, "Still looking.", promise=20 * MINUTE, by=ben, at=nine + 30 * MINUTE)
    assert "Promised for" not in shown(at=nine + 31 * MINUTE)
    say(failing, "We found the cause.", state=State.IDENTIFIED, by=ben, at=nine + 62 * MINUTE)
    assert "Promised for 09:50 UTC, came 12 min late." in words_of(shown(at=nine + 63 * MINUTE))


def test_a_correction_and_what_it_corrects_name_each_other(nine, ben, failing, shown):
    wrong = failing.updates.get()
    right = put_right(
        wrong, "Card payments fail.", "Only payments by card in Europe fail.", by=ben, at=nine + MINUTE
    )
    page = shown(at=nine + 2 * MINUTE)
    words = words_of(page)
    assert "Corrected at 09:01 UTC. This was wrong: Card payments fail. Read the correction" in words
    assert "Corrects the update of 09:00 UTC. We wrote: Card payments fail." in words
    assert f'<a href="#{right.public_id}">Read the correction</a>' in page
    assert f'<a href="#{wrong.public_id}">' in page
    assert page.index(f'id="{right.public_id}"') < page.index(f'id="{wrong.public_id}"')


def test_a_correction_that_quotes_the_wrong_words_itself_is_not_quoted_twice(nine, ben, failing, shown):
    text = "We wrote that card payments fail. Only those in Europe do."
    put_right(failing.updates.get(), "Card payments fail.", text, by=ben, at=nine + MINUTE)
    assert "We wrote: " not in words_of(shown(at=nine + 2 * MINUTE))


def test_a_resolved_incident_moves_to_the_recent_ones_and_keeps_its_page(nine, ben, failing, shown):
    say(failing, "Card payments work again.", state=State.RESOLVED, by=ben, at=nine + 72 * MINUTE)
    at = nine + 80 * MINUTE
    words = words_of(shown(at=at))
    assert "All services are working" in words
    assert "Card payments fail 10 March 2026 · Resolved after 1 h 12 min · Checkout" in words
    permanent = words_of(shown(f"/incidents/{failing.public_id}", at=at))
    assert "Card payments work again." in permanent
    assert "From 10 March 2026, 09:00 UTC to 10 March 2026, 10:12 UTC: 1 h 12 min." in permanent
    assert "Next update" not in permanent


def test_what_ended_more_than_two_weeks_ago_stands_in_its_month_only(nine, checkout, shown):
    a_history(3, service=checkout, at=nine, spacing=timedelta(days=10))
    freeze(None, at=nine)
    index, history = words_of(shown(at=nine)), words_of(shown("/history", at=nine))
    assert "Past incident 0" in index
    assert "Past incident 1" not in index
    assert "February 2026 3 reports" in history
    february = words_of(shown("/history/2026-02", at=nine))
    assert february.index("Past incident 0") < february.index("Past incident 2")


def test_planned_work_is_maintenance_and_not_an_incident(nine, ben, checkout, shown):
    noon = nine + timedelta(hours=3)
    work = an_incident(
        "New machines", services={checkout: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=ben, at=nine,
        planned_start=noon, planned_end=noon + 30 * MINUTE,
    )  # fmt: skip
    say(work, "Checkout is read-only for half an hour.", promise=timedelta(hours=3), by=ben, at=nine)
    ahead = words_of(shown(at=nine))
    assert "All services are working" in ahead
    assert "New machines Scheduled" in ahead
    assert "New machines Scheduled 12:00 to 12:30 UTC (30 min) Checkout" in ahead
    assert "Checkout Operational" in ahead
    say(work, "We have begun.", state=State.IDENTIFIED, by=ben, at=noon)
    during = words_of(shown(at=noon))
    assert "Maintenance is in progress" in during
    assert "New machines In progress" in during
    assert "Checkout Under maintenance" in during


def test_the_worst_incident_comes_first(nine, ben, failing, shown):
    minor = an_incident("Receipts are late", severity=Severity.SEV4, by=ben, at=nine + MINUTE)
    say(minor, "Receipts arrive late.", by=ben, at=nine + MINUTE)
    page = shown(at=nine + MINUTE)
    assert page.index("Card payments fail") < page.index("Receipts are late")


def test_nothing_that_people_type_is_markup(nine, ben, public_folder, shown):
    service = add_service(f"Shop {HARMFUL}", group=f"Group {HARMFUL}", description=f"Sells {HARMFUL}")
    incident = an_incident(f"Down {HARMFUL}", services={service: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    update = say(
        incident,
        f"Bad {HARMFUL} [click](javascript:alert(1)) ![i](https://evil.example/i.png)",
        by=ben,
        at=nine,
    )
    put_right(update, f"Bad {HARMFUL}", "Not so bad.", by=ben, at=nine)
    for path in ("/", f"/incidents/{incident.public_id}", "/history/2026-03", "/history.atom"):
        document = shown(path, at=nine)
        assert "<script" not in document
        assert "<img" not in document
        assert 'href="javascript' not in document
        assert "&lt;script&gt;alert(1)" in document or path == "/history.atom"


def test_a_page_needs_nothing_from_elsewhere(nine, failing, shown):
    page = shown(at=nine)
    assert "<script" not in page
    assert 'src="' not in page
    assert "@import" not in page
    assert "url(" not in page
    assert page.count("<style>") == 1
    assert ' style="' not in page


def test_times_are_utc_whatever_zone_they_came_in(ben, shown):
    at = datetime.fromisoformat("2026-03-10T10:00:00+01:00")
    say(an_incident(by=ben, at=at), "Card payments fail.", by=ben, at=at)
    assert 'datetime="2026-03-10T09:00:00Z">09:00 UTC' in shown(at=at.astimezone(UTC))

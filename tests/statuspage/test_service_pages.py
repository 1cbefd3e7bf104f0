"""A service's page, its row on the index, and what it costs: made of published updates alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import freeze, write_if_behind, write_page
from clarion.statuspage.reading_services import read_what_was_said
from tests.factories.incidents import a_history, an_incident, say
from tests.statuspage.reading_files import text_at, words_of

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = timedelta(days=1)
MAJOR, PARTIAL = ServiceStatus.MAJOR_OUTAGE, ServiceStatus.PARTIAL_OUTAGE


@pytest.fixture
def checkout(checkout, nine):
    """A service that has been known for a year."""
    Service.objects.filter(pk=checkout.pk).update(created_at=nine - 365 * DAY)
    checkout.refresh_from_db()
    return checkout


@pytest.fixture
def down(nine, ben, checkout):
    incident = an_incident(services={checkout: MAJOR}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    return incident


def address(service) -> str:
    return f"/services/{service.public_id}"


def test_the_index_leads_to_a_page_for_each_service(nine, checkout, shown):
    freeze(None, at=nine)
    index = shown(at=nine)
    assert f'<a href="{address(checkout)}">Checkout</a>' in index
    assert "Each bar is a day, from 11 December 2025 to 10 March 2026." in words_of(index)
    assert "Uptime 100\xa0%" in index.replace("</span> ", " ").replace("<span>", "")
    words = words_of(shown(address(checkout), at=nine))
    assert "Checkout Operational The last 90 days 11 December 2025 10 March 2026 Uptime 100 %" in words
    assert "11 December 2025 to 10 March 2026 No problem reported" in words
    assert "Nothing was reported of this service in the last 90 days." in words


def test_a_page_says_in_words_what_was_told_of_each_day_and_how_uptime_is_counted(
    nine, ben, down, checkout, shown
):
    say(down, "It works again.", state=State.RESOLVED, by=ben, at=nine + 72 * MINUTE)
    words = words_of(shown(address(checkout), at=nine + 80 * MINUTE))
    assert (
        "10 March 2026 Major outage 1 h 12 min 11 December 2025 to 9 March 2026 No problem reported" in words
    )
    assert "Uptime 99.94 %" in words
    assert (
        "A major outage counts whole, a partial one 30 %; degraded performance and maintenance do not count."
        in words
    )
    assert "Card payments fail 10 March 2026 · Resolved after 1 h 12 min · Checkout" in words


def test_the_first_update_of_an_outage_shows_on_the_day_at_once(nine, down, checkout, shown):
    words, index = words_of(shown(address(checkout), at=nine)), words_of(shown(at=nine))
    assert "10 March 2026 Major outage 1 min 11 December 2025 to 9 March 2026 No problem reported" in words
    assert "Uptime 99.99 %" in words
    assert "Checkout Major outage Uptime 99.99 %" in index


def test_a_service_that_is_known_since_its_first_outage_has_data_to_show(nine, down, checkout, shown):
    Service.objects.filter(pk=checkout.pk).update(created_at=nine)
    index = shown(at=nine)
    assert '<path class="major_outage"' in index
    assert "Checkout Major outage No uptime yet" in words_of(index)


def test_a_service_of_today_shows_its_day_but_no_uptime_before_a_whole_day_is_known(
    nine, ben, checkout, shown
):
    search = add_service("Search")
    Service.objects.filter(pk__in=[checkout.pk, search.pk]).update(created_at=nine)
    incident = an_incident(services={checkout: MAJOR}, by=ben, at=nine + HOUR)
    say(incident, "Card payments fail.", by=ben, at=nine + HOUR)
    ended = nine + HOUR + 10 * MINUTE
    say(incident, "It works again.", state=State.RESOLVED, by=ben, at=ended)
    index = words_of(shown(at=ended))
    assert "Checkout Operational No uptime yet Search Operational No uptime yet" in index
    words = words_of(shown(address(checkout), at=ended))
    assert "No uptime yet: this service is new." in words
    assert "10 March 2026 Major outage 10 min 11 December 2025 to 9 March 2026 No data" in words
    assert "No uptime yet: this service is new." in words_of(shown(address(search), at=ended))

    next_day, third_day = (ended.replace(hour=0, minute=1) + days * DAY for days in (1, 2))
    assert "No uptime yet" in words_of(shown(at=next_day))
    index = words_of(shown(at=third_day))
    assert "Checkout Operational Uptime 99.57 %" in index
    assert "Search Operational Uptime 100 %" in index
    assert "Uptime 99.57 %" in words_of(shown(address(checkout), at=third_day))


def test_days_come_from_updates_and_not_from_the_record(nine, ben, down, checkout, shown):
    down.refresh_from_db()
    down.affected.all().delete()
    down.started_at = nine - DAY
    down.save()
    freeze(None, at=nine + MINUTE)
    words = words_of(shown(address(checkout), at=nine + 10 * MINUTE))
    assert "Checkout Major outage The last 90 days" in words
    assert "10 March 2026 Major outage 10 min 11 December 2025 to 9 March 2026 No problem reported" in words


def test_a_service_younger_than_ninety_days_has_no_data_for_the_days_before(nine, checkout, shown):
    Service.objects.filter(pk=checkout.pk).update(created_at=nine - 2 * DAY)
    freeze(None, at=nine)
    words = words_of(shown(address(checkout), at=nine))
    assert "8 March 2026 to 10 March 2026 No problem reported" in words
    assert "11 December 2025 to 7 March 2026 No data: this service was not known yet" in words


@pytest.mark.parametrize("days", [40, 200])
def test_a_history_that_was_imported_counts_also_when_all_of_it_is_older(days, nine, ben, checkout, shown):
    Service.objects.filter(pk=checkout.pk).update(created_at=nine)
    a_history(1, service=checkout, at=nine - days * DAY)
    freeze(None, at=nine)
    history = words_of(shown(address(checkout), at=nine))
    assert ("No data" in history) == (days == 40)
    say(an_incident(by=ben, at=nine), "Something else fails.", by=ben, at=nine + MINUTE)
    later = words_of(shown(address(checkout), at=nine + MINUTE))
    assert ("No data" in later) == (days == 40)


def test_planned_work_shows_as_maintenance_from_its_start_and_not_before(nine, ben, checkout, shown):
    some = {checkout: ServiceStatus.UNDER_MAINTENANCE}
    window = {"planned_start": nine, "planned_end": nine + DAY}
    work = an_incident("New machines", services=some, planned=True, by=ben, at=nine - 2 * DAY, **window)
    say(work, "Checkout will be read-only.", by=ben, at=nine - 2 * DAY)
    say(work, "We have begun.", state=State.IDENTIFIED, by=ben, at=nine)
    words = words_of(shown(address(checkout), at=nine + 30 * MINUTE))
    assert "10 March 2026 Under maintenance 30 min 11 December 2025 to 9 March 2026 No problem" in words
    assert "Uptime 100 %" in words


def test_bars_follow_the_window_of_planned_work_though_nobody_says_another_word(
    nine, ben, checkout, public_folder
):
    some = {checkout: ServiceStatus.UNDER_MAINTENANCE}
    window = {"planned_start": nine + 2 * HOUR, "planned_end": nine + 3 * HOUR}
    work = an_incident("New machines", services=some, planned=True, by=ben, at=nine, **window)
    say(work, "Checkout will be read-only.", promise=None, by=ben, at=nine)
    write_page(at=nine)

    def read(path, after):
        return text_at(public_folder, path, nine + after)

    minute_before = 2 * HOUR - MINUTE
    assert "Checkout Operational The last 90 days" in words_of(read(address(checkout), minute_before))
    assert "Checkout Under maintenance The last 90 days" in words_of(read(address(checkout), 2 * HOUR))
    for path in ("/", address(checkout), f"{address(checkout)}/badge.svg"):
        assert "Under maintenance" not in read(path, minute_before)
        assert "Under maintenance" in read(path, 2 * HOUR)
    assert 'class="under_maintenance"' not in read("/", minute_before)
    assert 'class="under_maintenance"' in read("/", 2 * HOUR)

    say(work, "All is done.", state=State.RESOLVED, by=ben, at=nine + 5 * HOUR)
    write_page(at=nine + 5 * HOUR)
    assert "10 March 2026 Under maintenance 3 h" in words_of(read(address(checkout), 5 * HOUR))


def test_an_outage_without_news_for_months_still_shows_on_every_day(nine, ben, checkout, shown):
    long_ago = nine - 120 * DAY
    incident = an_incident(services={checkout: PARTIAL}, by=ben, at=long_ago)
    say(incident, "Card payments fail.", by=ben, at=long_ago)
    words = words_of(shown(address(checkout), at=nine))
    assert "Uptime 70.00 %" in words
    assert words.count("Partial outage 1 day") == 89


def test_a_publication_writes_the_pages_of_the_services_that_it_names_and_no_other(
    nine, ben, down, checkout, site, public_folder
):
    search = add_service("Search")
    freeze(None, at=nine)
    write_page(at=nine)
    before = text_at(public_folder, address(search), nine + 5 * MINUTE)
    names = site.blobs.names()
    say(down, "Only some fail.", by=ben, at=nine + 5 * MINUTE)
    write_page(at=nine + 5 * MINUTE)
    assert text_at(public_folder, address(search), nine + 5 * MINUTE) == before
    assert "Major outage 5 min" in words_of(text_at(public_folder, address(checkout), nine + 5 * MINUTE))
    assert len(site.blobs.names() - names) < 40


def test_days_turn_at_midnight_in_what_is_already_written_and_the_sweep_writes_them_anew(
    nine, down, checkout, public_folder
):
    write_page(at=nine)
    midnight = (nine + DAY).replace(hour=0)
    for path in ("/", address(checkout)):
        assert "11 March 2026" not in text_at(public_folder, path, midnight - MINUTE)
        assert "to 11 March 2026" in words_of(text_at(public_folder, path, midnight)) or path != "/"
    assert "10 March 2026 Major outage 15 h" in words_of(text_at(public_folder, address(checkout), midnight))
    write_if_behind(at=midnight + MINUTE)
    words = words_of(text_at(public_folder, address(checkout), midnight + MINUTE))
    assert "11 March 2026 Major outage 1 min 10 March 2026 Major outage 15 h" in words


def test_the_page_of_a_service_that_nobody_should_see_is_not_there(nine, checkout, public_folder):
    hidden = add_service("Ledger", is_public=False)
    freeze(None, at=nine)
    write_page(at=nine)
    with pytest.raises(AssertionError, match="nothing stands at"):
        text_at(public_folder, address(hidden), nine)


@pytest.mark.parametrize("number", [10, 1000])
def test_reading_what_was_said_asks_one_question_and_walks_by_index_whatever_the_history(
    number, nine, checkout
):
    a_history(number, service=checkout, at=nine, spacing=12 * timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        said = read_what_was_said([], at=nine)
    assert len(queries) == 1
    assert len(said) == min(number, 178)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not [step for step in plan if step.startswith("SCAN")]


def test_names_of_services_are_no_markup_on_their_pages(nine, shown):
    service = add_service("<script>alert(1)</script>", description="<b>bold</b>")
    freeze(None, at=nine)
    page = shown(address(service), at=nine)
    assert "<script" not in page
    assert "<b>" not in page

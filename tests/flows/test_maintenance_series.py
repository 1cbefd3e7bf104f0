"""Recurring work: one text that people approve, every window announced once, killed and doubled sweeps included."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from clarion.flows import maintenance_series
from clarion.flows.approve import approve
from clarion.flows.maintenance import Recurring, move, plan
from clarion.flows.maintenance_series import (
    announce,
    announce_occurrences,
    approve_for_series,
    end_series,
    missing_windows,
)
from clarion.flows.publish import publish
from clarion.flows.publish_ahead import publish_what_is_due
from clarion.incidents.incident import Incident
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.updates.editing import edit_draft
from clarion.updates.planned_texts import Step
from clarion.updates.publication import IncidentUpdate
from clarion.updates.series_texts import standing_text
from clarion.updates.suggested_text import start_planned_draft
from clarion.updates.written_ahead import write_ahead

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def first(ana, ben, cleo, checkout, nine) -> Incident:
    """Every Tuesday at 22:00 in Berlin, beginning today; announced to readers."""
    start = datetime(2026, 3, 10, 21, 0, tzinfo=UTC)
    work = plan(
        "Weekly release", start=start, end=start + HOUR, services=[checkout], impact="Nobody will notice it",
        recurring=Recurring("FREQ=WEEKLY;BYDAY=TU", zone="Europe/Berlin"), by=ana, at=nine,
    )  # fmt: skip
    draft = start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=nine)
    approved_and_published(draft, by=ben, reader=cleo, at=nine)
    work.refresh_from_db()
    return work


def approved_and_published(draft, *, by, reader, at):
    approved(draft, by=by, reader=reader, at=at)
    publish(draft, by=reader, at=at)


def approved(draft, *, by, reader, at):
    text = draft.text.replace("[[who is affected, or how many]]", "all customers")
    text = re.sub(r"\[\[what readers can do meanwhile[^]]*\]\]", "you do not need to do anything", text)
    edit_draft(draft, {"text": text}, seen_version=None, by=by, at=at)
    approve(draft, seen_version=draft.version, by=reader, at=at)


@pytest.fixture
def series(first) -> MaintenanceSeries:
    return first.series


def test_no_window_is_announced_before_somebody_approved_the_text_for_all(series, nine):
    assert len(missing_windows(series, at=nine)) == 4
    assert announce_occurrences(at=nine) == 0


def test_every_window_of_five_weeks_is_announced_once_with_its_own_time(series, first, cleo, nine):
    approve_for_series(series, by=cleo, at=nine)
    assert [announce_occurrences(at=nine) for _ in range(3)] == [4, 0, 0]
    starts = (
        Incident.objects.filter(series=series)
        .order_by("planned_start")
        .values_list("planned_start", flat=True)
    )
    assert [f"{start:%d %b %H:%M}" for start in starts] == [
        "10 Mar 21:00", "17 Mar 21:00", "24 Mar 21:00", "31 Mar 20:00", "07 Apr 20:00",
    ], "22:00 in Berlin before and after clocks are put forward"  # fmt: skip
    told = IncidentUpdate.objects.order_by("planned_start")
    assert len({update.incident_id for update in told}) == 5
    assert "Tuesday 31 March 2026, 20:00 to 21:00 UTC" in told[3].text
    assert "10 March" not in told[3].text
    assert {update.by for update in told} == {cleo}
    assert announce_occurrences(at=nine + WEEK) == 1, "the horizon moves on"


def test_two_sweeps_at_once_announce_a_window_once(series, cleo, nine):
    text = approve_for_series(series, by=cleo, at=nine)
    window = missing_windows(series, at=nine)[0]
    assert [announce(series, text, window, at=nine) for _ in range(2)] == [True, False]
    assert Incident.objects.filter(series=series, occurrence=window.start).count() == 1


def test_the_database_itself_lets_an_occurrence_be_there_once(series, first):
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.create(
            title="Twice", severity="SEV4", planned=True, declared_at=first.declared_at, series=series,
            occurrence=first.occurrence,
        )  # fmt: skip


@pytest.mark.parametrize("step", ["write_planned", "start_planned_draft", "publish", "_approve"])
def test_a_sweep_that_dies_at_any_step_leaves_nothing_half_and_the_next_one_goes_on(
    series, cleo, nine, monkeypatch, step
):
    approve_for_series(series, by=cleo, at=nine)
    before = (Incident.objects.count(), IncidentUpdate.objects.count())

    def dies(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(maintenance_series, step, dies)
        with pytest.raises(SystemExit):
            announce_occurrences(at=nine)
    assert (Incident.objects.count(), IncidentUpdate.objects.count()) == before
    assert announce_occurrences(at=nine) == 4


def test_start_and_end_that_were_approved_for_the_first_window_go_out_by_themselves_in_each(
    series, first, ben, cleo, nine
):
    approved(write_ahead(first, "identified", by=ben, at=nine), by=ben, reader=cleo, at=nine)
    approved(write_ahead(first, "resolved", by=ben, at=nine), by=ben, reader=cleo, at=nine)
    text = approve_for_series(series, by=cleo, at=nine)
    assert text.start_text
    assert text.finish_text
    announce_occurrences(at=nine)
    second = Incident.objects.get(series=series, planned_start=first.planned_start + WEEK)
    assert publish_what_is_due(at=second.planned_start) == 1
    assert publish_what_is_due(at=second.planned_end) == 1
    second.refresh_from_db()
    assert second.state == "resolved"
    assert (
        "Tuesday 17 March 2026, 21:00 to 22:00 UTC is finished" in second.updates.get(state="resolved").text
    )


def test_a_change_of_the_series_voids_the_yes(series, cleo, nine, checkout):
    approve_for_series(series, by=cleo, at=nine)
    series.services.remove(checkout)
    assert standing_text(series) is None
    assert announce_occurrences(at=nine) == 0


def test_what_the_review_objects_to_by_now_is_not_announced_and_not_tried_for_ever(series, cleo, nine):
    text = approve_for_series(series, by=cleo, at=nine)
    MaintenanceSeries.objects.filter(pk=series.pk).update(title="An engineer broke it")
    series.refresh_from_db()
    assert announce(series, text, missing_windows(series, at=nine)[0], at=nine) is False
    text.refresh_from_db()
    assert text.voided_at == nine
    assert "could not go out" in text.void_reason


def test_an_announcement_that_words_its_time_otherwise_cannot_be_used_for_all(ana, ben, cleo, checkout, nine):
    start = datetime(2026, 3, 10, 22, 0, tzinfo=UTC)
    work = plan(
        "Release", start=start, end=start + HOUR, services=[checkout], recurring=Recurring("FREQ=DAILY"),
        by=ana, at=nine,
    )  # fmt: skip
    draft = start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=nine)
    text = "Checkout has maintenance on 10 March from 22:00 UTC to 23:00 UTC. Nobody will notice it.\n"
    edit_draft(draft, {"text": text}, seen_version=None, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    publish(draft, by=cleo, at=nine)
    with pytest.raises(ValidationError, match="does not say “Tuesday 10 March 2026, 22:00 to 23:00 UTC”"):
        approve_for_series(work.series, by=cleo, at=nine)


def test_words_about_a_moved_window_are_no_announcement_for_all(series, first, ben, cleo, nine):
    draft = move(first, start=first.planned_start + HOUR, end=first.planned_end + HOUR, by=ben, at=nine)
    approved_and_published(draft, by=ben, reader=cleo, at=nine)
    approved(write_ahead(first, "resolved", by=ben, at=nine), by=ben, reader=cleo, at=nine)
    text = approve_for_series(series, by=cleo, at=nine)
    assert text.update.text.startswith("We plan maintenance of Checkout")
    announce_occurrences(at=nine)
    second = Incident.objects.get(series=series, planned_start=first.occurrence + WEEK)
    assert "17 March 2026, 21:00 to 22:00 UTC is finished" in second.drafts.written_ahead().get().text


def test_the_yes_takes_the_right_to_publish_what_leaves_the_company(series, dev, nine):
    with pytest.raises(PermissionDenied):
        approve_for_series(series, by=dev, at=nine)


def test_an_ended_series_announces_nothing_and_names_what_is_left(series, first, ana, cleo, nine):
    approve_for_series(series, by=cleo, at=nine)
    announce_occurrences(at=nine)
    assert len(end_series(series, by=ana, at=nine)) == 5
    assert announce_occurrences(at=nine + WEEK) == 0


def test_a_rule_that_gives_no_time_is_refused(ana, nine):
    with pytest.raises(ValidationError, match="no time within two years"):
        plan(
            "Never", start=nine + DAY, end=nine + DAY + HOUR, services=[], by=ana, at=nine,
            recurring=Recurring("FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=52;COUNT=1;BYDAY=MO"),
        )  # fmt: skip

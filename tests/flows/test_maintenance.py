"""Planned work from its plan to its end, by the real flows: what is published when, and what readers then see."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Act
from clarion.flows.approve import approve
from clarion.flows.call import mark_and_call
from clarion.flows.change import change
from clarion.flows.maintenance import begin, cancel, finish, move, overlapping, plan
from clarion.flows.publish import publish
from clarion.flows.publish_ahead import publish_what_is_due
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import window_of
from clarion.statuspage.publishing import write_page
from clarion.updates.audiences import KINDS
from clarion.updates.drafts import Draft
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable, unfinished
from clarion.updates.notices import Notice
from clarion.updates.planned_texts import Step
from clarion.updates.promises import Promise
from clarion.updates.review_of_draft import objections
from clarion.updates.suggested_text import start_draft, start_planned_draft
from clarion.updates.written_ahead import write_ahead
from tests.statuspage.reading_files import text_at

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(nine):
    """When the work begins: an hour after it is announced."""
    return nine + HOUR


@pytest.fixture
def work(ana, ben, cleo, checkout, nine, ten) -> Incident:
    """Work on Checkout from ten to eleven, planned the day before."""
    return plan(
        "Database upgrade", start=ten, end=ten + HOUR, services=[checkout], impact="Payments take a minute longer",
        by=ana, at=nine - DAY,
    )  # fmt: skip


def fill_in(draft: Draft, *, by, at) -> Draft:
    """Write what the record does not know."""
    text = draft.text.replace("[[who is affected, or how many]]", "all customers")
    text = re.sub(r"\[\[what readers can do meanwhile[^]]*\]\]", "you do not need to do anything", text)
    edit_draft(draft, {"text": text}, seen_version=None, by=by, at=at)
    return draft


def tell(draft: Draft, *, by, reader, at):
    """Fill in, approve by another, publish."""
    approve(fill_in(draft, by=by, at=at), seen_version=draft.version, by=reader, at=at)
    return publish(draft, by=reader, at=at)


@pytest.fixture
def announced(work, ben, cleo, nine) -> Incident:
    tell(start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=nine), by=ben, reader=cleo, at=nine)
    work.refresh_from_db()
    return work


def test_planning_publishes_nothing_and_starts_no_clock_of_incidents(work, ten):
    assert (work.planned, work.state, work.started_at) == (True, "investigating", None)
    assert window_of(work).start == ten
    assert not Promise.objects.exists()
    assert not work.updates.exists()
    assert AuditEntry.objects.filter(act="planned", subject=work.reference).count() == 1


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(-HOUR, HOUR, "has passed"), (2 * HOUR, HOUR, "before the start"), (HOUR, 15 * DAY + HOUR, "14 days")],
)
def test_a_window_that_cannot_be_is_refused_with_the_remedy(ana, nine, start, end, said):
    with pytest.raises(ValidationError, match=said):
        plan("Upgrade", start=nine + start, end=nine + end, services=[], by=ana, at=nine)


@pytest.mark.parametrize("step", Step)
def test_every_shipped_text_passes_the_review_and_needs_no_promise(work, ben, cleo, nine, step):
    if step != Step.ANNOUNCEMENT:
        tell(start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=nine), by=ben, reader=cleo, at=nine)
    if step == Step.PROGRESS:
        tell(start_planned_draft(work, Step.START, by=ben, at=nine), by=ben, reader=cleo, at=nine)
    draft = start_planned_draft(work, step, by=ben, at=nine)
    edit_draft(
        draft, {"text": draft.text.replace("[[what is being done now]]", "we copy the last tables")},
        seen_version=None, by=ben, at=nine,
    )  # fmt: skip
    update = tell(draft, by=ben, reader=cleo, at=nine)
    assert "[[" not in update.text
    assert "10:00 to 11:00 UTC" in update.text
    assert update.next_update_at is None


@pytest.mark.parametrize("audience", KINDS)
def test_every_audience_has_a_text_that_the_review_lets_pass(work, ben, nine, audience):
    draft = fill_in(start_draft(work, audience, by=ben, at=nine), by=ben, at=nine)
    assert "10:00 to 11:00 UTC" in draft.text
    assert (unfinished(draft, at=nine), objections(draft, at=nine)) == ([], [])


def test_an_announcement_that_names_another_time_is_not_approved(work, ben, cleo, nine):
    draft = fill_in(start_planned_draft(work, Step.ANNOUNCEMENT, by=ben, at=nine), by=ben, at=nine)
    edit_draft(draft, {"text": draft.text.replace("10:00", "10:30")}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match=r"does not say when the work begins\. Write 10:00 UTC"):
        approve(draft, seen_version=draft.version, by=cleo, at=nine)


def test_the_window_is_owed_like_a_promise_and_whoever_leads_is_called(announced, ben, cleo, nine, ten):
    promise = Promise.objects.get()
    assert (promise.due_at, promise.audience) == (ten, "public")
    mark_and_call(at=ten - 4 * MINUTE)
    assert [notice.kind for notice in Notice.objects.all()] == ["warning"]
    tell(begin(announced, by=ben, at=ten), by=ben, reader=cleo, at=ten + timedelta(seconds=40))
    promise.refresh_from_db()
    assert promise.outcome == "kept", "a start belongs to its minute"
    owed = Promise.objects.get(closed_at=None)
    assert owed.due_at == ten + HOUR
    mark_and_call(at=ten + HOUR + MINUTE)
    assert "due" in {notice.kind for notice in owed.notices.all()}


def test_the_page_tells_the_truth_by_itself_with_nobody_running(announced, nine, ten, public_folder):
    write_page(at=nine)

    def seen(at, path="/"):
        return " ".join(re.sub(r"<[^>]+>", " ", text_at(public_folder, path, at)).split()).replace(" .", ".")

    own = f"/incidents/{announced.public_id}"
    assert "All services are working" in seen(nine)
    assert "Scheduled 10:00 to 11:00 UTC (1 h)" in seen(nine)
    assert "Planned for 10:00 to 11:00 UTC (1 h)" in seen(nine, own)
    for path in ("/", own):
        during = seen(ten + MINUTE, path)
        assert "In progress" in during
        assert "The planned time has begun. We have not said yet how the work goes." in during
        after = seen(ten + HOUR + MINUTE, path)
        assert "This was planned to end at 11:00 UTC. We have not said yet that it is finished." in after
    assert "Checkout Under maintenance" in seen(ten + MINUTE)
    assert "Maintenance is in progress" in seen(ten + HOUR + MINUTE)
    summary = [text_at(public_folder, "/api/v2/summary.json", at) for at in (nine, ten)]
    assert ['"status":"scheduled"' in each for each in summary] == [
        True,
        True,
    ]  # the update itself keeps its state
    assert ["under_maintenance" in each.partition('"incidents"')[0] for each in summary] == [False, True]
    active = text_at(public_folder, "/api/v2/scheduled-maintenances/active.json", ten)
    assert announced.public_id in active
    assert announced.public_id not in text_at(
        public_folder, "/api/v2/scheduled-maintenances/upcoming.json", ten
    )


def test_a_text_written_ahead_goes_out_at_its_time_once_and_keeps_the_promise(
    announced, ben, cleo, nine, ten
):
    start = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    end = write_ahead(announced, "resolved", by=ben, at=nine)
    approve(start, seen_version=start.version, by=cleo, at=nine)
    approve(end, seen_version=end.version, by=cleo, at=nine)
    with pytest.raises(NotPublishable, match="goes out by itself at 10:00 UTC"):
        publish(start, by=cleo, at=nine)

    assert publish_what_is_due(at=ten - MINUTE) == 0
    assert [publish_what_is_due(at=ten + timedelta(seconds=4)) for _ in range(2)] == [1, 0]
    announced.refresh_from_db()
    assert (announced.state, announced.started_at) == ("identified", ten + timedelta(seconds=4))
    assert publish_what_is_due(at=ten + HOUR) == 1, (
        "another state does not void what was approved for its time"
    )
    announced.refresh_from_db()
    assert (announced.state, announced.cancelled_at) == ("resolved", None)
    told = announced.updates.order_by("published_at")
    assert [(each.state, each.by) for each in told] == [
        ("investigating", cleo), ("identified", cleo), ("resolved", cleo),
    ]  # fmt: skip
    assert {promise.outcome for promise in Promise.objects.all()} == {"kept"}


def test_without_an_approval_nothing_goes_out(announced, ben, cleo, nine, ten):
    fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    assert publish_what_is_due(at=ten) == 0


def test_a_yes_to_what_goes_out_by_itself_takes_the_right_to_publish(announced, ben, cleo, nine):
    draft = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    cleo.limited_to = frozenset({Act.APPROVE_EXTERNAL})
    with pytest.raises(NotAllowed, match="publish an update that leaves the company"):
        approve(draft, seen_version=draft.version, by=cleo, at=nine)


def test_any_edit_of_text_or_plan_voids_what_was_approved_for_its_time(announced, ben, cleo, nine, ten):
    def approved():
        draft = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
        approve(draft, seen_version=draft.version, by=cleo, at=nine)
        return draft

    edit_draft(approved(), {"text": "It has begun."}, seen_version=None, by=ben, at=nine)
    assert publish_what_is_due(at=ten) == 0
    discard_draft(Draft.objects.written_ahead().get(), by=ben, at=nine)
    approved()
    change(announced, {"impact": "Payments fail"}, by=ben, at=nine)
    assert publish_what_is_due(at=ten) == 0


def test_what_was_meant_for_a_time_long_past_is_not_published_any_more(announced, ben, cleo, nine, ten):
    draft = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    assert publish_what_is_due(at=ten + HOUR) == 0
    assert announced.updates.count() == 1


def test_a_text_of_somebody_who_may_not_publish_any_more_stays(announced, ben, cleo, nine, ten):
    draft = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    cleo.is_active = False
    cleo.save()
    assert publish_what_is_due(at=ten) == 0


def test_readers_see_the_old_window_until_the_new_one_is_published(
    announced, ben, cleo, nine, ten, public_folder
):
    ahead = write_ahead(announced, "identified", by=ben, at=nine)
    draft = move(announced, start=ten + DAY, end=ten + DAY + 2 * HOUR, by=ben, at=nine)
    write_page(at=nine)
    assert "10:00 to 11:00 UTC (1 h)" in re.sub(r"<[^>]+>", "", text_at(public_folder, "/", nine))
    assert "Before, it was planned for Tuesday 10 March 2026, 10:00 to 11:00 UTC." in draft.text
    assert "Wednesday 11 March 2026, 10:00 to 12:00 UTC" in draft.text
    tell(draft, by=ben, reader=cleo, at=nine)
    write_page(at=nine)
    page = " ".join(
        re.sub(r"<[^>]+>", " ", text_at(public_folder, f"/incidents/{announced.public_id}", nine)).split()
    ).replace(" .", ".")
    assert "Planned for 11 March 2026, 10:00 to 12:00 UTC (2 h)" in page
    assert "New time: 11 March 2026, 10:00 to 12:00 UTC. Before: 10:00 to 11:00 UTC" in page
    ahead.refresh_from_db()
    assert ahead.publish_at == ten + DAY
    assert Promise.objects.get(closed_at=None).due_at == ten + DAY


def test_a_cancellation_is_published_and_puts_away_what_was_written_ahead(
    announced, ben, cleo, nine, ten, public_folder
):
    draft = fill_in(write_ahead(announced, "identified", by=ben, at=nine), by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    tell(cancel(announced, by=ben, at=nine), by=ben, reader=cleo, at=nine)
    announced.refresh_from_db()
    assert (announced.state_label, announced.cancelled_at) == ("Cancelled", nine)
    assert publish_what_is_due(at=ten) == 0
    write_page(at=nine)
    page = text_at(public_folder, f"/incidents/{announced.public_id}", ten + MINUTE)
    assert "Cancelled" in page
    assert "Was planned for" in page
    assert "In progress" not in page
    assert "STATUS:CANCELLED" in text_at(public_folder, "/maintenance.ics", nine)
    assert not Promise.objects.owed().exists()


def test_what_nobody_heard_of_is_cancelled_and_finished_without_a_word(work, ana, ben, nine):
    assert cancel(work, by=ana, at=nine) is None
    work.refresh_from_db()
    assert work.state_label == "Cancelled"
    with pytest.raises(ValidationError, match="is over"):
        finish(work, by=ben, at=nine)


def test_finishing_takes_a_text_where_readers_have_heard(announced, ben, cleo, nine, ten):
    tell(begin(announced, by=ben, at=ten), by=ben, reader=cleo, at=ten)
    with pytest.raises(ValidationError, match="has begun"):
        cancel(announced, by=ben, at=ten)
    draft = finish(announced, by=ben, at=ten + 50 * MINUTE)
    assert draft.kind == "resolution"
    tell(draft, by=ben, reader=cleo, at=ten + 50 * MINUTE)
    announced.refresh_from_db()
    assert announced.state_label == "Completed"
    assert not Promise.objects.owed().exists()


def test_overlapping_work_on_the_same_service_is_pointed_out_and_not_refused(work, ana, checkout, nine, ten):
    other = plan(
        "New machines",
        start=ten + 30 * MINUTE,
        end=ten + 2 * HOUR,
        services=[checkout],
        by=ana,
        at=nine - DAY,
    )
    assert overlapping(window_of(other), [checkout], besides=other) == [work]
    elsewhere = plan("Elsewhere", start=ten, end=ten + HOUR, services=[], by=ana, at=nine - DAY)
    assert overlapping(window_of(elsewhere), [], besides=elsewhere) == []
    after = plan(
        "After", start=ten + 2 * HOUR, end=ten + 3 * HOUR, services=[checkout], by=ana, at=nine - DAY
    )
    assert overlapping(window_of(after), [checkout], besides=after) == []

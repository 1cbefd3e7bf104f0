"""Each figure, from what the real flows left behind, by its definition."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clarion.flows.approve import approve
from clarion.flows.publish import publish
from clarion.incidents.states import Severity, State
from clarion.numbers import action_items, approval_time, corrections, first_post, promises, silence
from clarion.numbers.figure import Period, cells
from clarion.numbers.figures import FIGURES
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.updates.editing import edit_draft
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import a_history, an_incident, put_right, say
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
def period(nine) -> Period:
    return Period(datetime(2026, 1, 1, tzinfo=UTC), nine + timedelta(days=40))


@pytest.fixture
def incident(ana, ben, nine):
    """Declared at nine, told after 4 minutes, corrected after 14, over after 74; its second promise was 10 minutes late."""
    incident = an_incident(severity=Severity.SEV1, by=ana, at=nine)
    first = say(incident, "We are investigating.", promise=minutes(20), by=ben, at=nine + minutes(4))
    put_right(first, "investigating", "Correction: we look into it.", by=ben, at=nine + minutes(14))
    say(incident, "We are still looking.", promise=minutes(90), by=ben, at=nine + minutes(54))
    say(incident, "It is over.", state=State.RESOLVED, promise=None, by=ben, at=nine + minutes(74))
    return incident


def values(figure) -> list[tuple[str, float]]:
    return [(dot.name, dot.value) for dot in figure.dots]


def test_time_to_first_post_counts_from_the_declaration_and_only_what_readers_heard_of(
    incident, ana, nine, period
):
    an_incident("Nobody was told", by=ana, at=nine)
    figure = first_post.figure(period)
    assert values(figure) == [(incident.reference, 4.0)]
    assert (figure.dots[0].month, figure.dots[0].severity) == (MARCH, "SEV1")


def test_the_longest_silence_is_between_two_updates_or_at_an_end(incident, period):
    assert values(silence.figure(period)) == [(incident.reference, 40.0)]


def test_promises_are_kept_late_or_missed_and_each_late_one_says_by_how_much(incident, period):
    figure = promises.figure(period)
    [cell] = cells(figure)
    # The page's first word, first promise and last one were kept; engineers and leaders heard nothing.
    assert cell.counts == {"kept": 3, "late": 1, "missed": 2}
    assert values(figure) == [(incident.reference, 10.0)]


def test_corrections_are_counted_for_each_incident_of_which_readers_heard(incident, period):
    assert values(corrections.figure(period)) == [(incident.reference, 1.0)]


def test_approval_time_runs_from_the_last_change_of_the_text(ana, ben, nine, period):
    incident = an_incident(by=ana, at=nine)
    draft = start_draft(incident, "public", by=ben, at=nine)
    edit_draft(
        draft,
        {"text": "We are investigating.", "next_update_at": nine + minutes(30)},
        seen_version=None,
        by=ben,
        at=nine + minutes(2),
    )
    approve(draft, seen_version=draft.version, by=ana, at=nine + minutes(5), override_reason="a test")
    publish(draft, by=ana, at=nine + minutes(6))
    assert values(approval_time.figure(period)) == [(incident.reference, 3.0)]


def test_action_items_are_on_time_late_or_open_and_overdue(ana, nine, period):
    postmortem = a_postmortem(by=ana, at=nine)

    def item(due: int, closed: int | None = None, state: str = ItemState.OPEN) -> ActionItem:
        return ActionItem.objects.create(
            postmortem=postmortem,
            text="Add an alarm",
            due_on=nine.date() + timedelta(days=due),
            added_at=nine,
            state=state,
            closed_at=None if closed is None else nine + timedelta(days=closed),
        )

    early, late = item(10, 8, ItemState.DONE), item(10, 13, ItemState.DONE)
    item(5)
    item(90)
    item(5, 5, ItemState.DROPPED)
    figure = action_items.figure(period)
    assert values(figure) == [(early.reference, -2.0), (late.reference, 3.0)]
    [cell] = cells(figure)
    assert cell.counts == {"on time": 1, "late": 1, "open and overdue": 1}


def test_what_was_planned_or_imported_counts_nowhere(ana, ben, checkout, nine, period):
    a_history(3, service=checkout, at=nine)
    work = an_incident("Upgrade", planned=True, by=ana, at=nine)
    say(work, "We upgrade the database.", promise=None, by=ben, at=nine)
    assert [figure(period).dots for figure in FIGURES.values()] == [()] * len(FIGURES)


def test_a_severity_alone_can_be_asked_for(incident, ana, nine):
    since = datetime(2026, 1, 1, tzinfo=UTC)
    other = Period(since, nine + timedelta(days=40), "SEV3")
    same = Period(since, nine + timedelta(days=40), "SEV1")
    assert not any(figure(other).dots for figure in FIGURES.values())
    assert first_post.figure(same).dots


def test_a_cell_tells_median_p90_and_the_highest(ana, ben, nine, period):
    for number in range(1, 11):
        incident = an_incident(f"Problem {number}", severity=Severity.SEV2, by=ana, at=nine)
        say(incident, "We are investigating.", by=ben, at=nine + minutes(number))
    [cell] = cells(first_post.figure(period))
    assert (cell.median, cell.p90, cell.highest) == (5.0, 9.0, 10.0)


def test_months_without_anything_are_months_all_the_same(nine):
    months = Period(datetime(2025, 11, 15, tzinfo=UTC), nine).months()
    assert [f"{month:%Y-%m}" for month in months] == ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_has_a_definition_and_the_key_of_its_address(key, period):
    figure = FIGURES[key](period)
    assert figure.key == key
    assert figure.definition.endswith(".")

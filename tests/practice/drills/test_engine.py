"""The engine: one seed gives one drill, and each inject is shown once, whoever asks, how often, in what steps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.flows.drill import start_drill
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.timeline import Source
from clarion.practice.drills.drill import Drill, DrillRole, ShownInject
from clarion.practice.drills.engine import catch_up, plan, shown_so_far
from clarion.practice.drills.offered import shipped_scripts
from clarion.practice.drills.script_reading import read_script
from tests.practice.drills.test_script import SMALL

SCRIPTS = [offered.script for offered in shipped_scripts()]
NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SEED = 7


def a_drill(ben, *, script=None, pace: int = 10, seed: int = SEED) -> Drill:
    script = script or read_script(SMALL)
    people = {DrillRole(role.value): ben for role, _ in script.roles}
    return start_drill(script, people=people, pace=pace, seed=seed, by=ben, at=NINE)


@given(st.sampled_from(SCRIPTS), st.integers(0, 2**32))
def test_a_plan_shows_every_inject_within_the_drill_and_a_disproof_after_its_rumour(script, seed):
    planned = plan(script, seed)
    assert sorted(due.number for due in planned) == list(range(len(script.injects)))
    assert [due.after for due in planned] == sorted(due.after for due in planned)
    when = {due.number: due.after for due in planned}
    assert all(timedelta() <= after < script.length for after in when.values())
    for due in planned:
        room = timedelta(seconds=30 * due.inject.jitter)
        assert abs(due.after - timedelta(minutes=due.inject.minute)) <= room
    for rumour, disproof in script.rumours():
        assert when[disproof.number] > when[rumour.number]


def test_the_same_seed_gives_the_same_plan_and_another_seed_another_one():
    script = next(script for script in SCRIPTS if script.title == "Calls do not connect")
    plan.cache_clear()
    first = plan(script, 1)
    plan.cache_clear()
    assert plan(script, 1) == first
    assert plan(script, 2) != first
    assert [(due.number, due.after.total_seconds()) for due in plan(read_script(SMALL), 1)] == [
        (0, 60), (1, 300), (2, 480), (3, 571), (4, 900),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_due_is_shown_once_as_a_row_and_a_line_of_the_timeline(ben):
    drill = a_drill(ben)
    assert list(drill.shown.all()) == []
    assert catch_up(drill, now=NINE + timedelta(seconds=5)) == ()

    first = catch_up(drill, now=NINE + timedelta(seconds=6))  # a minute of the drill
    assert [(shown.inject.text, shown.at, shown.people) for shown in first] == [
        ("Bookings fail.", NINE + timedelta(minutes=1), ())
    ]
    rest = catch_up(drill, now=NINE + timedelta(seconds=50))
    assert [shown.inject.number for shown in rest] == [1, 2]
    assert rest[0].people == (ben,)
    assert catch_up(drill, now=NINE + timedelta(seconds=50)) == ()

    lines = drill.incident.entries.filter(source__in=[Source.ALERT, Source.IMPORT]).order_by(
        "occurred_at", "pk"
    )
    assert [
        (line.source, line.kind, line.text, line.occurred_at, line.recorded_at, line.by) for line in lines[1:]
    ] == [
        (Source.ALERT, EntryKind.ALERT, "Monitoring: Bookings fail.", NINE + timedelta(minutes=1), NINE + timedelta(minutes=1), None),
        (Source.IMPORT, EntryKind.NOTE, "A waiter, to support: I hear that the hotel is closed.", NINE + timedelta(minutes=5), NINE + timedelta(minutes=5), None),
        (Source.IMPORT, EntryKind.OBSERVATION, "Tom, engineer: Confirmed: a full disk. 40 % of guests are affected.", NINE + timedelta(minutes=8), NINE + timedelta(minutes=8), None),
    ]  # fmt: skip
    assert [shown.inject.number for shown in shown_so_far(drill)] == [0, 1, 2]


def rows(drill: Drill) -> tuple[list[tuple], list[tuple]]:
    shown = list(drill.shown.order_by("number").values_list("number", "at"))
    lines = drill.incident.entries.exclude(source=Source.RECORD).order_by("occurred_at", "text")
    return shown, list(lines.values_list("occurred_at", "recorded_at", "kind", "text"))


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    script=st.sampled_from(SCRIPTS),
    moments=st.lists(st.integers(-30, 900), max_size=8),
    restart=st.booleans(),
)
def test_any_order_and_grain_of_catching_up_leaves_the_same_rows(ben, script, moments, restart):
    """Each call may come from another process: `restart` reads the drill anew and forgets what was planned."""
    at_once, in_steps = a_drill(ben, script=script), a_drill(ben, script=script)
    end = NINE + timedelta(hours=2)
    for seconds in moments:
        if restart:
            plan.cache_clear()
            read_script.cache_clear()
        drill = Drill.objects.get(pk=in_steps.pk) if restart else in_steps
        catch_up(drill, now=NINE + timedelta(seconds=seconds))
    told = [shown.inject.number for drill in (at_once, in_steps) for shown in catch_up(drill, now=end)]
    assert rows(at_once) == rows(in_steps)
    assert at_once.shown.count() == len(script.injects)
    assert len(told) <= 2 * len(script.injects)


@pytest.mark.django_db
def test_the_database_itself_shows_no_inject_twice(ben):
    from django.db import IntegrityError, transaction

    drill = a_drill(ben)
    ShownInject.objects.create(drill=drill, number=0, at=NINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShownInject.objects.create(drill=drill, number=0, at=NINE)
    assert [shown.inject.number for shown in catch_up(drill, now=NINE + timedelta(seconds=30))] == [1]


@pytest.mark.django_db(transaction=True)
def test_four_that_catch_up_at_once_show_everything_once(ben):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    drill = a_drill(ben, script=SCRIPTS[0])

    def look(_):
        try:
            found = catch_up(Drill.objects.get(pk=drill.pk), now=NINE + timedelta(hours=1))
            return [shown.inject.number for shown in found]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = [number for numbers in pool.map(look, range(8)) for number in numbers]
    assert sorted(told) == list(range(len(SCRIPTS[0].injects)))
    assert drill.shown.count() == len(SCRIPTS[0].injects)

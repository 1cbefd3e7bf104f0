"""A drill from start to end: its incident is declared, its people have roles, and it ends by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.flows.drill import (
    end_drill,
    follow_drill,
    follow_drills,
    join_drill,
    start_clock,
    start_drill,
)
from clarion.practice.drills.drill import Drill, DrillRole
from clarion.practice.drills.script_reading import read_script
from tests.practice.drills.test_script import SMALL

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 10, 9, 0, 20, tzinfo=UTC)


def started(ben, dev, *, pace: int = 10, waits: bool = False) -> Drill:
    people = {DrillRole.COMMUNICATIONS: ben, DrillRole.SUPPORT: dev}
    script = read_script(SMALL)
    return start_drill(script, people=people, pace=pace, seed=1, waits=waits, by=ben, at=START)


def test_a_drill_declares_an_incident_of_its_own_with_what_the_script_says_is_known(ben, dev):
    drill = started(ben, dev)
    incident = drill.incident
    assert incident.drill
    assert (incident.title, incident.severity, incident.impact) == (
        "Rooms cannot be booked", "SEV2", "Guests see an error",
    )  # fmt: skip
    assert (incident.started_at, incident.declared_at) == (START - timedelta(minutes=4), START)
    assert [(line.service.name, line.service.drill, line.status) for line in incident.affected.all()] == [
        ("Room booking", True, "major_outage")
    ]
    assert (incident.commander, incident.communications_lead, incident.backup) == (ben, ben, dev)
    assert "The front desk called." in incident.entries.values_list("text", flat=True)
    assert [(each.role, each.person) for each in drill.participants.all()] == [
        ("communications", ben),
        ("support", dev),
    ]
    assert (drill.begins_at, drill.started_at, drill.pace, drill.script) == (START, START, 10, SMALL)
    assert set(incident.promises.values_list("audience", flat=True)) == {"public", "support"}


def test_starting_and_ending_stand_in_the_audit_log(ben, dev):
    drill = started(ben, dev)
    end_drill(drill, by=dev, at=START + timedelta(seconds=30))
    log = AuditEntry.objects.filter(act__in=[Done.STARTED_DRILL, Done.ENDED_DRILL]).oldest_first()
    assert [(line.act, line.person, line.subject) for line in log] == [
        (Done.STARTED_DRILL, ben, "Drill: Rooms cannot be booked"),
        (Done.ENDED_DRILL, dev, "Drill: Rooms cannot be booked"),
    ]


def test_every_role_of_the_script_needs_somebody_and_whoever_starts_takes_part(ben, dev):
    script = read_script(SMALL)
    with pytest.raises(ValidationError) as refused:
        start_drill(script, people={DrillRole.COMMUNICATIONS: ben}, pace=1, seed=1, by=ben, at=START)
    assert refused.value.message_dict == {"support": ["Choose who is support."]}
    both = dict.fromkeys((DrillRole.COMMUNICATIONS, DrillRole.SUPPORT), dev)
    with pytest.raises(ValidationError, match="Take a role yourself"):
        start_drill(script, people=both, pace=1, seed=1, by=ben, at=START)
    with pytest.raises(ValidationError, match="20"):
        start_drill(script, people={**both, DrillRole.SUPPORT: ben}, pace=21, seed=1, by=ben, at=START)
    assert Drill.objects.count() == 0
    dev.is_active = False
    dev.save()
    with pytest.raises(ValidationError, match="Dev Patel cannot sign in"):
        start_drill(script, people={**both, DrillRole.SUPPORT: ben}, pace=1, seed=1, by=ben, at=START)


def test_a_drill_ends_by_itself_when_its_minutes_are_over_whenever_somebody_notices(ben, dev):
    """20 minutes at 10x are two minutes; the sweep comes an hour later and still ends it at the right moment."""
    drill = started(ben, dev)
    follow_drill(drill, now=START + timedelta(seconds=110))
    assert drill.ended_at is None
    assert follow_drills(now=START + timedelta(hours=1)) == 1
    drill.refresh_from_db()
    assert drill.ended_at == START + timedelta(minutes=2)
    assert drill.clock.shows(START + timedelta(hours=5)) == START + timedelta(minutes=20)
    assert drill.shown.count() == 5
    assert list(drill.incident.promises.filter(closed_at=None)) == []
    line = AuditEntry.objects.get(act=Done.ENDED_DRILL)
    assert line.person is None
    assert follow_drills(now=START + timedelta(hours=2)) == 0


def test_whoever_ends_it_early_shows_what_was_due_and_a_second_end_changes_nothing(ben, dev):
    drill = started(ben, dev)
    assert end_drill(drill, by=ben, at=START + timedelta(seconds=31))
    assert drill.shown.count() == 2
    assert not end_drill(Drill.objects.get(pk=drill.pk), by=dev, at=START + timedelta(seconds=90))
    drill.refresh_from_db()
    assert drill.ended_at == START + timedelta(seconds=31)
    follow_drill(drill, now=START + timedelta(hours=1))
    assert drill.shown.count() == 2


def test_a_later_change_of_the_file_changes_no_drill(ben, dev):
    drill = started(ben, dev)
    other = read_script(SMALL.replace("Bookings fail.", "Something else."))
    assert other.title == drill.title
    follow_drill(Drill.objects.get(pk=drill.pk), now=START + timedelta(seconds=10))
    assert drill.incident.entries.filter(text="Monitoring: Bookings fail.").exists()


def test_a_drill_that_cannot_go_on_does_not_hold_up_the_others(ben, dev):
    broken, fine = started(ben, dev), started(ben, dev)
    Drill.objects.filter(pk=broken.pk).update(script="minutes = 1")
    with pytest.raises(ExceptionGroup, match="A drill did not go on"):
        follow_drills(now=START + timedelta(seconds=10))
    assert fine.shown.count() == 1


def test_while_a_drill_waits_its_clock_stands_still_and_nothing_comes_in_whoever_looks(ben, dev):
    drill = started(ben, dev, waits=True)
    later = START + timedelta(hours=3)
    assert drill.waits
    assert drill.clock.shows(later) == START
    assert follow_drill(drill, now=later) == ()
    assert follow_drills(now=later) == 0, "the sweep lets it wait"
    assert drill.shown.count() == 0
    assert not drill.incident.promises.exclude(closed_at=None).exists()
    assert list(Drill.objects.open()) == [drill]
    assert list(Drill.objects.running()) == []


def test_who_is_there_is_known_each_once_and_stands_in_no_log(ben, dev):
    drill = started(ben, dev, waits=True)
    assert [each.joined_at for each in drill.participants.all()] == [START, None], (
        "whoever starts it is there"
    )
    lines = AuditEntry.objects.count()
    assert join_drill(drill, by=dev, at=START + timedelta(minutes=1))
    assert not join_drill(drill, by=dev, at=START + timedelta(minutes=2))
    assert drill.participants.get(person=dev).joined_at == START + timedelta(minutes=1)
    assert AuditEntry.objects.count() == lines


def test_a_drill_that_waited_is_the_same_drill_from_its_start_on(ben, dev):
    """The clock goes on from where it stood: what is due, and when, is what it is for one that never waited."""
    at_once, waited = started(ben, dev), started(ben, dev, waits=True)
    begins = START + timedelta(minutes=7)
    assert start_clock(waited, by=ben, at=begins)
    # As a server that was restarted meanwhile finds it: in the row.
    waited = Drill.objects.get(pk=waited.pk)
    assert (waited.started_at, waited.begins_at) == (begins, START)
    after = timedelta(seconds=65)
    follow_drill(at_once, now=START + after)
    follow_drill(waited, now=begins + after)
    assert waited.clock.shows(begins + after) == at_once.clock.shows(START + after)
    assert list(waited.shown.values_list("number", "at")) == list(at_once.shown.values_list("number", "at"))
    follow_drills(now=begins + timedelta(hours=1))
    waited.refresh_from_db()
    assert waited.ended_at == begins + timedelta(minutes=2)


def test_the_clock_is_started_once_and_by_whoever_started_the_drill(ben, dev):
    drill = started(ben, dev, waits=True)
    with pytest.raises(NotAllowed, match="Ben Okafor starts the clock of this drill"):
        start_clock(drill, by=dev, at=START + timedelta(minutes=1))
    stale = Drill.objects.get(pk=drill.pk)
    assert start_clock(drill, by=ben, at=START + timedelta(minutes=2))
    assert not start_clock(stale, by=ben, at=START + timedelta(minutes=3))
    drill.refresh_from_db()
    assert drill.started_at == START + timedelta(minutes=2)
    log = AuditEntry.objects.filter(subject=str(drill)).oldest_first()
    assert [(line.act, line.person) for line in log] == [
        (Done.STARTED_DRILL, ben),
        (Done.STARTED_DRILL_CLOCK, ben),
    ]


def test_a_drill_that_is_called_off_while_it_waits_was_never_held(ben, dev):
    from clarion.practice.progress_rows import drills_of

    drill = started(ben, dev, waits=True)
    assert end_drill(drill, by=dev, at=START + timedelta(minutes=4))
    drill.refresh_from_db()
    assert (drill.ended_at, drill.started_at) == (START + timedelta(minutes=4), None)
    assert drill.shown.count() == 0
    assert not start_clock(drill, by=ben, at=START + timedelta(minutes=5))
    assert drills_of(ben) == []
    assert not drill.waits
    assert list(Drill.objects.over()) == []

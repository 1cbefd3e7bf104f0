"""Replaying an imported incident: the real path, the old words, the pauses of then divided by the speed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Role
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.history import PastIncident, PastUpdate
from clarion.intake.replay import OVERRIDE_REASON, Declared, Published, Waiting, find_imported, replay
from clarion.intake.write_history import write_history
from clarion.updates.approval import Approval
from clarion.updates.gate import NotApprovable
from clarion.updates.promises import Outcome, Promise

pytestmark = pytest.mark.django_db


@dataclass
class PatientClock:
    """A clock that stands still until somebody sleeps."""

    time: datetime
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def ana() -> Person:
    return Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)


def bring(ana, nine, *updates, **changes):
    begin = nine - timedelta(days=400)
    past = PastIncident(
        **{
            "key": "github-status:101",
            "origin": "here",
            "title": "Card payments fail",
            "severity": Severity.SEV2,
            "status": ServiceStatus.PARTIAL_OUTAGE,
            "services": ("Checkout",),
            "started_at": begin,
            "resolved_at": None,
            "updates": tuple(
                PastUpdate(begin + timedelta(minutes=minute), state, text) for minute, state, text in updates
            ),
            **changes,
        }
    )
    write_history([past], by=ana, at=nine)
    return Incident.objects.get(source_key=past.key)


@pytest.fixture
def original(ana, nine) -> Incident:
    return bring(
        ana,
        nine,
        (0, State.INVESTIGATING, "We are investigating a problem with Checkout."),
        (60, State.IDENTIFIED, "A certificate of Checkout expired."),
        (150, State.RESOLVED, "Checkout works again since the new certificate is in place."),
    )


def play(original, ana, nine, *, speed=60.0):
    clock = PatientClock(nine)
    return list(replay(original, speed=speed, by=ana, clock=clock)), clock


def test_a_replay_walks_the_whole_way_as_a_new_incident(original, ana, nine):
    steps, _ = play(original, ana, nine)
    again = steps[0].incident
    again.refresh_from_db()
    assert [type(step) for step in steps] == [Declared, Published, Waiting, Published, Waiting, Published]
    assert again.pk != original.pk
    assert (again.title, again.severity, again.state) == ("Card payments fail", "SEV2", State.RESOLVED)
    assert [line.service.name for line in again.affected.all()] == ["Checkout"]
    assert again.source_key is None
    assert [update.text for update in again.updates.all()] == [
        update.text for update in original.updates.all()
    ]
    assert [update.kind for update in again.updates.all()] == ["resolution", "progress", "acknowledgement"]


def test_pauses_are_those_of_then_divided_by_the_speed(original, ana, nine):
    steps, clock = play(original, ana, nine, speed=60)
    assert clock.slept == [60.0, 90.0]
    assert [step.pause for step in steps if isinstance(step, Waiting)] == [
        timedelta(minutes=1),
        timedelta(minutes=1.5),
    ]
    published = [step.update.published_at for step in steps if isinstance(step, Published)]
    assert published == [nine, nine + timedelta(minutes=1), nine + timedelta(minutes=2.5)]


def test_updates_of_one_moment_are_not_waited_for(ana, nine):
    original = bring(
        ana,
        nine,
        (0, State.INVESTIGATING, "We are investigating."),
        (0, State.IDENTIFIED, "A certificate expired."),
    )
    steps, clock = play(original, ana, nine)
    assert [type(step) for step in steps] == [Declared, Published, Published]
    assert clock.slept == []


def test_each_update_promises_the_next_one_and_keeps_it(original, ana, nine):
    steps, _ = play(original, ana, nine)
    first, second, last = (step.update for step in steps if isinstance(step, Published))
    assert first.next_update_at == nine + timedelta(minutes=2)
    assert second.next_update_at == nine + timedelta(minutes=3)
    assert last.next_update_at is None
    made = Promise.objects.filter(made_by__isnull=False)
    assert [promise.outcome for promise in made] == [Outcome.KEPT, Outcome.KEPT]


def test_the_review_is_overridden_with_a_reason_only_where_it_objects(original, ana, nine):
    steps, _ = play(original, ana, nine)
    for step in steps:
        if isinstance(step, Published):
            approval = Approval.objects.get(pk=step.update.approval_id)
            assert approval.override_reason == (OVERRIDE_REASON if step.objections else "")
    objections = [step.objections for step in steps if isinstance(step, Published)]
    assert objections[0]
    assert not objections[2]


def test_an_incident_that_was_never_resolved_ends_with_a_promise_by_the_cadence(ana, nine):
    original = bring(ana, nine, (0, State.INVESTIGATING, "We are investigating a problem with Checkout."))
    steps, clock = play(original, ana, nine)
    assert steps[-1].update.next_update_at == nine + timedelta(minutes=20)
    assert clock.slept == []


def test_a_text_that_names_the_time_of_its_next_update_keeps_its_word(ana, nine):
    text = "We are investigating a problem with Checkout. Next update by {} UTC."
    original = bring(
        ana,
        nine,
        (0, State.INVESTIGATING, text.format("12:00")),
        (60, State.INVESTIGATING, text.format("08:30")),
        (90, State.RESOLVED, "Checkout works again."),
    )
    steps, _ = play(original, ana, nine)
    promised = [step.update.next_update_at for step in steps if isinstance(step, Published)]
    assert promised == [nine.replace(hour=12), nine.replace(hour=8, minute=30) + timedelta(days=1), None]


def test_planned_work_is_replayed_as_planned_work(ana, nine):
    original = bring(ana, nine, (0, State.INVESTIGATING, "Work on Checkout tomorrow."), planned=True)
    steps, _ = play(original, ana, nine)
    assert Incident.objects.get(pk=steps[0].incident.pk).planned


def test_who_may_not_publish_starts_nothing(original, nine):
    dev = Person.objects.create_user("dev@example.com", name="Dev Patel", role=Role.RESPONDER)
    with pytest.raises(NotAllowed, match="approve an update that leaves the company"):
        list(replay(original, speed=60, by=dev, clock=PatientClock(nine)))
    assert Incident.objects.count() == 1


def test_a_text_that_cannot_go_out_stops_the_replay_and_leaves_the_incident_open(ana, nine):
    original = bring(ana, nine, (0, State.INVESTIGATING, "We are investigating [[what does not work]]."))
    with pytest.raises(NotApprovable, match="Fill in"):
        play(original, ana, nine)
    assert Incident.objects.open().exclude(pk=original.pk).count() == 1


def test_an_incident_is_found_by_each_of_its_names(original):
    names = [original.reference, original.reference.lower(), original.public_id, "101", "github-status:101"]
    assert [find_imported(name) for name in names] == [original] * 5


@pytest.mark.parametrize("name", ["INC-99999999", "INC-", "INC-" + "9" * 40, "nothing", ""])
def test_a_name_that_nobody_has_is_said_with_what_to_name(original, name):
    with pytest.raises(LookupError, match="Name an imported one by its reference"):
        find_imported(name)


def test_only_imported_incidents_are_replayed(original, ana, nine):
    steps, _ = play(original, ana, nine)
    with pytest.raises(LookupError, match="was not imported"):
        find_imported(steps[0].incident.reference)

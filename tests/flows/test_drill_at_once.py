"""Several people in a drill at the same moment: nobody waits for ever, and nobody meets an error. PostgreSQL is the one that could."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from clarion.flows.drill import end_drill, follow_drill, start_drill
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.practice.drills.drill import Drill, DrillRole
from clarion.practice.drills.engine import catch_up
from clarion.updates.promises import Outcome, settle_promise
from tests.factories.drills import a_drill, a_script

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[Exception]:
    """What went wrong when all of them ran beside each other."""
    wrong: list[Exception] = []

    def run(deed: Callable[[], object]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001 -- a deadlock, too, is to be told
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.parametrize("by_whom", ["who looks", "who ends it"])
def test_a_publication_and_whoever_looks_or_ends_it_do_not_lock_each_other_out(ben, by_whom):
    """A publication holds the incident and wants the promise, just when that promise has fallen due."""
    if connection.vendor == "sqlite":  # one writes at a time there
        return
    now = timezone.now()
    drill = a_drill(ben, pace=1, at=now - timedelta(minutes=8))
    catch_up(drill, now=now)
    holds, goes_on = Event(), Event()

    def publish() -> None:
        with transaction.atomic():
            incident = Incident.with_drills.select_for_update().get(pk=drill.incident_id)
            holds.set()
            goes_on.wait(0.5)  # while the other one takes what it can
            settle_promise(incident, "public", kept_by=None, at=now)

    def meanwhile() -> None:
        holds.wait()
        found = Drill.objects.select_related("incident").get(pk=drill.pk)
        if by_whom == "who looks":
            follow_drill(found, now=now)
        else:
            end_drill(found, by=ben, at=now)

    assert at_once(publish, meanwhile) == []
    assert drill.incident.promises.get(audience="public").outcome == Outcome.LATE


def test_two_drills_of_one_script_begin_in_the_same_moment(ben, cleo):
    script, both = a_script(), Barrier(2)

    def start(person) -> Callable[[], object]:
        def begin() -> None:
            both.wait()
            people = {DrillRole(role.value): person for role, _ in script.roles}
            start_drill(script, people=people, pace=1, seed=1, by=person, at=timezone.now())

        return begin

    assert at_once(start(ben), start(cleo)) == []
    assert Drill.objects.count() == 2
    assert Service.with_drills.filter(drill=True).count() == len(script.services)

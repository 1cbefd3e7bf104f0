"""Two people let their post-mortems cover each other's incidents in the same moment: one is first, and nobody waits for ever."""

from contextlib import suppress
from datetime import datetime
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from clarion.accounts.people import Person
from clarion.postmortems import ownership
from clarion.postmortems.ownership import cover
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.writing import PostMortemClosed
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_that_cover_each_other_at_once_end_as_one(monkeypatch, ana, ben, nine):
    """Each waits for the other in the middle of its transaction; where one had to wait before, it is let go on."""
    if connection.vendor == "sqlite":  # one writes at a time there
        return
    postmortems = [a_postmortem(title, by=ana, at=nine) for title in ("Cards fail", "Search is slow")]
    incidents = [postmortem.incidents.get() for postmortem in postmortems]
    both_are_in = Barrier(2, timeout=2)
    write = ownership.write_published_lines

    def meet_in_the_middle(*args: object, **named: object) -> list:
        with suppress(BrokenBarrierError):
            both_are_in.wait()
        return write(*args, **named)

    monkeypatch.setattr(ownership, "write_published_lines", meet_in_the_middle)
    ends: list[object] = []

    def run(number: int, by: Person, at: datetime) -> None:
        try:
            ends.append(cover(postmortems[number], incidents[1 - number], by=by, at=at))
        except Exception as error:  # noqa: BLE001 -- a deadlock, too, is an end to be compared
            ends.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, person, nine)) for number, person in enumerate((ana, ben))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(end) for end in ends} == {PostMortem, PostMortemClosed}
    stages = sorted(PostMortem.objects.values_list("stage", flat=True))
    assert stages == [Stage.DRAFT, Stage.SET_ASIDE]
    assert set(PostMortem.objects.get(stage=Stage.DRAFT).incidents.all()) == set(incidents)

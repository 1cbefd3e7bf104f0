"""The engine of a drill: which injects are due, and showing each of them exactly once.

    script + seed --plan--> when each inject is due --catch_up--> rows, and lines of the timeline

Whoever looks at the room may ask it to catch up, as often as they like: the drill's clock alone decides what is due, so
that any order and grain of questions, two servers at once, or a restart in the middle leave the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from django.db import transaction

from clarion.accounts.people import Person
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.drill import Drill, Participant, ShownInject
from clarion.practice.drills.script import Inject, InjectKind, Script, ScriptRole
from clarion.practice.drills.script_reading import read_script

A_SECOND = timedelta(seconds=1)

#: How an inject stands in the timeline. A rumour looks like what anybody says: to tell it apart is the exercise. Nobody
#: rewords what was said, so these are no lines of a person.
_AS_ENTRY = {
    InjectKind.ALERT: (Source.ALERT, EntryKind.ALERT),
    InjectKind.FINDING: (Source.IMPORT, EntryKind.OBSERVATION),
    InjectKind.CUSTOMER: (Source.IMPORT, EntryKind.NOTE),
    InjectKind.LEADER: (Source.IMPORT, EntryKind.NOTE),
    InjectKind.RUMOUR: (Source.IMPORT, EntryKind.NOTE),
    InjectKind.FACT: (Source.IMPORT, EntryKind.OBSERVATION),
}


@dataclass(frozen=True)
class Due:
    """An inject, and how long after the declaration it is due, on the drill's clock."""

    after: timedelta
    inject: Inject

    @property
    def number(self) -> int:
        return self.inject.number


@dataclass(frozen=True)
class Shown:
    """An inject that was shown: when, on the drill's clock, and to whom it is addressed (nobody: to all)."""

    inject: Inject
    at: datetime
    people: tuple[Person, ...] = ()


@lru_cache(maxsize=64)
def plan(script: Script, seed: int) -> tuple[Due, ...]:
    """Every inject with its time, in the order in which they are due. Pure: a seed always gives the same plan.

    Jitter moves an inject by up to half of it to either side, to the second; never before the declaration, never past the
    end, and a disproof never before its rumour.
    """
    random = Random(seed)  # noqa: S311  # a drill is no secret
    after: dict[int, timedelta] = {}
    for inject in script.injects:
        moved = timedelta(minutes=inject.minute, seconds=round(random.uniform(-30, 30) * inject.jitter))
        after[inject.number] = min(max(moved, timedelta()), script.length - A_SECOND)
    for rumour, disproof in script.rumours():
        after[disproof.number] = max(after[disproof.number], after[rumour.number] + A_SECOND)
    due = (Due(after[inject.number], inject) for inject in script.injects)
    return tuple(sorted(due, key=lambda each: (each.after, each.number)))


def script_of(drill: Drill) -> Script:
    """The script as it was at the start."""
    return _read_once(drill.script, drill.title)


@lru_cache(maxsize=64)
def _read_once(text: str, title: str) -> Script:
    """Every poll of a room asks for it several times."""
    return read_script(text, name=title, checked_before=True)


def ends_at(drill: Drill) -> datetime:
    """The moment, on the drill's clock, at which its minutes are over."""
    return drill.begins_at + script_of(drill).length


def catch_up(drill: Drill, *, now: datetime) -> tuple[Shown, ...]:
    """Show what is due at `now` (real time) and was not shown; what this call showed, the earliest first.

    Each inject becomes a row and a line of the incident's timeline, both at the time for which it was due. The drill's row is
    locked meanwhile, so that two calls at once show nothing twice; a call with nothing to show takes one query and no lock.
    """
    if not _missing(drill, now):
        return ()
    with transaction.atomic():
        locked = Drill.objects.select_for_update().get(pk=drill.pk)
        missing = _missing(locked, now)
        for due in missing:
            _show(locked, due)
        return _with_people(locked, missing)


def shown_so_far(drill: Drill) -> tuple[Shown, ...]:
    """All that was shown, the earliest first, each with the people to whom it was addressed."""
    numbers = set(drill.shown.values_list("number", flat=True))
    return _with_people(drill, [due for due in _plan_of(drill) if due.number in numbers])


def _missing(drill: Drill, now: datetime) -> list[Due]:
    passed = min(drill.clock.shows(now), ends_at(drill)) - drill.begins_at
    due = [each for each in _plan_of(drill) if each.after <= passed]
    shown = set(drill.shown.values_list("number", flat=True))
    return [each for each in due if each.number not in shown]


def _plan_of(drill: Drill) -> tuple[Due, ...]:
    return plan(script_of(drill), drill.seed)


def _show(drill: Drill, due: Due) -> None:
    at, inject = drill.begins_at + due.after, due.inject
    ShownInject.objects.create(drill=drill, number=due.number, at=at)
    source, kind = _AS_ENTRY[inject.kind]
    record_entry(drill.incident, entry_text(inject), source=source, kind=kind, at=at)


def entry_text(inject: Inject) -> str:
    """ "Priya, head of sales, to the communications lead: When is it fixed?"."""
    to = f", to {_reader(inject.to)}" if inject.to else ""
    return f"{inject.sender}{to}: {inject.text}"


def _reader(role: ScriptRole) -> str:
    """ "the communications lead", but "support": a team has no article."""
    return role.label.lower() if role.value == "support" else f"the {role.label.lower()}"


def _with_people(drill: Drill, dues: Sequence[Due]) -> tuple[Shown, ...]:
    roles = _people_by_role(drill.participants.select_related("person")) if dues else {}
    return tuple(
        Shown(
            due.inject,
            drill.begins_at + due.after,
            roles.get(due.inject.to.value, ()) if due.inject.to else (),
        )
        for due in dues
    )


def _people_by_role(participants: Iterable[Participant]) -> dict[str, tuple[Person, ...]]:
    roles: dict[str, tuple[Person, ...]] = {}
    for each in participants:
        roles[each.role] = (*roles.get(each.role, ()), each.person)
    return roles

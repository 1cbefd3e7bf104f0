"""Writing down who was involved, and in which role; the names stay out of everything else."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import one_line
from clarion.incidents.timeline import Entry
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.roles_held import POSITIONS
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen
from clarion.updates.publication import IncidentUpdate

WROTE_UPDATES = "wrote updates"
RESPONDED = "responder"
#: What is offered for a role, beside those.
OFFERED = (*POSITIONS.values(), RESPONDED, "subject matter expert", "support", "supplier", "customer")


@transaction.atomic
def add_involved(postmortem: PostMortem, name: str, role: str, *, by: Person, at: datetime) -> Involved:
    """Somebody by name; whoever works in Clarion under that name is linked.

    Raises NotAllowed, PostMortemClosed, ValidationError.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(postmortem)
    involved = Involved(postmortem=postmortem)
    _write(involved, name, role)
    record_act(Done.ADDED_INVOLVED, postmortem.reference, by=by, at=at, detail="1 person")
    return involved


@transaction.atomic
def change_involved(
    involved: Involved, name: str, role: str, *, seen_version: int | None, by: Person, at: datetime
) -> Involved:
    """Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError; Involved.DoesNotExist when taken out."""
    require(by, Act.LEARN)
    postmortem = locked_for_writing(involved.postmortem)
    current = must_be_as_seen(involved, seen_version=seen_version)
    current.version += 1
    _write(current, name, role)
    record_act(Done.CHANGED_INVOLVED, postmortem.reference, by=by, at=at)
    return current


@transaction.atomic
def remove_involved(involved: Involved, *, seen_version: int | None, by: Person, at: datetime) -> Involved:
    """What was said, so that it can be added again. Raises NotAllowed, PostMortemClosed, RowChanged, Involved.DoesNotExist."""
    require(by, Act.LEARN)
    postmortem = locked_for_writing(involved.postmortem)
    current = must_be_as_seen(involved, seen_version=seen_version)
    said = Involved(name=current.name, role=current.role)
    current.delete()
    record_act(Done.REMOVED_INVOLVED, postmortem.reference, by=by, at=at)
    return said


@transaction.atomic
def fill_involved(postmortem: PostMortem, *, by: Person, at: datetime) -> list[Involved]:
    """Those whom the incidents know and who are not listed yet, each with what they did there.

    Raises NotAllowed, PostMortemClosed.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(postmortem)
    new = [
        Involved(postmortem=postmortem, person=person, name=person.name, role=role)
        for person, role in known_people(postmortem)
    ]
    Involved.objects.bulk_create(new)
    counted = "1 person" if len(new) == 1 else f"{len(new)} people"
    record_act(Done.ADDED_INVOLVED, postmortem.reference, by=by, at=at, detail=counted)
    return new


def known_people(postmortem: PostMortem) -> list[tuple[Person, str]]:
    """Whom its incidents know and the list does not: roles first, then who wrote updates, then who wrote in the timeline."""
    incidents = postmortem.incidents.all()
    roles: dict[Person, list[str]] = {}
    for incident in incidents.select_related(*POSITIONS).order_by("declared_at", "pk"):
        for field, words in POSITIONS.items():
            if person := getattr(incident, field):
                _also(roles.setdefault(person, []), words)
    for person in _who_wrote(IncidentUpdate.objects.filter(incident__in=incidents)):
        _also(roles.setdefault(person, []), WROTE_UPDATES)
    for person in _who_wrote(Entry.objects.filter(incident__in=incidents)):
        roles.setdefault(person, [RESPONDED])
    listed = set(postmortem.involved.values_list("person", flat=True))
    return [(person, ", ".join(said)[:100]) for person, said in roles.items() if person.pk not in listed]


def _who_wrote(rows: models.QuerySet[Any]) -> models.QuerySet[Person]:
    """The people in their `by`, by name."""
    return Person.objects.filter(pk__in=rows.exclude(by=None).order_by().values("by")).order_by("name")


def _also(said: list[str], words: str) -> None:
    if words not in said:
        said.append(words)


def _write(involved: Involved, name: str, role: str) -> None:
    involved.name, involved.role = one_line(name), one_line(role)
    if not involved.name:
        raise ValidationError({"name": "Write a name, or what they were called: “engineer of the supplier”."})
    involved.clean_fields(
        exclude={"postmortem", "person"}
    )  # before the database is asked: it takes no control character
    involved.person = _colleague(involved.name)
    others = Involved.objects.filter(postmortem=involved.postmortem).exclude(pk=involved.pk)
    if others.filter(name__iexact=involved.name).exists():
        raise ValidationError(
            {
                "name": f"{involved.name} is listed already. Change the role there: one person may have several."
            }
        )
    involved.full_clean()
    involved.save()


def _colleague(name: str) -> Person | None:
    """The one person in Clarion of that name; None where nobody or more than one has it."""
    found = list(Person.objects.filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None

"""A big installation for measuring the console: years of incidents, twenty of them open, with all that belongs to them.

Written in bulk, as an import writes: nobody was told anything. Its numbers are those of `SIZE`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from clarion.accounts.people import Person
from clarion.flows.call import mark_and_call
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import Severity, State
from clarion.incidents.timeline import Entry, Source
from clarion.updates.approval import Approval
from clarion.updates.audiences import KINDS, Audience
from clarion.updates.drafts import Draft
from clarion.updates.promises import Outcome, Promise
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft

TITLES = "Card payments fail;Exports arrive late;Search is slow;Sign-in fails;Invoices are missing;Reports are empty"
IMPACTS = "for a quarter of customers in Europe;for merchants in France;for everybody;for some mobile users"
DID = "rolled back release;restarted;error rate is at;queue holds;failed over to replica;support has tickets:"
TEXT = """\
We are investigating a problem. {title} {impact}. You do not need to do anything; no data is lost.

We have found that requests of kind {number} wait too long, and are adding capacity.

Next update by 10:30 UTC.
"""
BATCH = 2000


@dataclass(frozen=True)
class Size:
    incidents: int = 10_000
    entries: int = 500_000
    updates: int = 100_000
    open: int = 20
    longest_timeline: int = 5_000


@dataclass(frozen=True)
class Places:
    """Where to measure: keys of rooms and of a draft."""

    room: int
    longest_room: int
    draft: int
    reader: int


def build(size: Size, *, at: datetime) -> Places:
    chance = random.Random(20261)
    people = [_person(name, role) for name, role in _staff()]
    services = [add_service(f"Service {number}", group=f"Group {number % 6}") for number in range(24)]
    incidents = _incidents(size, people, chance, at=at)
    open_ones = incidents[-size.open :]
    _in_bulk(AffectedService, (_affected(each, chance.choice(services)) for each in incidents))
    _in_bulk(Entry, _entries(size, incidents, people, chance))
    _in_bulk(IncidentUpdate, _updates(size, incidents, people[1], services[0]))
    _in_bulk(Promise, _kept_promises(incidents))
    for incident in open_ones:
        _standing(incident, people[1], at=at)
    mark_and_call(at=at)
    draft = Draft.objects.open().filter(incident=open_ones[0], audience=Audience.PUBLIC).get()
    return Places(open_ones[0].pk, open_ones[-1].pk, draft.pk, people[1].pk)


def _staff() -> Iterator[tuple[str, str]]:
    yield "Ana Sousa", "admin"
    for number in range(4):
        yield f"Lead {number}", "communications_lead"
    for number in range(60):
        yield f"Responder {number}", "responder"


def _person(name: str, role: str) -> Person:
    return Person.objects.create_user(f"{name.replace(' ', '.').lower()}@example.com", name=name, role=role)


def _incidents(size: Size, people: list[Person], chance: random.Random, *, at: datetime) -> list[Incident]:
    """Resolved ones over five years, then the open ones, declared within the last hours."""
    made = []
    for number in range(size.incidents):
        ago = timedelta(days=1825) * (size.incidents - number) / size.incidents
        is_open = number >= size.incidents - size.open
        began = at - timedelta(minutes=20 + number % 200) if is_open else at - ago - timedelta(days=1)
        made.append(
            Incident(
                title=f"{chance.choice(TITLES.split(';'))} {number}",
                severity=chance.choice(Severity.values),
                state=State.INVESTIGATING if is_open else State.RESOLVED,
                impact=f"{chance.choice(TITLES.split(';'))} {chance.choice(IMPACTS.split(';'))}",
                cause="an expired certificate between us and the bank" if number % 3 else "",
                regions=["Europe"], percent_affected=25, users_affected=number,
                declared_at=began, started_at=began, detected_at=began, first_published_at=began,
                resolved_at=None if is_open else began + timedelta(hours=2),
                commander=people[0], communications_lead=people[1], backup=people[2],
            )
        )  # fmt: skip
    Incident.objects.bulk_create(made, batch_size=BATCH)
    return made


def _affected(incident: Incident, service: Service) -> AffectedService:
    return AffectedService(incident=incident, service=service)


def _entries(
    size: Size, incidents: list[Incident], people: list[Person], chance: random.Random
) -> Iterator[Entry]:
    """Some hundred in each open room, the longest timeline in the last one; the others share the rest."""
    open_ones = incidents[-size.open :]
    wanted = {each.pk: min(400, size.entries // (size.open * 4)) for each in open_ones[:-1]}
    wanted[open_ones[-1].pk] = size.longest_timeline
    past = incidents[: -size.open]
    share, more = divmod(size.entries - sum(wanted.values()), len(past))
    wanted |= {each.pk: share + (index < more) for index, each in enumerate(past)}
    for incident in incidents:
        for number in range(wanted[incident.pk]):
            at = incident.declared_at + timedelta(seconds=2 * number)
            yield Entry(
                incident=incident, occurred_at=at, recorded_at=at, source=Source.PERSON,
                text=f"{chance.choice(DID.split(';'))} {number}", by=chance.choice(people),
            )  # fmt: skip


def _updates(size: Size, incidents: list[Incident], by: Person, service: Service) -> Iterator[IncidentUpdate]:
    """Sixty for an open incident, the same number for each of the others; spread over the six audiences."""
    usual = (size.updates - 60 * size.open) // (size.incidents - size.open)
    audiences, said = list(KINDS), {"status": "partial_outage", "before": "operational"}
    for incident in incidents:
        for number in range(usual if incident.resolved_at else 60):
            audience = audiences[number % len(audiences)]
            yield IncidentUpdate(
                incident=incident, audience=audience, kind=KINDS[audience][0],
                state=incident.state, severity=incident.severity, title=incident.title,
                text=TEXT.format(title=incident.title, impact="for some customers", number=number),
                services=[{"id": service.public_id, "name": service.name, **said}],
                published_at=incident.declared_at + timedelta(seconds=15 * number), by=by,
            )  # fmt: skip


def _kept_promises(incidents: list[Incident]) -> Iterator[Promise]:
    for incident in incidents:
        for number in range(6):
            due = incident.declared_at + timedelta(minutes=10 * number + 10)
            yield Promise(
                incident=incident, audience=Audience.PUBLIC, made_at=due, due_at=due,
                outcome=Outcome.LATE if number == 5 else Outcome.KEPT, closed_at=due,
            )  # fmt: skip


def _standing(incident: Incident, by: Person, *, at: datetime) -> None:
    """A promise to each audience, some of them late, and a draft for each, the public one approved before."""
    for number, audience in enumerate(KINDS):
        due = at + timedelta(minutes=7 * number - 10)
        Promise.objects.create(incident=incident, audience=audience, made_at=at, due_at=due)
        draft = start_draft(incident, audience, by=by, at=at)
        Approval.objects.create(
            draft=draft, fingerprint="old", by=by, at=at, voided_at=at, void_reason="edited"
        )


def _in_bulk(model, rows: Iterator) -> None:
    while some := list(islice(rows, BATCH)):
        model.objects.bulk_create(some)

"""Years of post-mortems for measuring: each with its incident, its causes and its action items, written in bulk.

Their words are drawn from a vocabulary as uneven as a language is: a few words stand in most texts, most words in a few.
The parts of an organisation are those of `KINDS_OF_CAUSE`, so that incidents of one kind resemble each other.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate, batched

from clarion.accounts.people import Person
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import Severity, State
from clarion.postmortems.action_items import ActionItem, ItemKind, ItemState
from clarion.postmortems.five_whys import Why, WhyKind
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.sections import Part, Section

SYMPTOMS = (
    "Card payments fail", "Exports arrive late", "Search is slow", "Sign-in fails", "Invoices are missing", "Reports are empty",
    "Webhooks are delayed", "Mails bounce", "Pages time out", "Uploads stop", "Orders vanish", "The dashboard stays blank",
)  # fmt: skip
KINDS_OF_CAUSE = (
    "the TLS certificate of the {thing} expired", "the {thing} database ran out of disk space",
    "a configuration of the {thing} was deployed without validation", "the resolver for {thing} answered with stale records",
    "the connection pool of the {thing} was exhausted by a slow query", "the {thing} process leaked memory and was killed",
    "a backlog in the {thing} queue after a consumer stopped", "the supplier of {thing} had an outage",
    "the read replica of the {thing} lagged behind", "a surge of traffic overloaded the {thing}",
    "a migration locked the {thing} table", "the rate limit of the {thing} was too low",
    "the feature flag for {thing} was switched on for everybody", "a router in front of {thing} dropped packets",
    "the credentials of the {thing} were rotated and not updated",
)  # fmt: skip
VERBS = "Alert on;Remove;Add a test for;Document;Automate;Limit;Page somebody about;Rehearse;Split;Rotate;Cache;Validate".split(
    ";"
)
ITEMS_EACH, WHYS_EACH, SERVICES = 10, 4, 24
BATCH = 2000


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Twenty thousand made-up words and how often each comes, summed up."""
    parts = "ka lo mi ter vas den ro sel pu nix gra bol tem fi cur dan wes hol jin ap".split()
    words = sorted({"".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(30_000)})
    chance.shuffle(words)
    words = words[:20_000]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def build(number: int, *, at: datetime, seed: int) -> None:
    """That many post-mortems more, the newest an hour ago, with ten action items each, of which every third is open."""
    chance = random.Random(seed)
    words, so_often = vocabulary(random.Random(1))

    def prose(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=so_often, k=length))

    people = list(Person.objects.all()) or [_person(n) for n in range(40)]
    services = list(Service.objects.all()) or [add_service(f"Service {n}") for n in range(SERVICES)]
    when = [at - timedelta(hours=1 + 9 * n) for n in range(number)]
    incidents = _written(Incident, (_incident(moment, prose, chance) for moment in when))
    _written(
        AffectedService,
        (AffectedService(incident=each, service=chance.choice(services)) for each in incidents),
    )
    postmortems = _written(PostMortem, (_postmortem(each, chance.choice(people)) for each in incidents))
    covers = PostMortem.incidents.through
    pairs = list(zip(postmortems, incidents, strict=True))
    _written(covers, (covers(postmortem=postmortem, incident=incident) for postmortem, incident in pairs))
    _written(
        Section,
        (_section(each, part, prose(60)) for each in postmortems for part in (Part.SUMMARY, Part.PROBLEM)),
    )
    _written(
        Why,
        (
            _why(each, number, incident.cause, prose)
            for each, incident in pairs
            for number in range(WHYS_EACH)
        ),
    )
    _written(
        ActionItem, (_item(each, chance, people, prose) for each in postmortems for _ in range(ITEMS_EACH))
    )


def _person(number: int) -> Person:
    return Person.objects.create_user(
        f"person{number}@example.com", name=f"Person {number}", role="communications_lead"
    )


def _incident(moment: datetime, prose, chance: random.Random) -> Incident:
    cause = chance.choice(KINDS_OF_CAUSE).format(thing=prose(1))
    return Incident(
        title=f"{chance.choice(SYMPTOMS)} {prose(2)}", severity=chance.choice(Severity.values), state=State.RESOLVED,
        impact=prose(14), cause=f"{cause} {prose(6)}", workaround=prose(6), started_at=moment, declared_at=moment,
        resolved_at=moment + timedelta(hours=2),
    )  # fmt: skip


def _postmortem(incident: Incident, owner: Person) -> PostMortem:
    opened = incident.declared_at + timedelta(hours=3)
    return PostMortem(
        title=incident.title, severity=incident.severity, owner=owner, stage=Stage.PUBLISHED, opened_at=opened,
        due_on=opened.date() + timedelta(days=5),
    )  # fmt: skip


def _section(postmortem: PostMortem, part: Part, text: str) -> Section:
    return Section(postmortem=postmortem, part=part, text=text, edited_at=postmortem.opened_at)


def _why(postmortem: PostMortem, number: int, cause: str, prose) -> Why:
    return Why(
        postmortem=postmortem, position=number, kind=WhyKind.CONTRIBUTOR, added_at=postmortem.opened_at,
        answer=f"{cause if number == 0 else ''} {prose(12)}".strip(),
    )  # fmt: skip


def _item(postmortem: PostMortem, chance: random.Random, people: list[Person], prose) -> ActionItem:
    is_open = chance.random() < 1 / 3
    return ActionItem(
        postmortem=postmortem, text=f"{chance.choice(VERBS)} {prose(6)}", outcome=prose(8), owner=chance.choice(people),
        kind=chance.choice(ItemKind.values), state=ItemState.OPEN if is_open else ItemState.DONE,
        due_on=postmortem.opened_at.date() + timedelta(days=chance.randint(10, 400)), added_at=postmortem.opened_at,
        closed_at=None if is_open else postmortem.opened_at + timedelta(days=20),
    )  # fmt: skip


def _written(model, rows: Iterable) -> list:
    return list(_in_bulk(model, rows))


def _in_bulk(model, rows: Iterable) -> Iterator:
    for some in batched(rows, BATCH):
        yield from model.objects.bulk_create(some)

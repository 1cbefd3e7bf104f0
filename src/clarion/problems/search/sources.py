"""Which rows have texts, and what each of them says: one function a kind, a few queries whatever the number of rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from clarion.incidents.incident import AffectedService, Incident
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.sections import Part, Section
from clarion.problems.problem import Problem
from clarion.problems.search.texts import TextKind
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate

#: Of one text; what lies behind is not found.
LONGEST_TEXT = 20_000
#: Prose of a post-mortem that says what happened and why.
TOLD_IN = (Part.SUMMARY, Part.PROBLEM, Part.CAUSES)


@dataclass(frozen=True)
class Said:
    """What a row says. `cause` is what says why, apart, because the same cause weighs more than the same words."""

    kind: TextKind
    row: int
    at: datetime
    title: str
    text: str = ""
    cause: str = ""
    services: list[int] = field(default_factory=list)
    postmortem: int | None = None


def said_by_incidents(rows: Collection[int]) -> Iterator[Said]:
    """Incidents and planned work, with the last update that the public read."""
    services = _services("incident_id", AffectedService.objects.filter(incident__in=rows))
    updates = IncidentUpdate.objects.filter(incident__in=rows, audience=Audience.PUBLIC)
    last = dict(updates.order_by("published_at", "pk").values_list("incident_id", "text"))
    for each in Incident.objects.filter(pk__in=rows):
        yield Said(
            kind=TextKind.MAINTENANCE if each.planned else TextKind.INCIDENT,
            row=each.pk,
            at=each.began_at(),
            title=each.title,
            text=_joined(each.impact, each.workaround, *each.regions, last.get(each.pk, "")),
            cause=each.cause,
            services=services[each.pk],
        )


def said_by_postmortems(rows: Collection[int]) -> Iterator[Said]:
    services = _services_of_postmortems(rows)
    prose: dict[int, list[str]] = defaultdict(list)
    for section in Section.objects.filter(postmortem__in=rows, part__in=TOLD_IN).exclude(text=""):
        prose[section.postmortem_id].append(section.text)
    whys: dict[int, list[str]] = defaultdict(list)
    for postmortem, answer in (
        Why.objects.standing().filter(postmortem__in=rows).values_list("postmortem", "answer")
    ):
        whys[postmortem].append(answer)
    # What was set aside teaches nothing that another one does not say.
    for each in PostMortem.objects.filter(pk__in=rows).exclude(stage=Stage.SET_ASIDE):
        text, cause = _joined(*prose[each.pk]), _joined(*whys[each.pk])
        yield Said(
            TextKind.POSTMORTEM, each.pk, each.opened_at, each.title, text, cause, services[each.pk], each.pk
        )


def said_by_problems(rows: Collection[int]) -> Iterator[Said]:
    services = _services("incident__problems", AffectedService.objects.filter(incident__problems__in=rows))
    for each in Problem.objects.filter(pk__in=rows):
        text = _joined(each.workaround, each.removal)
        yield Said(TextKind.PROBLEM, each.pk, each.opened_at, each.title, text, each.cause, services[each.pk])


def said_by_items(rows: Collection[int]) -> Iterator[Said]:
    """Action items, with the causes that they answer."""
    items = list(ActionItem.objects.filter(pk__in=rows).prefetch_related("whys"))
    services = _services_of_postmortems({each.postmortem_id for each in items})
    for each in items:
        cause = _joined(*(why.answer for why in each.whys.all() if why.removed_at is None))
        yield Said(
            TextKind.ITEM, each.pk, each.added_at, each.text, each.outcome, cause, services[each.postmortem_id],
            each.postmortem_id,
        )  # fmt: skip


def said_by_whys(rows: Collection[int]) -> Iterator[Said]:
    """Causes that stand; what was taken out says nothing."""
    whys = list(Why.objects.standing().filter(pk__in=rows))
    services = _services_of_postmortems({each.postmortem_id for each in whys})
    for each in whys:
        yield Said(
            TextKind.WHY, each.pk, each.added_at, each.answer, each.evidence, each.answer,
            services[each.postmortem_id], each.postmortem_id,
        )  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A table with texts; `kinds` are those that its rows may have."""

    model: type[models.Model]
    kinds: tuple[TextKind, ...]
    said: Callable[[Collection[int]], Iterator[Said]]


SOURCES = (
    Source(Incident, (TextKind.INCIDENT, TextKind.MAINTENANCE), said_by_incidents),
    Source(PostMortem, (TextKind.POSTMORTEM,), said_by_postmortems),
    Source(Problem, (TextKind.PROBLEM,), said_by_problems),
    Source(ActionItem, (TextKind.ITEM,), said_by_items),
    Source(Why, (TextKind.WHY,), said_by_whys),
)


def _services(of: str, lines: models.QuerySet[AffectedService]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row, service in lines.order_by("service_id").values_list(of, "service_id").distinct():
        found[row].append(service)
    return found


def _services_of_postmortems(rows: Collection[int]) -> defaultdict[int, list[int]]:
    lines = AffectedService.objects.filter(incident__postmortems__in=rows)
    return _services("incident__postmortems", lines)


def _joined(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())[:LONGEST_TEXT]

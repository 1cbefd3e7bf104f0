"""What is known from before, for the room of an incident and for a post-mortem: problems, how often, what is like it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from clarion.incidents.incident import Incident
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.problems.problem import Problem
from clarion.problems.recurrence import LOOKED_AT, Recurrence, recurrence_of, recurrence_of_postmortem
from clarion.problems.search.texts import TextKind
from clarion.problems.similar import MOST, Similar, similar, subject_of_incident, subject_of_postmortem

_ALIKE = (TextKind.INCIDENT, TextKind.PROBLEM)
_LEARNED = (TextKind.WHY, TextKind.ITEM)


@dataclass(frozen=True)
class Likeness:
    """Something like it: an incident, a problem that may be behind both, or both of these."""

    similar: Similar
    incident: Incident | None
    problem: Problem | None


@dataclass(frozen=True)
class SeenBefore:
    """`problems` are linked already; `likenesses` are suggestions."""

    problems: list[Problem]
    recurrence: Recurrence | None
    likenesses: list[Likeness]

    def __bool__(self) -> bool:
        return bool(self.problems or self.recurrence or self.likenesses)


@dataclass(frozen=True)
class Learned:
    """What others found and did: causes and action items of other post-mortems, each with its reason."""

    causes: list[tuple[Similar, Why]]
    items: list[tuple[Similar, ActionItem]]


@dataclass(frozen=True)
class KnownBefore:
    seen: SeenBefore
    learned: Learned


def seen_before(incident: Incident) -> SeenBefore | None:
    """None for planned work."""
    if incident.planned:
        return None
    found = similar(subject_of_incident(incident), kinds=_ALIKE, most=LOOKED_AT)
    problems = list(incident.problems.select_related("owner").order_by("pk"))
    recurrence = recurrence_of(incident, likenesses=_of_kind(found, TextKind.INCIDENT))
    return SeenBefore(problems, recurrence, likenesses_of(found, known=problems))


def known_before(postmortem: PostMortem) -> KnownBefore:
    """For a post-mortem: its texts are compared once, with everything."""
    incidents = list(postmortem.incidents.all())
    found = similar(subject_of_postmortem(postmortem), kinds=(*_ALIKE, *_LEARNED), most=LOOKED_AT)
    problems = list(
        Problem.objects.filter(incidents__in=incidents).select_related("owner").distinct().order_by("pk")
    )
    seen = SeenBefore(problems, recurrence_of_postmortem(postmortem), likenesses_of(found, known=problems))
    return KnownBefore(seen, _learned(found))


def _learned(found: Sequence[Similar]) -> Learned:
    causes, items = (_of_kind(found, kind)[:MOST] for kind in _LEARNED)
    whys = Why.objects.select_related("postmortem").in_bulk([each.row for each in causes])
    rows = ActionItem.objects.select_related("postmortem", "owner").in_bulk([each.row for each in items])
    return Learned(
        causes=[(each, whys[each.row]) for each in causes if each.row in whys],
        items=[(each, rows[each.row]) for each in items if each.row in rows],
    )


def likenesses_of(found: Sequence[Similar], *, known: Iterable[Problem]) -> list[Likeness]:
    """At most three, the most similar first, each problem once; without what is known to belong to it."""
    behind = Prefetch("problems", queryset=Problem.objects.order_by("-pk"))
    incidents = Incident.objects.prefetch_related(behind).in_bulk(_rows(found, TextKind.INCIDENT))
    problems = Problem.objects.in_bulk(_rows(found, TextKind.PROBLEM))
    said = {problem.pk for problem in known}
    likenesses: list[Likeness] = []
    for each in found:
        incident = incidents.get(each.row) if each.kind == TextKind.INCIDENT else None
        behind_it = list(incident.problems.all()) if incident else []
        problem = problems.get(each.row) if each.kind == TextKind.PROBLEM else next(iter(behind_it), None)
        if (incident or problem) and not said & {other.pk for other in [*behind_it, problem] if other}:
            likenesses.append(Likeness(each, incident, problem))
            said |= {problem.pk} if problem else set()
    return likenesses[:MOST]


def _of_kind(found: Iterable[Similar], kind: TextKind) -> list[Similar]:
    return [each for each in found if each.kind == kind]


def _rows(found: Iterable[Similar], kind: TextKind) -> list[int]:
    return [each.row for each in _of_kind(found, kind)]

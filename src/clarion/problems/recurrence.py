"""Recurrence: an incident that happened before, within 90 days: the same problem, or the same service for a similar cause."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from clarion.incidents.incident import Incident
from clarion.postmortems.postmortem import PostMortem
from clarion.problems.problem import Problem
from clarion.problems.similar import Similar, similar_to_incident
from clarion.problems.times import since, times_in_words

#: Of those that are similar, so many are looked at: the most similar may all lie further back than 90 days.
LOOKED_AT = 40
#: Where one of the two has no cause yet, the words have to be as similar as this to count as the same.
SAME_WITHOUT_CAUSE = 0.6


@dataclass(frozen=True)
class Recurrence:
    """`count` times within 90 days, this one included; `before` are the others, the newest first."""

    count: int
    before: tuple[Incident, ...]
    reason: str

    @property
    def words(self) -> str:
        """For example "Third time in 90 days"."""
        return times_in_words(self.count)


def recurrence_of(incident: Incident, *, likenesses: Iterable[Similar] | None = None) -> Recurrence | None:
    """How often it happened within 90 days until it began; None for the first time, and for planned work.

    `likenesses` are incidents that are similar, where the caller has asked for them (at least `LOOKED_AT`).
    """
    if incident.planned:
        return None
    problems = list(incident.problems.order_by("pk"))
    similar = similar_to_incident(incident, most=LOOKED_AT) if likenesses is None else likenesses
    alike = {each.row: each for each in similar if is_same_again(each)}
    before = list(_before(incident, problems, alike))
    if not before:
        return None
    reasons = [
        problem.reference for problem in problems if any(problem in each.problems.all() for each in before)
    ]
    names = {name for each in before if each.pk in alike for name in alike[each.pk].same_services}
    if names:
        reasons.append(f"similar causes in {', '.join(sorted(names))}")
    return Recurrence(len(before) + 1, tuple(before), " and ".join(reasons))


def recurrence_of_postmortem(postmortem: PostMortem) -> Recurrence | None:
    """That of the last of its incidents."""
    last = max(postmortem.incidents.all(), key=Incident.began_at, default=None)
    return recurrence_of(last) if last else None


def is_same_again(similar: Similar) -> bool:
    """The same service, and causes that share a telling word or, where a cause is not known, much the same words."""
    return bool(similar.same_services) and (similar.same_cause or similar.score >= SAME_WITHOUT_CAUSE)


def _before(incident: Incident, problems: list[Problem], alike: Iterable[int]) -> Iterable[Incident]:
    """The others of its problems, and those that are alike, that began in the 90 days before it did; the newest first."""
    began = incident.began_at()
    others = (
        Incident.objects.filter(Q(problems__in=problems) | Q(pk__in=list(alike)), planned=False)
        .exclude(pk=incident.pk)
        .prefetch_related("problems")
        .distinct()
    )
    recent = [each for each in others if since(began) <= each.began_at() <= began]
    return sorted(recent, key=lambda each: (each.began_at(), each.pk), reverse=True)

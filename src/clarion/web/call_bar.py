"""The calls of the promise clock to one person, as every page shows them."""

import hashlib
from dataclasses import dataclass

from django.db.models import Q

from clarion.accounts.people import Person
from clarion.updates.notices import Notice
from clarion.updates.who_is_called import called_now


@dataclass(frozen=True)
class CallBar:
    """`digest` changes when the bar would read differently; the page asks with the one it shows."""

    calls: list[Notice]
    digest: str


def call_bar(person: Person) -> CallBar:
    calls = calls_to(person)
    shown = ",".join(f"{call.pk}:{call.called_id}" for call in calls)  # type: ignore[attr-defined]
    return CallBar(calls, hashlib.sha256(shown.encode()).hexdigest()[:12])


def calls_to(person: Person) -> list[Notice]:
    """The last call to this person, or to nobody by name, about each promise that is still standing.

    To whoever holds the role by now: a call follows a hand-over, and does not stay with somebody who left. Each bears
    `called_id`, the key of that person or None.
    """
    calls = (
        Notice.objects.filter(promise__closed_at=None)
        .annotate(called_id=called_now())
        .filter(Q(called_id=person.pk) | Q(called_id=None))
        .select_related("promise__incident")
        .order_by("promise__due_at", "at")
    )
    return list({call.promise_id: call for call in calls}.values())

"""Whom the promise clock calls: whoever holds the role at this moment and may publish what is owed.

Asked of the database each time, for a notice that is written, shown or sent: a notice outlives hand-overs, and people
leave. Warning and due call the communications lead, or the backup where the lead may not any more; the escalation calls
the backup, unless they were called already. None means nobody by name: the console shows it to everybody. An empty role
is such a None, because somebody has to take it.
"""

from django.db.models import Case, F, Q, Value, When

from clarion.accounts.people import Person
from clarion.accounts.roles import Act, Role, acts_of
from clarion.updates.notices import Notice, NoticeKind

_MAY_PUBLISH = [role for role in Role if Act.PUBLISH_EXTERNAL in acts_of(role)]


def called_for(kind: NoticeKind, *, incident: str) -> Case:
    """The key of the person who is called for notices of this kind; `incident` is the path to it, as "incident"."""
    lead, backup = f"{incident}__communications_lead", f"{incident}__backup"
    nobody_leads = Q(**{f"{lead}__isnull": True})
    if kind == NoticeKind.ESCALATION:
        behind = nobody_leads | (_may(lead) & ~Q(**{backup: F(lead)}))
        return Case(When(_may(backup) & behind, then=F(f"{backup}_id")), default=Value(None))
    return Case(
        When(nobody_leads, then=Value(None)),
        When(_may(lead), then=F(f"{lead}_id")),
        When(_may(backup), then=F(f"{backup}_id")),
        default=Value(None),
    )


def called_now() -> Case:
    """The same for rows of notices, of whatever kind."""
    return Case(
        When(
            kind=NoticeKind.ESCALATION, then=called_for(NoticeKind.ESCALATION, incident="promise__incident")
        ),
        default=called_for(NoticeKind.DUE, incident="promise__incident"),
    )


def _may(person: str) -> Q:
    return Q(**{f"{person}__is_active": True, f"{person}__role__in": _MAY_PUBLISH})


def calls_to(person: Person) -> list[Notice]:
    """The last call to this person, or to nobody by name, about each promise that is still standing.

    To whoever holds the role by now: a call follows a hand-over, and does not stay with somebody who left. Each bears
    `called_id`, the key of that person or None.
    """
    calls = (
        Notice.objects.filter(promise__closed_at=None)
        .annotate(called_id=called_now())
        .filter(Q(called_id=person.pk) | Q(called_id=None))
        .prefetch_related("promise__incident")
        .order_by("promise__due_at", "at")
    )
    return list({call.promise_id: call for call in calls}.values())

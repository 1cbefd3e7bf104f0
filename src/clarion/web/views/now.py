"""Now: who owes which update by when, what is open, what alerts suggest."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.alerts import AlertStatus, Suggestion, SuggestionState
from clarion.incidents.incident import Incident
from clarion.postmortems.postmortem import Answer, PostMortem, Reviewer, Stage
from clarion.practice.drills.drill import Drill
from clarion.statuspage.snapshots import latest_snapshot
from clarion.subscribers.calls import SHOWN_FOR, Trouble, trouble
from clarion.subscribers.told import Undelivered, undelivered
from clarion.updates.promises import Outcome, Promise
from clarion.updates.who_is_called import calls_to
from clarion.web.access import allowed, person_of
from clarion.web.items_owed import items_owed, reminders_in_trouble

#: How many calls that do not get through are shown at most.
TROUBLE_SHOWN = 5
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
POSTMORTEMS_SHOWN = 5


@allowed(Act.SEE)
def now(request: HttpRequest) -> HttpResponse:
    return render(request, "web/now.html", _what_is_owed(request))


@allowed(Act.SEE)
def owed(request: HttpRequest) -> HttpResponse:
    """The lists alone, for the page that asks again every few seconds."""
    return render(request, "web/now.html#lists", _what_is_owed(request))


def _what_is_owed(request: HttpRequest) -> dict[str, Any]:
    at = timezone.now()
    return {
        "at": at,
        "today": at.date(),
        # Fetched apart, not joined: PostgreSQL reads all of the history to join a hundred promises.
        "promises": _owed_soon(at=at),
        "notices": calls_to(person_of(request)),
        "trouble": _trouble(person_of(request), at=at),
        "items": items_owed(person_of(request), at=at),
        "reminders": reminders_in_trouble(person_of(request), at=at),
        "undelivered": _undelivered(person_of(request), at=at),
        "postmortems": _postmortems_owed(at=at),
        "to_review": _to_review(person_of(request)),
        "incidents": _open_incidents(),
        "suggestions": Suggestion.objects.filter(state=SuggestionState.WAITING)
        .prefetch_related("services")
        .annotate(
            total=Count("alerts", distinct=True),
            firing=Count("alerts", filter=Q(alerts__status=AlertStatus.FIRING), distinct=True),
        ),
        "drills": Drill.objects.of(person_of(request)).open().select_related("started_by"),
        "nothing_published": latest_snapshot() is None,
    }


def _owed_soon(*, at: datetime) -> list[Promise]:
    """All that is owed; of planned work, what its window owes within a day: the rest is on the page Maintenance."""
    owed = Promise.objects.owed().prefetch_related("incident__communications_lead")
    return [each for each in owed if not each.incident.planned or each.due_at - at <= A_DAY]


def _postmortems_owed(*, at: datetime) -> list[PostMortem]:
    """Those that are due within a week or late, a few: the page Learn shows all."""
    owed = PostMortem.objects.owed().filter(due_on__lte=at.date() + A_WEEK).select_related("owner")
    return list(owed[:POSTMORTEMS_SHOWN])


def _to_review(person: Person) -> list[Reviewer]:
    """What the person was asked to read, and has not answered."""
    asked = Reviewer.objects.filter(
        person=person, answer=Answer.WAITING, postmortem__stage=Stage.IN_REVIEW
    ).select_related("postmortem", "asked_by")
    return list(asked.order_by("asked_at")[:POSTMORTEMS_SHOWN])


def _open_incidents() -> Any:
    kept = Count("promises", filter=Q(promises__outcome=Outcome.KEPT), distinct=True)
    broken = Count("promises", filter=Q(promises__outcome__in=[Outcome.LATE, Outcome.MISSED]), distinct=True)
    return (
        Incident.objects.open().filter(planned=False).urgent_first().annotate(kept=kept, broken=broken)
        .select_related("communications_lead")
    )  # fmt: skip


def _undelivered(person: Person, *, at: datetime) -> Undelivered | None:
    """For those who can try again: channels that pause, deliveries that were given up."""
    return undelivered(since=at - SHOWN_FOR) if person.may(Act.PUBLISH_EXTERNAL) else None


def _trouble(person: Person, *, at: datetime) -> Trouble | None:
    """For those who can mend it: mails and chat messages that do not get through."""
    if not person.may(Act.MANAGE_WORKSPACE):
        return None
    return trouble(since=at - SHOWN_FOR, at_most=TROUBLE_SHOWN)

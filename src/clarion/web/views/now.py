"""Now: who owes which update by when, what is open, what alerts suggest."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.incidents.alerts import AlertStatus, Suggestion, SuggestionState
from clarion.incidents.incident import Incident
from clarion.statuspage.snapshots import Snapshot
from clarion.updates.notices import Notice
from clarion.updates.promises import Outcome, Promise
from clarion.web.access import allowed, person_of


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
        # Fetched apart, not joined: PostgreSQL reads all of the history to join a hundred promises.
        "promises": Promise.objects.owed().prefetch_related("incident__communications_lead"),
        "notices": _calls_for(request),
        "incidents": _open_incidents(),
        "suggestions": Suggestion.objects.filter(state=SuggestionState.WAITING)
        .prefetch_related("services")
        .annotate(
            total=Count("alerts", distinct=True),
            firing=Count("alerts", filter=Q(alerts__status=AlertStatus.FIRING), distinct=True),
        ),
        "nothing_published": not Snapshot.objects.exists(),
    }


def _open_incidents() -> Any:
    kept = Count("promises", filter=Q(promises__outcome=Outcome.KEPT), distinct=True)
    broken = Count("promises", filter=Q(promises__outcome__in=[Outcome.LATE, Outcome.MISSED]), distinct=True)
    return (
        Incident.objects.open().filter(planned=False).urgent_first().annotate(kept=kept, broken=broken)
        .select_related("communications_lead")
    )  # fmt: skip


def _calls_for(request: HttpRequest) -> list[Notice]:
    """The last call of the clock to this person about each promise that is still standing."""
    calls = (
        Notice.objects.filter(promise__closed_at=None)
        .filter(Q(person=person_of(request)) | Q(person=None))
        .prefetch_related("promise__incident")
        .order_by("promise__due_at", "at")
    )
    return list({call.promise_id: call for call in calls}.values())

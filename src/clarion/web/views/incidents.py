"""The list of incidents, and the room of one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows.resolve import resolve
from clarion.incidents.hand_over import POSITIONS
from clarion.incidents.incident import Incident
from clarion.updates.ledger import ledger_of, summary_of
from clarion.updates.publication import IncidentUpdate
from clarion.web.access import allowed, person_of
from clarion.web.audience_rows import audience_rows
from clarion.web.forms.incident_filter import IncidentFilter

PAGE_SIZE = 50
ENTRIES_SHOWN = 200


@allowed(Act.SEE)
def incident_list(request: HttpRequest) -> HttpResponse:
    form = IncidentFilter(request.GET)
    status = 200 if form.is_valid() else 422
    incidents = form.chosen(Incident.objects.order_by("-declared_at", "-pk"))
    page = Paginator(incidents, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "web/incidents.html", {"page": page, "form": form}, status=status)


@allowed(Act.SEE)
def room(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "web/room.html", _room(pk))


@allowed(Act.SEE)
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts of the room that others change, for the page that asks again every few seconds."""
    return render(request, "web/room.html#live", _room(pk))


@allowed(Act.CHANGE_RECORD)
@require_POST
def resolve_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    try:
        draft = resolve(incident, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("room", pk)
    if draft is None:
        messages.success(
            request, f"{incident.reference} is resolved. Nothing was public, so nobody was told."
        )
        return redirect("room", pk)
    messages.info(request, "Readers have heard of this incident: publish the resolution to resolve it.")
    return redirect("compose", draft.pk)


def _room(pk: int) -> dict[str, Any]:
    at = timezone.now()
    incident = get_object_or_404(Incident.objects.select_related(*POSITIONS), pk=pk)
    updates = IncidentUpdate.objects.filter(incident=incident).select_related("by", "corrects")
    return {
        "at": at,
        "incident": incident,
        "affected": incident.affected.select_related("service"),
        "rows": audience_rows(incident, at=at),
        **_ledger(incident, at=at),
        "updates": updates[:ENTRIES_SHOWN],
        "entries": incident.entries.select_related("by")[:ENTRIES_SHOWN],
    }


def _ledger(incident: Incident, *, at: datetime) -> dict[str, Any]:
    lines = ledger_of(incident, at=at)
    return {"ledger": lines, "ledger_summary": summary_of(lines)}

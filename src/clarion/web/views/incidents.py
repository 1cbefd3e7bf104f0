"""The list of incidents, and the room of one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows.maintenance import overlapping
from clarion.flows.resolve import resolve
from clarion.incidents.hand_over import POSITIONS
from clarion.incidents.incident import Incident, affected_services
from clarion.incidents.planned_window import window_of
from clarion.updates.ledger import ledger_of, summary_of
from clarion.updates.publication import IncidentUpdate
from clarion.updates.replies import open_replies
from clarion.web.access import allowed, person_of
from clarion.web.audience_rows import audience_rows
from clarion.web.facts import shown_facts
from clarion.web.forms.incident_filter import IncidentFilter
from clarion.web.planned_lists import PlannedRow, planned_row
from clarion.web.pulse import Pulse, pulse_of
from clarion.web.rooms import incident_for, time_in
from clarion.web.seen_before import seen_before
from clarion.web.timeline_part import timeline_part

PAGE_SIZE = 50
#: Of the newest; the page of the timeline shows all.
ENTRIES_SHOWN = 50
UPDATES_SHOWN = 20
ALL_UPDATES = 1000


@allowed(Act.SEE)
def incident_list(request: HttpRequest) -> HttpResponse:
    form = IncidentFilter(request.GET)
    status = 200 if form.is_valid() else 422
    incidents = form.chosen(Incident.objects.order_by("-declared_at", "-pk"))
    page = Paginator(incidents, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "web/incidents.html", {"page": page, "form": form}, status=status)


@allowed(Act.SEE)
def room(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    if incident.drill and incident.drill_of.waits:
        return redirect("drill", incident.drill_of.public_id)
    at = time_in(incident)
    beat = pulse_of(incident, at=at)
    context = _room(request, pk, beat, at=at)
    # Searched for when the room is opened, and not with every pulse.
    return render(request, "web/room.html", {**context, "seen_before": seen_before(context["incident"])})


@allowed(Act.SEE)
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts of the room that others change; an empty answer while `seen` is still its pulse."""
    incident = incident_for(request, pk)
    at = time_in(incident)
    seen, now = Pulse.read(request.GET.get("seen", "")), pulse_of(incident, at=at)
    if seen == now:
        return HttpResponse(status=204)
    context = {**_room(request, pk, now, at=at), "oob": True, "lines_changed": seen.timeline != now.timeline}
    return render(request, "web/room/live.html", context)


@allowed(Act.CHANGE_RECORD)
@require_POST
def resolve_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    try:
        draft = resolve(incident, by=person_of(request), at=time_in(incident))
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


def _room(request: HttpRequest, pk: int, beat: Pulse, *, at: datetime) -> dict[str, Any]:
    """`beat` was read before: what changes while the page is being made is then shown by the next pulse."""
    incidents = Incident.with_drills.select_related(*POSITIONS).with_services()
    incident = incident_for(request, pk, among=incidents)
    facts = shown_facts(incident, affected_services(incident), at=at)
    most = ALL_UPDATES if request.GET.get("updates") == "all" else UPDATES_SHOWN
    updates = list(_updates(incident)[: most + 1])
    return {
        "at": at,
        "pulse": beat,
        "incident": incident,
        # Out of sight while it lasts: nobody is to think of the report while something is broken.
        "postmortems": [] if incident.is_open else list(incident.postmortems.all()),
        "facts": facts,
        "record": [shown for shown in facts.values() if not shown.fact.in_head],
        "rows": audience_rows(incident, at=at),
        **_ledger(incident, at=at),
        "planned": _planned(incident, at=at),
        "replies": open_replies(incident),
        "updates": updates[:most],
        "more_updates": len(updates) > most,
        "timeline": timeline_part(incident, request.GET, most=ENTRIES_SHOWN),
    }


def _updates(incident: Incident) -> QuerySet[IncidentUpdate]:
    """What was published, the newest first, with all that the list says of each."""
    return incident.updates.select_related(
        "by", "corrects", "explains", "withdrawal", "draft"
    ).prefetch_related("quiet_corrections__by", "quiet_corrections__approved_by", "quiet_proposals")


def _planned(incident: Incident, *, at: datetime) -> PlannedRow | None:
    """What the room of planned work shows of its window; None for an incident."""
    if not incident.planned:
        return None
    window = window_of(incident)
    others = overlapping(window, incident.services.all(), besides=incident) if window else []
    return planned_row(incident, among=others, at=at)


def _ledger(incident: Incident, *, at: datetime) -> dict[str, Any]:
    lines = ledger_of(incident, at=at)
    return {"ledger": lines, "ledger_summary": summary_of(lines)}

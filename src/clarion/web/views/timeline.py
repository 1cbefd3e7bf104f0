"""Add lines to the timeline: "14:05 rolled back release 118", one or many."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.incidents.typed_entries import read_typed_line
from clarion.web.access import allowed, person_of


@allowed(Act.CHANGE_RECORD)
@require_POST
def add_entry(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    line = request.POST.get("text", "").strip()
    at = timezone.now()
    try:
        occurred_at, text = read_typed_line(line, at=at)
        record_entry(
            incident, text, source=Source.PERSON, at=at, occurred_at=occurred_at, by=person_of(request)
        )
    except ValidationError as error:
        messages.error(request, f"{' '.join(error.messages)} Your line: {line[:200]}")
    return redirect("room", pk)

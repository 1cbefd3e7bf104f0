"""Add lines to the timeline: "14:05 rolled back release 118", one typed or many pasted."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.audit import Done, record_act
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.incidents.typed_entries import read_typed_lines
from clarion.review import Audience, Kind, Severity, review
from clarion.web.access import allowed, person_of


@allowed(Act.CHANGE_RECORD)
@require_POST
def add_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines or none; what does not read like a fact is added and said, so that the next line is better."""
    incident = get_object_or_404(Incident, pk=pk)
    typed, at, by = request.POST.get("text", ""), timezone.now(), person_of(request)
    try:
        lines = read_typed_lines(typed, at=at)
        with transaction.atomic():
            for occurred_at, text in lines:
                record_entry(incident, text, source=Source.PERSON, at=at, occurred_at=occurred_at, by=by)
            # Not the words: the timeline holds them, and in the log nobody could ever put them right.
            record_act(
                Done.ADDED_ENTRY,
                incident.reference,
                by=by,
                at=at,
                detail=f"{len(lines)} line{pluralize(len(lines))}",
            )
    except ValidationError as error:
        messages.error(
            request, f"Nothing was added. {' '.join(error.messages)} You wrote: {typed.strip()[:500]}"
        )
        return redirect("room", pk)
    for remark in _remarks(text for _, text in lines):
        messages.warning(request, f"Added. {remark}")
    return redirect("room", pk)


def _remarks(texts: Iterable[str]) -> list[str]:
    """What a reader of the timeline would stumble over, at most three remarks."""
    remarks = []
    for text in texts:
        said = review(text, audience=Audience.POSTMORTEM, kind=Kind.TIMELINE_ENTRY)
        telling = [found for found in said.findings if found.severity is not Severity.HINT]
        remarks += [f"“{found.quote}”: {found.message}" for found in telling[:1]]
    return remarks[:3]

"""Who may enter the room of an incident, and what its clock shows.

Everybody enters the rooms of real incidents, at real time. The room of a drill is entered by those who take part, and its
clock is that of the drill; for everybody else it does not exist. Views of a room find their rows here and nowhere else.
"""

from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clarion.accounts.people import Person
from clarion.flows.drill import follow_drill
from clarion.incidents.incident import Incident, IncidentQuerySet
from clarion.incidents.timeline import Entry
from clarion.practice.drills.drill import Drill
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietProposal
from clarion.web.access import person_of
from clarion.web.forms.fields import MomentField


def incident_for(request: HttpRequest, pk: int, *, among: IncidentQuerySet | None = None) -> Incident:
    """Raises Http404, also for a drill in which the person takes no part."""
    incident = get_object_or_404(Incident.with_drills.all() if among is None else among, pk=pk)
    _must_take_part(incident, person_of(request))
    return incident


def draft_for(request: HttpRequest, pk: int) -> Draft:
    drafts = Draft.with_drills.select_related("incident", "corrects", "edited_by")
    return _of_room(request, get_object_or_404(drafts, pk=pk))


def entry_for(request: HttpRequest, pk: int) -> Entry:
    entries = Entry.with_drills.select_related("incident", "original__by", "by")
    return _of_room(request, get_object_or_404(entries, pk=pk))


def update_for(request: HttpRequest, pk: int) -> IncidentUpdate:
    return _of_room(
        request, get_object_or_404(IncidentUpdate.with_drills.select_related("incident", "by"), pk=pk)
    )


def proposal_for(request: HttpRequest, pk: int) -> QuietProposal:
    proposal = get_object_or_404(QuietProposal.objects.select_related("update__incident", "by"), pk=pk)
    _must_take_part(proposal.update.incident, person_of(request))
    return proposal


def dismissed_for(request: HttpRequest, pk: int) -> DismissedFinding:
    dismissed = get_object_or_404(DismissedFinding.objects.select_related("draft__incident"), pk=pk)
    _must_take_part(dismissed.draft.incident, person_of(request))
    return dismissed


def time_in(incident: Incident) -> datetime:
    """Now, by the clock of the room."""
    now = timezone.now()
    return incident.drill_of.clock.shows(now) if incident.drill else now


def as_of[Form: forms.BaseForm](form: Form, at: datetime) -> Form:
    """The form, which reads "10:40" as the nearest such time to the clock of the room."""
    for field in form.fields.values():
        if isinstance(field, MomentField):
            field.now = at
    return form


def _of_room[Row: (Draft, Entry, IncidentUpdate)](request: HttpRequest, row: Row) -> Row:
    _must_take_part(row.incident, person_of(request))
    return row


def _must_take_part(incident: Incident, person: Person) -> None:
    """Whoever enters the room of a drill keeps it going, too. Raises Http404."""
    if not incident.drill:
        return
    drill = Drill.objects.of(person).filter(incident=incident).first()
    if drill is None:
        raise Http404("There is no such incident.")
    follow_drill(drill, now=timezone.now())

"""Who may enter the room of an incident, and what its clock shows.

Everybody enters the rooms of real incidents, at real time. The room of a drill is entered by those who take part, and its
clock is that of the drill; for everybody else it does not exist. Views of a room find their rows here and nowhere else.
"""

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clarion.accounts.origin import practising
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.flows.drill import follow_drill
from clarion.incidents.incident import Incident, IncidentQuerySet
from clarion.incidents.services import Service
from clarion.incidents.timeline import Entry
from clarion.practice.drills.drill import Drill
from clarion.practice.drills.engine import script_of
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietProposal
from clarion.web.access import person_of
from clarion.web.forms.fields import MomentField

READ_ONLY = frozenset({"GET", "HEAD", "OPTIONS"})


def incident_for(request: HttpRequest, pk: int, *, among: IncidentQuerySet | None = None) -> Incident:
    """Raises Http404, also for a drill in which the person takes no part."""
    incident = get_object_or_404(Incident.with_drills.all() if among is None else among, pk=pk)
    _must_take_part(request, incident)
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
    _must_take_part(request, proposal.update.incident)
    return proposal


def dismissed_for(request: HttpRequest, pk: int) -> DismissedFinding:
    dismissed = get_object_or_404(DismissedFinding.objects.select_related("draft__incident"), pk=pk)
    _must_take_part(request, dismissed.draft.incident)
    return dismissed


def time_in(incident: Incident) -> datetime:
    """Now, by the clock of the room."""
    now = timezone.now()
    return incident.drill_of.clock.shows(now) if incident.drill else now


def people_in(incident: Incident) -> QuerySet[Person] | None:
    """Who may hold a role in a drill: those who take part. None for a real incident, where the roles at work decide."""
    if not incident.drill:
        return None
    return Person.objects.filter(pk__in=incident.drill_of.participants.values("person"))


def services_of(incident: Incident) -> list[Service]:
    """What its record may name: the services of the workspace, in a drill those of its script."""
    if not incident.drill:
        return list(Service.objects.all())
    names = [service.name for service in script_of(incident.drill_of).services]
    return [service for service in Service.with_drills.filter(drill=True) if service.name in names]


def as_of[Form: forms.BaseForm](form: Form, at: datetime) -> Form:
    """The form, which reads "10:40" as the nearest such time to the clock of the room."""
    for field in form.fields.values():
        if isinstance(field, MomentField):
            field.now = at
    return form


def _of_room[Row: (Draft, Entry, IncidentUpdate)](request: HttpRequest, row: Row) -> Row:
    _must_take_part(request, row.incident)
    return row


def _must_take_part(request: HttpRequest, incident: Incident) -> None:
    """Whoever enters the room of a drill keeps it going, too; once it is over, nothing is written there any more.

    Raises Http404, NotAllowed.
    """
    if not incident.drill or getattr(request, "drill_entered", None) == incident.pk:
        return
    drill = Drill.objects.of(person_of(request)).filter(incident=incident).first()
    if drill is None:
        raise Http404("There is no such incident.")
    follow_drill(drill, now=timezone.now())
    if drill.waits and request.method not in READ_ONLY:
        raise NotAllowed(
            f"This drill waits for its people. {drill.started_by} starts its clock; then it is written in."
        )
    if drill.ended_at and request.method not in READ_ONLY:
        raise NotAllowed(
            "This drill is over, and nothing more is written in it. Its debrief says how it went."
        )
    practising()
    request.drill_entered = incident.pk  # type: ignore[attr-defined]  # a page may ask for its incident twice

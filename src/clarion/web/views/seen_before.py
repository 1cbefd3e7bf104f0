"""Accepting a suggestion: this incident, or those of this post-mortem, have that problem behind them, too."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.postmortems.postmortem import PostMortem
from clarion.problems.linking import link_incident
from clarion.problems.problem import Problem
from clarion.web.access import allowed, person_of


@allowed(Act.LEARN)
@require_POST
def accept_for_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    _link(request, [incident])
    return redirect(f"{reverse('room', args=[pk])}#seen-before")


@allowed(Act.LEARN)
@require_POST
def accept_for_postmortem(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = get_object_or_404(PostMortem, public_id=public_id)
    _link(request, list(postmortem.incidents.order_by("declared_at", "pk")))
    return redirect(f"{reverse('postmortem', args=[public_id])}?work=1#similar")


@transaction.atomic
def _link(request: HttpRequest, incidents: Sequence[Incident]) -> None:
    """To the problem that the form names. Raises Http404 where it is not there."""
    problem = get_object_or_404(Problem, public_id=request.POST.get("problem", ""))
    was_resolved = problem.is_resolved
    for incident in incidents:
        link_incident(problem, incident, by=person_of(request), at=timezone.now())
    problem.refresh_from_db()
    again = " It was resolved and is open again." if was_resolved and not problem.is_resolved else ""
    named = ", ".join(incident.reference for incident in incidents)
    messages.success(request, f"{named} belongs to {problem.reference} now.{again}")

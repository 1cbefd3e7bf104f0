"""Declare an incident."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.states import Severity
from clarion.web.access import allowed, person_of
from clarion.web.forms.record import DeclareForm

TWO_CLICKS = timedelta(seconds=10)


@allowed(Act.DECLARE)
def declare_incident(request: HttpRequest) -> HttpResponse:
    form = DeclareForm(request.POST or None, initial={"severity": Severity.SEV2})
    if request.method == "POST" and form.is_valid():
        if declared := _declared_a_moment_ago(request, form.cleaned_data["title"]):
            return redirect("room", declared.pk)
        try:
            incident = declare(
                form.cleaned_data["title"],
                severity=Severity(form.cleaned_data["severity"]),
                services=form.affected(),
                facts=form.further_facts(),
                by=person_of(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("room", incident.pk)
    return render(request, "web/declare.html", {"form": form}, status=422 if form.errors else 200)


def _declared_a_moment_ago(request: HttpRequest, title: str) -> Incident | None:
    """The incident that the first of two clicks has declared."""
    since = timezone.now() - TWO_CLICKS
    return Incident.objects.filter(
        title=title.strip(), commander=person_of(request), declared_at__gte=since
    ).first()

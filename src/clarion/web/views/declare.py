"""Declare an incident."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.flows.declare import declare
from clarion.incidents.states import Severity
from clarion.web.access import allowed, person_of
from clarion.web.forms import DeclareForm


@allowed(Act.DECLARE)
def declare_incident(request: HttpRequest) -> HttpResponse:
    form = DeclareForm(request.POST or None, initial={"severity": Severity.SEV2})
    if request.method == "POST" and form.is_valid():
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

"""Edit the record of an incident."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.flows.change import change
from clarion.incidents.incident import Incident
from clarion.incidents.record import RecordChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.record import RecordForm


@allowed(Act.CHANGE_RECORD)
def edit_record(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    form = RecordForm(request.POST or None, instance=incident, initial={"version": incident.version})
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            change(
                incident,
                form.record(),
                services=form.affected(),
                seen_version=form.cleaned_data["version"],
                by=person_of(request),
                at=timezone.now(),
            )
        except RecordChanged as error:
            conflict = error.incident
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("room", pk)
    context = {"form": form, "incident": incident, "conflict": conflict}
    return render(
        request, "web/record.html", context, status=409 if conflict else 422 if form.errors else 200
    )

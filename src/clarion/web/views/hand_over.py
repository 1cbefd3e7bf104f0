"""Who does what in an incident: the page on which a role changes hands."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clarion.accounts.roles import Act
from clarion.incidents.hand_over import POSITIONS, hand_over
from clarion.web.access import allowed, person_of
from clarion.web.forms.hand_over import HandOverForm
from clarion.web.rooms import incident_for, people_in, time_in


@allowed(Act.CHANGE_RECORD)
def hand_over_roles(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    holders = {name: getattr(incident, name) for name in POSITIONS}
    form = HandOverForm(request.POST or None, initial=holders, among=people_in(incident))
    if request.method == "POST" and form.is_valid():
        # Only what was changed on this page: somebody else may have handed over another role meanwhile.
        chosen = {name: form.cleaned_data[name] for name in form.changed_data}
        seen = {name: form.shown(name) for name in chosen}
        try:
            changed = hand_over(incident, chosen, seen=seen, by=person_of(request), at=time_in(incident))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if changed:
                messages.success(request, "Handed over. The timeline says who does what now.")
            return redirect("room", pk)
    context = {"form": form, "incident": incident}
    return render(request, "web/hand_over.html", context, status=422 if form.errors else 200)

"""Say deliberately that there is no news, with a new promise."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.updates.audiences import Audience
from clarion.updates.heartbeats import start_heartbeat
from clarion.web.access import allowed, person_of
from clarion.web.rooms import incident_for, time_in


@allowed(Act.WRITE)
@require_POST
def no_news(request: HttpRequest, pk: int, audience: str) -> HttpResponse:
    """Open a draft without news for an audience; it is reviewed, approved and published like every other."""
    incident = incident_for(request, pk)
    try:
        draft = start_heartbeat(incident, Audience(audience), by=person_of(request), at=time_in(incident))
    except (ValidationError, ValueError) as error:
        messages.error(request, " ".join(getattr(error, "messages", ["There is no such audience."])))
        return redirect("room", pk)
    return redirect("compose", draft.pk)

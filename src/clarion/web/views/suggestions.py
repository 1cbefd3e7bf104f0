"""What alerts suggest: a person accepts (which declares) or dismisses."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows.declare import AlreadyDecided, accept_suggestion, dismiss_suggestion
from clarion.incidents.alerts import Suggestion, SuggestionState
from clarion.incidents.states import ServiceStatus, Severity
from clarion.web.access import allowed, person_of
from clarion.web.forms.record import DeclareForm


@allowed(Act.DECLARE)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration form, filled from the alerts; nothing exists until the person declares."""
    suggestion = get_object_or_404(Suggestion, pk=pk)
    if suggestion.state != SuggestionState.WAITING:
        return _decided_already(request, suggestion)
    form = DeclareForm(request.POST or None, initial=_from_alerts(suggestion))
    if request.method == "POST" and form.is_valid():
        try:
            incident = accept_suggestion(
                suggestion,
                title=form.cleaned_data["title"],
                severity=Severity(form.cleaned_data["severity"]),
                services=form.affected(),
                facts=form.further_facts(),
                by=person_of(request),
                at=timezone.now(),
            )
        except AlreadyDecided:
            suggestion.refresh_from_db()
            return _decided_already(request, suggestion)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("room", incident.pk)
    context = {"form": form, "suggestion": suggestion, "alerts": suggestion.alerts.all()}
    return render(request, "web/declare.html", context, status=422 if form.errors else 200)


@allowed(Act.DECLARE)
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = get_object_or_404(Suggestion, pk=pk)
    try:
        dismiss_suggestion(suggestion, by=person_of(request), at=timezone.now())
    except AlreadyDecided:
        suggestion.refresh_from_db()
        return _decided_already(request, suggestion)
    messages.info(request, f"Dismissed: {suggestion.title}. New alerts of this group will suggest it again.")
    return redirect("now")


def _from_alerts(suggestion: Suggestion) -> dict[str, object]:
    services = {
        f"service_{service.pk}": ServiceStatus.PARTIAL_OUTAGE for service in suggestion.services.all()
    }
    return {
        "title": suggestion.title,
        "severity": suggestion.severity,
        "started_at": suggestion.first_alert_at,
        **services,
    }


def _decided_already(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    messages.warning(request, f"{suggestion.decided_by} has decided on “{suggestion.title}” already.")
    return redirect("room", suggestion.incident_id) if suggestion.incident_id else redirect("now")

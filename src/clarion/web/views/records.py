"""Edit the record of an incident: one fact in its place, or all of it on one page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clarion.accounts.roles import Act
from clarion.flows.change import change
from clarion.incidents.incident import Incident
from clarion.incidents.record import RecordChanged
from clarion.web.access import allowed, person_of
from clarion.web.facts import BY_NAME, Fact, shown_facts
from clarion.web.forms.record import FactForm, RecordForm
from clarion.web.rooms import as_of, incident_for, time_in


@allowed(Act.CHANGE_RECORD)
def edit_record(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    form = RecordForm(request.POST or None, instance=incident, initial={"version": incident.version})
    as_of(form, time_in(incident))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            change(
                incident,
                form.record(),
                services=form.changed_services(),
                seen_version=form.cleaned_data["version"],
                by=person_of(request),
                at=time_in(incident),
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


@allowed(Act.CHANGE_RECORD)
def edit_fact(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One fact as a form; saved, it is the fact again. `?as=words` shows it without editing."""
    fact = BY_NAME.get(name)
    if fact is None:
        raise Http404
    incident = incident_for(request, pk)
    if request.method == "GET" and request.GET.get("as") == "words":
        return _fact_as_words(request, incident, fact)
    form = as_of(FactForm(request.POST or None, instance=incident, fact=fact), time_in(incident))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            change(
                incident,
                form.record(),
                services=form.changed_services(),
                seen=form.seen(),
                by=person_of(request),
                at=time_in(incident),
            )
        except RecordChanged as error:
            conflict = error.incident
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _fact_as_words(request, incident, fact)
    status = 409 if conflict else 422 if form.errors else 200
    return _fact_as_form(request, incident, fact, form, conflict=conflict, status=status)


def _fact_as_words(request: HttpRequest, incident: Incident, fact: Fact) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("room", incident.pk)
    shown = shown_facts(incident, incident.affected.select_related("service"), at=time_in(incident))[
        fact.name
    ]
    return render(request, "web/room/fact.html#words", {"incident": incident, "shown": shown})


def _fact_as_form(
    request: HttpRequest,
    incident: Incident,
    fact: Fact,
    form: FactForm,
    *,
    conflict: Incident | None,
    status: int,
) -> HttpResponse:
    """In a conflict, what the writer typed stays, and what the record says by now is what they have seen."""
    context: dict[str, Any] = {"incident": incident, "fact": fact, "form": form}
    if conflict:
        now = shown_facts(conflict, conflict.affected.select_related("service"), at=time_in(incident))
        context |= {"form": form.facing(conflict), "conflict": now[fact.name]}
    template = "web/room/fact.html#form" if request.htmx else "web/fact.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)

"""Maintenance: what is planned, plan it, move it, begin, finish, cancel it, and texts that are written ahead."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows import maintenance as flow
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import window_of
from clarion.incidents.record import RecordChanged
from clarion.updates.drafts import Draft
from clarion.updates.planned_texts import Step
from clarion.updates.suggested_text import start_planned_draft
from clarion.updates.written_ahead import write_ahead
from clarion.web.access import allowed, person_of
from clarion.web.forms.maintenance import PlanForm, WindowForm
from clarion.web.planned_lists import planned_lists
from clarion.web.views.declare import TWO_CLICKS


@allowed(Act.SEE)
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "web/maintenance.html", planned_lists(at=timezone.now()))


@allowed(Act.DECLARE)
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if planned := _planned_a_moment_ago(request, form):
            return redirect("room", planned.pk)
        try:
            incident = _plan(request, form)
        except ValidationError as error:
            form.refuse(error)
        else:
            return _to_the_announcement(request, incident)
    return render(request, "web/plan.html", {"form": form}, status=422 if form.errors else 200)


def _planned_a_moment_ago(request: HttpRequest, form: PlanForm) -> Incident | None:
    """The work that the first of two clicks has planned."""
    same = {"title": form.cleaned_data["title"].strip(), "planned": True, "commander": person_of(request)}
    return Incident.objects.filter(**same, declared_at__gte=timezone.now() - TWO_CLICKS).first()


def _plan(request: HttpRequest, form: PlanForm) -> Incident:
    typed = form.cleaned_data
    return flow.plan(
        typed["title"],
        start=typed["window_start"],
        end=typed["window_end"],
        services=typed["services"],
        impact=typed["impact"],
        recurring=form.recurring(),
        by=person_of(request),
        at=timezone.now(),
    )


def _to_the_announcement(request: HttpRequest, incident: Incident) -> HttpResponse:
    messages.success(
        request, f"{incident.reference} is planned. Nothing is public yet: this text announces it."
    )
    _point_out_overlaps(request, incident)
    draft = start_planned_draft(incident, Step.ANNOUNCEMENT, by=person_of(request), at=timezone.now())
    return redirect("compose", draft.pk)


def _point_out_overlaps(request: HttpRequest, incident: Incident) -> None:
    window = window_of(incident)
    others = flow.overlapping(window, incident.services.all(), besides=incident) if window else []
    if others:
        named = ", ".join(f"{other.reference} {other.title}" for other in others[:5])
        messages.warning(request, f"At that time there is other work on the same services: {named}.")


@allowed(Act.CHANGE_RECORD)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident.objects.select_related("series"), pk=pk, planned=True)
    window = window_of(incident)
    if request.method == "POST":
        form = WindowForm(request.POST)
    elif window:
        form = WindowForm.of(
            window.start, window.end, zone=incident.series.zone if incident.series else "UTC"
        )
    else:
        form = WindowForm()
    if request.method == "POST" and form.is_valid():
        try:
            draft = flow.move(
                incident,
                start=form.cleaned_data["window_start"],
                end=form.cleaned_data["window_end"],
                seen_version=_seen(request),
                by=person_of(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        except RecordChanged as error:
            form.add_error(None, str(error))
        else:
            incident.refresh_from_db()
            _point_out_overlaps(request, incident)
            return _to_the_draft(
                request, incident, draft, untold="The window is moved. Nobody had heard of it."
            )
    context = {"form": form, "incident": incident, "window": window}
    return render(request, "web/move_window.html", context, status=422 if form.errors else 200)


@allowed(Act.WRITE)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, flow.begin, untold="")


@allowed(Act.CHANGE_RECORD)
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, flow.finish, untold="The work is over. Nobody had heard of it.")


@allowed(Act.CHANGE_RECORD)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, flow.cancel, untold="The work is cancelled. Nobody had heard of it.")


@allowed(Act.WRITE)
@require_POST
def ahead(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Write the start ("identified") or the end ("resolved") ahead: it goes out at its time, once it is approved."""
    incident = get_object_or_404(Incident, pk=pk)
    try:
        draft = write_ahead(incident, name, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("room", pk)
    return redirect("compose", draft.pk)


def _act(request: HttpRequest, pk: int, verb: Any, *, untold: str) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    try:
        draft = verb(incident, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("room", pk)
    return _to_the_draft(request, incident, draft, untold=untold)


def _to_the_draft(
    request: HttpRequest, incident: Incident, draft: Draft | None, *, untold: str
) -> HttpResponse:
    if draft is None:
        messages.success(request, untold)
        return redirect("room", incident.pk)
    messages.info(
        request, "Readers hear of it when this text is published; until then the page stays as it is."
    )
    return redirect("compose", draft.pk)


def _seen(request: HttpRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdigit() and len(version) < 10 else None

"""The timeline: add lines ("14:05 rolled back release 118", one typed or many pasted), amend, hide, look back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.incidents.added_lines import add_lines
from clarion.incidents.amendments import (
    EntryChanged,
    NotAmendable,
    amend_entry,
    history_of,
    newest_of,
    why_not_reworded,
)
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry
from clarion.web.access import allowed, person_of
from clarion.web.forms.entry import EntryForm
from clarion.web.rooms import as_of, entry_for, incident_for, time_in
from clarion.web.timeline_part import line_of, timeline_part
from clarion.web.way_back import way_back

#: Of the field, as in console.js; more lines scroll.
MOST_ROWS = 12


@allowed(Act.SEE)
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole timeline on a page of its own, a few hundred lines at a time."""
    return render(request, "web/timeline.html", _page(request, incident_for(request, pk)))


@allowed(Act.CHANGE_RECORD)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines or none. What was refused stays in the field, and the page says what to change."""
    incident = incident_for(request, pk)
    if request.method != "POST":
        return redirect("timeline", pk)
    typed, at = request.POST.get("text", ""), time_in(incident)
    try:
        add_lines(incident, typed, by=person_of(request), at=at)
    except ValidationError as error:
        refused = f"Nothing was added. {' '.join(error.messages)}"
        rows = min(typed.count("\n") + 1, MOST_ROWS)
        page = _page(request, incident, typed=typed, typed_rows=rows, refused=refused)
        return render(request, "web/timeline.html", page, status=422)
    return _back_to_list(request, incident)


@allowed(Act.CHANGE_RECORD)
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a line. The form says which words the writer saw; when others stand by now, both are shown."""
    entry = entry_for(request, pk)
    if why_not_reworded(entry):
        return _amend_page(request, entry, status=422)
    if request.method != "POST":
        newest = newest_of(entry)
        return redirect("amend_entry", newest.pk) if newest != entry else _amend_page(request, entry)
    form = as_of(EntryForm(request.POST), time_in(entry.incident))
    if not form.is_valid():
        return _amend_page(request, entry, form=form, status=422)
    try:
        amend_entry(
            entry,
            form.changes(entry),
            why=form.cleaned_data["why"],
            by=person_of(request),
            at=time_in(entry.incident),
        )
    except EntryChanged as conflict:
        return _amend_page(request, conflict.newest, form=form, conflict=True, status=409)
    except ValidationError as error:
        return _amend_page(request, entry, form=form, error=" ".join(error.messages), status=422)
    return _back_to_list(request, entry.incident)


@allowed(Act.CHANGE_RECORD)
@require_POST
def sort(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another kind for a line."""
    kind = request.POST.get("kind", "")
    if kind not in EntryKind.values:
        messages.error(request, "There is no such kind of entry. Nothing was changed.")
    return _amended(request, pk, {"kind": kind} if kind in EntryKind.values else {})


@allowed(Act.CHANGE_RECORD)
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line for noise, or take that back."""
    return _amended(request, pk, {"hidden": request.POST.get("hidden") == "1"})


@allowed(Act.SEE)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a line ever said, who said it and when."""
    entry = entry_for(request, pk)
    chain = list(history_of(entry))
    context = {"incident": entry.incident, "newest": chain[0], "chain": chain, "at": time_in(entry.incident)}
    return render(request, "web/entry_history.html", context)


def _amended(request: HttpRequest, pk: int, changes: dict[str, Any]) -> HttpResponse:
    """Back at the list with the change made, or with a message that says why it was not."""
    entry = entry_for(request, pk)
    try:
        entry = amend_entry(entry, changes, by=person_of(request), at=time_in(entry.incident))
    except (EntryChanged, NotAmendable) as refused:
        messages.error(request, str(refused))
    if request.htmx and not entry.hidden:  # type: ignore[attr-defined]
        whole = request.POST.get("back") == "timeline"
        context = {
            "line": line_of(newest_of(entry)),
            "kinds": EntryKind,
            "whole": whole,
            "at": time_in(entry.incident),
        }
        return render(request, "web/room/entry.html", context)
    return _back_to_list(request, entry.incident)


def _page(request: HttpRequest, incident: Incident, **more: Any) -> dict[str, Any]:
    part = timeline_part(incident, request.GET)
    return {"incident": incident, "timeline": part, "whole": True, "at": time_in(incident), **more}


def _amend_page(
    request: HttpRequest, entry: Entry, *, form: EntryForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    back = request.POST.get("back") or request.GET.get("back", "")
    context = {
        "entry": entry,
        "incident": entry.incident,
        "form": form or EntryForm.of(entry),
        "line": line_of(entry),
        "why_not": why_not_reworded(entry),
        "back": back,
        "way_back": way_back(back, entry.incident),
        **more,
    }
    return render(request, "web/amend_entry.html", context, status=status)


def _back_to_list(request: HttpRequest, incident: Incident) -> HttpResponse:
    return redirect(way_back(request.POST.get("back", ""), incident))

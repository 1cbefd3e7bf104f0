"""The timeline of a post-mortem: lines added days later, noise left out, links that prove lines.

The lines are those of its incidents: what is added here stands in the incident's timeline, too.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.incidents.amendments import EntryChanged, NotAmendable, may_be_hidden, newest_of
from clarion.incidents.timeline import Entry
from clarion.postmortems.late_lines import add_late_lines
from clarion.postmortems.noise import hide_lines, set_evidence
from clarion.postmortems.postmortem import PostMortem
from clarion.web.access import allowed, person_of
from clarion.web.forms.late_lines import EvidenceForm, LateLinesForm
from clarion.web.postmortem_answers import answer, part_of, postmortem_of, refuse
from clarion.web.postmortem_page import page

#: Keys of one form; a timeline that is longer is cleared of noise in several goes.
MOST_AT_ONCE = 1000


@allowed(Act.CHANGE_RECORD)
@require_POST
@part_of("timeline")
def add_lines(request: HttpRequest, public_id: str) -> HttpResponse:
    """All lines or none. What was refused stays in the field, and the page says what to change."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    form = LateLinesForm(postmortem, request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            added = add_late_lines(
                postmortem, chosen["incident"], chosen["text"], day=chosen["day"], zone=chosen["zone"],
                by=person_of(request), at=at,
            )  # fmt: skip
            return answer(request, postmortem, "timeline", lines_added=len(added))
        except ValidationError as error:
            refuse(form, error)
    return page(request, postmortem, at=at, status=422, late_form=form)


@allowed(Act.CHANGE_RECORD)
@require_POST
@part_of("timeline")
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave the chosen lines out as noise, or take them in again."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    lines = _lines_of(postmortem, request.POST.getlist("line"))
    hidden = request.POST.get("hidden") == "1"
    refused = hide_lines(postmortem, lines, hidden=hidden, by=person_of(request), at=at)
    if not lines:
        refused = ["Choose the lines first: tick them, then press the button again."]
    if refused and not request.htmx:  # type: ignore[attr-defined]
        messages.error(request, " ".join(refused))
    return answer(request, postmortem, "timeline", noise_refused=refused)


@allowed(Act.CHANGE_RECORD)
@part_of("timeline")
def evidence(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The link that proves one line, on a page of its own."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    seen = get_object_or_404(
        Entry.objects.select_related("incident", "original"), pk=pk, incident__in=postmortem.incidents.all()
    )
    if not may_be_hidden(seen):
        messages.error(request, "Clarion wrote this line down itself: it needs no evidence.")
        return _back(postmortem)
    line = newest_of(seen)
    form = EvidenceForm(request.POST or None, initial={"evidence_url": line.evidence_url})
    if request.method == "POST" and form.is_valid():
        try:
            set_evidence(postmortem, seen, form.cleaned_data["evidence_url"], by=person_of(request), at=at)
            return _back(postmortem)
        except ValidationError as error:
            refuse(form, error)
        except (EntryChanged, NotAmendable) as refused:
            form.add_error(None, str(refused))
    context: dict[str, Any] = {"postmortem": postmortem, "line": line, "form": form, "at": at}
    return render(request, "web/postmortem_evidence.html", context, status=422 if form.errors else 200)


def _lines_of(postmortem: PostMortem, keys: list[str]) -> list[Entry]:
    """Those of its incidents; a key that names none of them is left out."""
    numbers = [int(key) for key in keys[:MOST_AT_ONCE] if key.isascii() and key.isdigit() and len(key) <= 18]
    lines = Entry.objects.filter(pk__in=numbers, incident__in=postmortem.incidents.all())
    return list(lines.select_related("incident", "original"))


def _back(postmortem: PostMortem) -> HttpResponse:
    return redirect(f"{reverse('postmortem', args=[postmortem.public_id])}#timeline")

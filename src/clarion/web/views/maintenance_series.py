"""Recurring work: its coming windows, the text that is approved for all of them, its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows.maintenance_series import approve_for_series, end_series
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.updates.markdown import render_markdown
from clarion.updates.series_texts import announcement_of, standing_text
from clarion.web.access import allowed, person_of
from clarion.web.planned_lists import series_row

OCCURRENCES_SHOWN = 50


@allowed(Act.SEE)
def series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(MaintenanceSeries.objects.prefetch_related("services"), pk=pk)
    at = timezone.now()
    announcement, text = announcement_of(found), standing_text(found)
    context = {
        "at": at,
        "row": series_row(found, at=at),
        "series": found,
        "announcement": announcement,
        "preview": render_markdown(announcement.text_now) if announcement else "",
        "text": text,
        "last_text": found.texts.select_related("by").first(),
        "occurrences": found.occurrences.order_by("-planned_start")[:OCCURRENCES_SHOWN],
        "may_approve": person_of(request).may(Act.APPROVE_EXTERNAL),
    }
    return render(request, "web/series.html", context)


@allowed(Act.APPROVE_EXTERNAL)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(MaintenanceSeries, pk=pk)
    try:
        approve_for_series(found, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, f"Not approved. {' '.join(error.messages)}")
    else:
        messages.success(request, "Approved. The coming windows are announced within a few seconds.")
    return redirect("series", pk)


@allowed(Act.CHANGE_RECORD)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(MaintenanceSeries, pk=pk)
    try:
        left = end_series(found, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        announced = f" {len(left)} windows are announced already: cancel them one by one." if left else ""
        messages.success(request, f"The series has ended.{announced}")
    return redirect("series", pk)

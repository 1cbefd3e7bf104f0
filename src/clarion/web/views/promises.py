"""Promises kept, late and missed over time; nobody's name."""

import csv
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.updates.audiences import Audience
from clarion.updates.ledger import MonthOfSeverity
from clarion.updates.ledger import statistics as figures
from clarion.web.access import allowed
from clarion.web.promise_chart import chart_of

MONTHS_SHOWN = 12
COLUMNS = (
    "month", "severity", "kept", "late", "missed", "median_minutes_late", "p90_minutes_late", "longest_silence_minutes",
)  # fmt: skip


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(choices=[("", "All audiences"), *Audience.choices], required=False)


@allowed(Act.SEE)
def statistics(request: HttpRequest) -> HttpResponse:
    at, form = timezone.now(), AudienceForm(request.GET)
    entries = figures(at=at, since=_first_shown(at), audience=_audience(form))
    context: dict[str, Any] = {
        "entries": entries,
        "chart": chart_of(entries),
        "form": form,
        "months": MONTHS_SHOWN,
    }
    return render(request, "web/promises.html", context, status=422 if form.errors else 200)


@allowed(Act.SEE)
def export(request: HttpRequest) -> HttpResponse:
    """All months as CSV; minutes with one decimal, empty where there is nothing to say."""
    form = AudienceForm(request.GET)
    audience = _audience(form)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="promises{f"-{audience}" if audience else ""}.csv"'
    )
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    writer.writerows(_row(entry) for entry in figures(at=timezone.now(), audience=audience))
    return response


def _row(entry: MonthOfSeverity) -> list[str | int]:
    minutes = (entry.median_lateness, entry.p90_lateness, entry.silence)
    return [
        f"{entry.month:%Y-%m}", entry.severity, entry.kept, entry.late, entry.missed,
        *("" if value is None else f"{value:.1f}" for value in minutes),
    ]  # fmt: skip


def _audience(form: AudienceForm) -> str:
    return str(form.cleaned_data["audience"]) if form.is_valid() else ""


def _first_shown(at: datetime) -> datetime:
    """The first day of the first of the months shown, this month included."""
    months = at.year * 12 + at.month - MONTHS_SHOWN
    return at.replace(
        year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )

"""Numbers that matter: each figure with its definition, picture and table, and both as files."""

import csv
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from clarion.accounts.roles import Act
from clarion.incidents.states import Severity
from clarion.numbers.figure import Figure, Period, cells
from clarion.numbers.figures import FIGURES
from clarion.numbers.picture import draw, in_short, shown
from clarion.numbers.tables import columns, rows
from clarion.web.access import allowed

MONTHS = 12


class NumbersFilter(forms.Form):
    months = forms.TypedChoiceField(
        choices=[(3, "3 months"), (6, "6 months"), (12, "12 months"), (24, "24 months")],
        coerce=int, required=False, empty_value=None, label="The last",
    )  # fmt: skip
    severity = forms.ChoiceField(choices=[("", "All severities"), *Severity.choices], required=False)

    def period(self, *, at: datetime) -> Period:
        """What was chosen; a field in error chooses nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return Period(_first_of(given.get("months") or MONTHS, at), at, given.get("severity") or "")


@allowed(Act.SEE)
def numbers(request: HttpRequest) -> HttpResponse:
    form = NumbersFilter({"months": str(MONTHS), **request.GET.dict()})
    period = form.period(at=timezone.now())
    figures = [_shown(figure(period), period) for figure in FIGURES.values()]
    context = {"form": form, "figures": figures, "query": request.GET.urlencode()}
    return render(request, "web/numbers.html", context, status=422 if form.errors else 200)


@allowed(Act.SEE)
def table(request: HttpRequest, name: str) -> HttpResponse:
    """The table as CSV."""
    figure, _ = _asked(request, name)
    response = _file("text/csv; charset=utf-8", f"{figure.key}.csv")
    writer = csv.writer(response)
    writer.writerow(columns(figure))
    writer.writerows(rows(figure))
    return response


@allowed(Act.SEE)
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """The picture as an SVG file that needs nothing else."""
    figure, period = _asked(request, name)
    drawn = draw(figure, period.months(), alone=True)
    if not drawn:
        raise Http404("There is nothing to draw in these months.")
    response = _file("image/svg+xml", f"{figure.key}.svg")
    response.write(drawn)
    return response


def _asked(request: HttpRequest, name: str) -> tuple[Figure, Period]:
    if name not in FIGURES:
        raise Http404(f"There is no figure {name}.")
    period = NumbersFilter({"months": str(MONTHS), **request.GET.dict()}).period(at=timezone.now())
    return FIGURES[name](period), period


def _file(kind: str, name: str) -> HttpResponse:
    return HttpResponse(content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _shown(figure: Figure, period: Period) -> dict[str, Any]:
    return {
        "figure": figure,
        "in_short": in_short(figure),
        "picture": mark_safe(draw(figure, period.months())),
        "lines": [
            {
                "month": cell.month,
                "severity": cell.severity,
                "counts": [cell.counts[outcome] for outcome in figure.outcomes],
                "dots": len(cell.values),
                "values": [shown(value, figure.unit) for value in (cell.median, cell.p90, cell.highest)],
            }
            for cell in cells(figure)
        ],
    }


def _first_of(months: int, at: datetime) -> datetime:
    """The first moment of the first of so many months, this one included."""
    number = at.year * 12 + at.month - months
    return at.replace(
        year=number // 12, month=number % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )

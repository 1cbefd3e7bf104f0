"""When post-mortems are asked for, as an admin sets it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.incidents.states import Severity
from clarion.postmortems.demand_settings import DemandsChanged, change_demands, current_demands, in_words
from clarion.postmortems.demands import SHIPPED
from clarion.web.access import allowed, person_of
from clarion.web.forms.demands import DemandForm, forms_of


@allowed(Act.MANAGE_WORKSPACE)
def demands(request: HttpRequest) -> HttpResponse:
    now = current_demands()
    if request.method != "POST":
        return _page(request, forms_of(now))
    rows = forms_of(now, request.POST)
    valid = [row.is_valid() for row in rows]  # every row, so that each says what is wrong
    if not all(valid):
        return _page(request, rows, status=422)
    seen = {Severity(row.severity): asked for row in rows if (asked := row.seen())}
    try:
        change_demands(
            {Severity(row.severity): row.asks() for row in rows},
            seen=seen, by=person_of(request), at=timezone.now(),
        )  # fmt: skip
    except DemandsChanged as conflict:
        saved = {str(severity): in_words(asked) for severity, asked in conflict.table.items()}
        # What was typed stays; the next press of Save says that their table was seen.
        typed = forms_of(conflict.table, _seeing(request, conflict))
        return _page(request, typed, conflict=conflict, saved=saved, status=409)
    messages.success(request, "Saved. It holds for post-mortems and action items from now on.")
    return redirect("demands")


def _seeing(request: HttpRequest, conflict: DemandsChanged) -> dict[str, str]:
    """What was typed, with the saved table as the one that was seen."""
    sent = {name: str(value) for name, value in request.POST.items() if not name.startswith("initial-")}
    for row in forms_of(conflict.table):
        for name, value in row.initial.items():
            sent[row.add_initial_prefix(name)] = str(value)
    return sent


def _page(request: HttpRequest, rows: list[DemandForm], *, status: int = 200, **more: object) -> HttpResponse:
    shipped = {str(severity): in_words(asked) for severity, asked in SHIPPED.items()}
    return render(
        request, "web/settings/demands.html", {"rows": rows, "shipped": shipped, **more}, status=status
    )

"""The cadence: how long which audience may wait, as an admin sets it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.incidents.states import Severity
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import CadenceChanged, cadence_settings, change_cadence
from clarion.web.access import allowed, person_of
from clarion.web.forms.cadence import CadenceForm, label_of


@allowed(Act.MANAGE_WORKSPACE)
def cadence(request: HttpRequest) -> HttpResponse:
    """The grid. "Back to the shipped table" fills the form; nothing is saved until the admin saves."""
    if request.method != "POST":
        current = cadence_settings()
        return _page(request, CadenceForm.of(current.table(), version=current.version))
    form = CadenceForm(request.POST)
    if "shipped" in request.POST:
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        return _page(request, CadenceForm.of(SHIPPED, version=version), back_to_shipped=True)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        change_cadence(
            form.minutes(),
            seen_version=form.cleaned_data["version"],
            by=person_of(request),
            at=timezone.now(),
        )
    except CadenceChanged as conflict:
        # What was typed stays; the next press of Save says that their table was seen.
        typed = request.POST.copy()
        typed["version"] = str(conflict.settings.version)
        theirs = _differences(form.minutes(), conflict.settings.table())
        return _page(request, CadenceForm(typed), conflict=conflict, theirs=theirs, status=409)
    messages.success(
        request, "Saved. Promises made from now on follow this table; those that stand stay as promised."
    )
    return redirect("cadence")


def _differences(
    mine: dict[str, int | None], theirs: dict[str, int | None]
) -> list[tuple[str, int | None, int | None]]:
    """Cell by name, what stands in the form, what is saved."""
    return [(label_of(cell), mine[cell], theirs[cell]) for cell in mine if mine[cell] != theirs[cell]]


def _page(request: HttpRequest, form: CadenceForm, *, status: int = 200, **more: object) -> HttpResponse:
    context = {"form": form, "settings": cadence_settings(), "severities": Severity, **more}
    return render(request, "web/settings/cadence.html", context, status=status)

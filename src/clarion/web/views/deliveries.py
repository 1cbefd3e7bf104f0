"""Who was told what, and when: sums in the room of an incident, the list of an update, its export, trying again."""

from itertools import batched

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clarion.accounts.audit import Done, record_act
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.subscribers.told import SHOWN, as_csv, deliveries_of, shown_address, told_of, try_again
from clarion.updates.publication import IncidentUpdate
from clarion.web.access import allowed, person_of
from clarion.web.forms.told_filter import ToldFilter

LINES_AT_ONCE = 500


@allowed(Act.SEE)
@require_GET
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers only; addresses are for those who may write to them."""
    incident = get_object_or_404(Incident, pk=pk)
    context = {"incident": incident, "told": told_of(incident), "at": timezone.now()}
    context["may_see_addresses"] = person_of(request).may(Act.PUBLISH_EXTERNAL)
    return render(request, "web/told.html", context)


@allowed(Act.PUBLISH_EXTERNAL)
@require_GET
def update_told(request: HttpRequest, pk: int) -> HttpResponse:
    update = _update(pk)
    form = ToldFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = list(deliveries_of(update, **chosen)[: SHOWN + 1]) if form.is_valid() else []
    told = next((each for each in told_of(update.incident) if each.update == update), None)
    context = {
        "update": update,
        "incident": update.incident,
        "told": told,
        "form": form,
        "chosen": any(chosen.values()),
        "rows": [(each, shown_address(each.channel, each.subscriber.address)) for each in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "at": timezone.now(),
    }
    return render(request, "web/update_told.html", context, status=422 if form.errors else 200)


@allowed(Act.PUBLISH_EXTERNAL)
@require_GET
def export_told(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everybody, as CSV. Exporting addresses is an act itself."""
    update = _update(pk)
    record_act(Done.EXPORTED_DELIVERIES, str(update), by=person_of(request), at=timezone.now())
    lines = map("".join, batched(as_csv(update), LINES_AT_ONCE))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"told-{update.incident.reference}-{update.published_at:%Y-%m-%d-%H%M}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@allowed(Act.PUBLISH_EXTERNAL)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try anew what was given up."""
    number = try_again(_update(pk), by=person_of(request), at=timezone.now())
    if number:
        deliveries = f"{number:,} deliveries are" if number != 1 else "One delivery is"
        messages.success(request, f"{deliveries} tried again within a few seconds.")
    else:
        messages.info(request, "Nothing of this update was given up; nothing was changed.")
    return redirect("update_told", pk)


def _update(pk: int) -> IncidentUpdate:
    return get_object_or_404(IncidentUpdate.objects.select_related("incident", "by"), pk=pk)

"""Subscribers: how many there are, who they are, what each was told; adding, disabling, removing, taking along."""

from itertools import batched

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clarion.accounts.audit import Done, record_act
from clarion.accounts.roles import Act
from clarion.subscribers import managing
from clarion.subscribers.counts import count_subscribers
from clarion.subscribers.csv_lines import write_lines
from clarion.subscribers.scope import scope_of, services_named, titles_told
from clarion.subscribers.subscriber import Standing, Subscriber
from clarion.subscribers.trial import send_test
from clarion.web.access import allowed, person_of
from clarion.web.forms.subscribers import AddSubscriberForm, SubscriberFilter

PAGE_SIZE = 50
DELIVERIES_SHOWN = 50
LINES_AT_ONCE = 200


@allowed(Act.MANAGE_WORKSPACE)
@require_GET
def audiences(request: HttpRequest) -> HttpResponse:
    """The newest first. A page begins below a subscriber, so that it costs the same however many there are."""
    form = SubscriberFilter(request.GET)
    return _list(request, form, status=200 if form.is_valid() else 422)


@allowed(Act.MANAGE_WORKSPACE)
@require_GET
def export_subscribers(request: HttpRequest) -> HttpResponseBase:
    """What was chosen, as CSV. It holds addresses, so that exporting is an act itself."""
    form = SubscriberFilter(request.GET)
    if not form.is_valid():
        return _list(request, form, status=422)
    at = timezone.now()
    record_act(Done.EXPORTED_SUBSCRIBERS, "csv", by=person_of(request), at=at, detail=form.in_words())
    lines = write_lines(form.chosen(Subscriber.objects.all()))
    answer = StreamingHttpResponse(
        map("".join, batched(lines, LINES_AT_ONCE)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="subscribers-{at:%Y-%m-%d-%H%M}.csv"'
    return answer


@allowed(Act.MANAGE_WORKSPACE)
def add_subscriber(request: HttpRequest) -> HttpResponse:
    form = AddSubscriberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = managing.add_subscriber(form.new(), by=person_of(request), at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Added. They are told of what is published from now on.")
            return redirect("subscriber", new.pk)
    return render(request, "web/audiences/add.html", {"form": form}, status=422 if form.errors else 200)


@allowed(Act.MANAGE_WORKSPACE)
@require_GET
def subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, and what they were told when."""
    found = get_object_or_404(Subscriber, pk=pk)
    scope = scope_of(found)
    context = {
        "subscriber": found,
        "language": dict(settings.LANGUAGES).get(found.language, found.language),
        "services": services_named(scope.services),
        "incidents": titles_told(scope.incidents, found.audience).values(),
        "deliveries": found.deliveries.select_related("update__incident").order_by("-pk")[:DELIVERIES_SHOWN],
        "delivered": found.deliveries.count(),
        "bounces": found.bounces.all()[:20],
        "letters": found.letters.order_by("-pk")[:5],
    }
    return render(request, "web/audiences/subscriber.html", context)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def disable_subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    found, because = get_object_or_404(Subscriber, pk=pk), request.POST.get("because", "")[:400]
    if managing.disable_subscriber(found, because=because, by=person_of(request), at=timezone.now()):
        messages.success(request, "Disabled. Nothing is sent to this address until somebody enables it.")
    else:
        messages.info(request, "Nothing was sent to this address anyway; nothing was changed.")
    return redirect("subscriber", found.pk)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def test_subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a line that says what it is, at once."""
    found = get_object_or_404(Subscriber, pk=pk)
    if not found.address:
        messages.error(request, "The address is wiped; there is nobody to send to.")
    elif problem := send_test(found, by=person_of(request), at=timezone.now()):
        messages.error(request, str(problem))
    else:
        messages.success(request, "Sent. The other side took the test message.")
    return redirect("subscriber", found.pk)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def enable_subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Subscriber, pk=pk)
    try:
        managing.enable_subscriber(found, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Enabled. They are told of what is published from now on.")
    return redirect("subscriber", found.pk)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def remove_subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Subscriber, pk=pk)
    managing.remove_subscriber(found, by=person_of(request), at=timezone.now())
    messages.success(request, "Removed. The address is wiped; what was delivered stays countable.")
    return redirect("subscriber", found.pk)


def _list(request: HttpRequest, form: SubscriberFilter, *, status: int) -> HttpResponse:
    subscribers = form.chosen(Subscriber.objects.order_by("-pk"))
    below = request.GET.get("below", "")
    begins = int(below) if below.isascii() and below.isdigit() and len(below) < 19 else None
    if begins:
        subscribers = subscribers.filter(pk__lt=begins)
    shown = list(subscribers.prefetch_related("services", "incidents")[: PAGE_SIZE + 1])
    context = {
        "form": form,
        "counts": count_subscribers(),
        "standings": [standing.label for standing in Standing],
        "subscribers": shown[:PAGE_SIZE],
        "further": shown[PAGE_SIZE - 1].pk if len(shown) > PAGE_SIZE else None,
        "begins_below": begins,
        "chosen": any(form[name].value() for name in form.fields),
    }
    return render(request, "web/audiences.html", context, status=status)

"""Trackers: connecting them in the settings, and the link of an action item to its issue."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.trackers.account import (
    change_tracker,
    connect_tracker,
    connected,
    disconnect_tracker,
    rotate_hook_secret,
    tracker_of,
)
from clarion.postmortems.trackers.ticket_link import TicketLink, link_ticket, look_again, unlink_ticket
from clarion.postmortems.trackers.tracker import TrackerProblem
from clarion.web.access import allowed, person_of
from clarion.web.forms.trackers import ChangeTrackerForm, LinkForm, TrackerForm


@allowed(Act.MANAGE_WORKSPACE)
@never_cache
def trackers(request: HttpRequest) -> HttpResponse:
    """The connected trackers, and the form for one more. A new one is asked at once whether it can be used.

    The answer to connecting one shows the secret of its webhook, once.
    """
    if request.method != "POST":
        return _page(request, _empty_form())
    form = TrackerForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    account = form.save(commit=False)
    try:
        found = tracker_of(account, at=timezone.now()).check()
        connect_tracker(account, by=person_of(request), at=timezone.now())
    except TrackerProblem as problem:
        form.add_error(None, f"Not connected. {problem}")
        return _page(request, form, status=422)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, status=422)
    messages.success(
        request, f"Connected: {found} can be read. To hear of changes at once, set up its webhook."
    )
    return _page(request, _empty_form(), secret_of=account.pk, secret=account.hook_secret)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
@never_cache
def change_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Another token, another secret for the webhook (shown once), or disconnected."""
    account = get_object_or_404(connected(), pk=pk)
    if "rotate" in request.POST:
        secret = rotate_hook_secret(account, by=person_of(request), at=timezone.now())
        return _page(request, _empty_form(), secret_of=account.pk, secret=secret)
    if "disconnect" in request.POST:
        disconnect_tracker(account, by=person_of(request), at=timezone.now())
        messages.success(request, f"{account} is disconnected. Its issues and their links stay.")
        return redirect("trackers")
    form = ChangeTrackerForm(request.POST)
    if form.is_valid():
        change_tracker(account, form.changes(), by=person_of(request), at=timezone.now())
        messages.success(request, "Saved.")
    return redirect("trackers")


@allowed(Act.LEARN)
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an action item in step with a new issue, or with one that is there."""
    item = get_object_or_404(ActionItem, pk=pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = link_ticket(
                item, given["account"], key=given["key"], by=person_of(request), at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Linked with {made}. It is brought in step within a minute.")
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("action_item", pk)


@allowed(Act.LEARN)
@require_POST
def change_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again at once, or take the link away."""
    found = get_object_or_404(TicketLink.objects.select_related("item", "account"), item=pk)
    if "unlink" in request.POST:
        unlink_ticket(found, by=person_of(request), at=timezone.now())
        messages.success(request, "The link is gone; the issue stays as it is.")
    else:
        look_again(found, at=timezone.now())
        messages.success(request, "Clarion looks again within a minute.")
    return redirect("action_item", pk)


def _empty_form() -> TrackerForm:
    return TrackerForm(initial={"kind": "github", "issue_type": "Task"})


def _page(
    request: HttpRequest,
    form: TrackerForm,
    *,
    status: int = 200,
    secret_of: int | None = None,
    secret: str = "",
) -> HttpResponse:
    """`secret` is that of the webhook of the tracker `secret_of`, just made."""
    rows: list[dict[str, Any]] = [
        {
            "account": account,
            "form": ChangeTrackerForm(initial={"by_itself": account.by_itself}),
            "hook": f"{settings.CONSOLE_URL}/intake/trackers/{account.public_id}",
            "secret": secret if account.pk == secret_of else "",
            "linked": account.tickets.count(),
            "failing": account.tickets.exclude(failure="").select_related("item")[:5],
        }
        for account in connected().select_related("added_by")
    ]
    return render(request, "web/settings/trackers.html", {"form": form, "rows": rows}, status=status)

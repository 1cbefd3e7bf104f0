"""The calendar of one's own action items: made and ended on the board, read by calendar programs without a sign-in.

Whoever knows the address reads it, so it holds 256 random bits, is shown once, kept as a hash, told to no search engine and to no
log, and ended in one step.
"""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.item_calendar import find_item_calendar, make_item_calendar, revoke_item_calendar
from clarion.postmortems.item_feed import render_feed
from clarion.subscribers.form_limits import TooOften, use_secret_address
from clarion.web.access import allowed, person_of
from clarion.web.origin import address_of
from clarion.web.views.action_items import board_page

GONE = "This calendar address was ended, or was never made. Make a new one in Clarion under Learn, Action items.\n"


@allowed(Act.SEE)
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new address, shown once in the answer; the one before ends."""
    if request.method != "POST":
        return redirect("action_items")
    token = make_item_calendar(by=person_of(request), at=timezone.now())
    address = f"{settings.CONSOLE_URL}{reverse('action_item_feed', args=[token])}"
    return board_page(request, calendar_address=address)


@allowed(Act.SEE)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    if revoke_item_calendar(by=person_of(request), at=timezone.now()):
        messages.success(request, "The address is ended. Calendars that ask for it are refused from now on.")
    return redirect("action_items")


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """410 for an address that is none, so that programs stop asking; 304 while nothing changed."""
    at = timezone.now()
    calendar = find_item_calendar(token, at=at)
    if calendar is None:
        return _refused(request)
    body = render_feed(calendar.person)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return _closed(HttpResponse(status=304, headers={"ETag": tag}))
    headers = {"ETag": tag, "Content-Disposition": 'inline; filename="action-items.ics"'}
    return _closed(HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers))


def _refused(request: HttpRequest) -> HttpResponse:
    try:
        use_secret_address(client=address_of(request), at=timezone.now())
    except TooOften as often:
        later = {"Retry-After": str(often.minutes * 60)}
        return _closed(
            HttpResponse("Ask again later.\n", status=429, content_type="text/plain", headers=later)
        )
    return _closed(HttpResponse(GONE, status=410, content_type="text/plain; charset=utf-8"))


def _closed(answer: HttpResponse) -> HttpResponse:
    """What is for one reader: kept by no proxy, found by no search engine."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer

"""Manage a subscription by the link that stands in every message: choose, leave, be forgotten.

By the link out of a mail, the owner of a webhook sees who answers for it and the key of its signature as well.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clarion.subscribers.links import Purpose, read_token
from clarion.subscribers.scope import scope_of, titles_shown
from clarion.subscribers.subscriber import Channel, Subscriber
from clarion.subscribers.subscribing import choose, forget, leave
from clarion.web.readers.audience import form_for
from clarion.web.readers.errors import unreadable_link
from clarion.web.readers.page import for_readers, language_of, reader_page
from clarion.web.readers.scope_form import CHOSEN, EVERYTHING, ScopeForm


# Exempt: who has the link may change it, from any page; no cookie is needed, and none is set.
@csrf_exempt
@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    return _by_link(request, subscriber_of(Purpose.MANAGE, token), is_owner=False)


# Exempt as `manage` is.
@csrf_exempt
@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def manage_as_owner(request: HttpRequest, token: str) -> HttpResponse:
    return _by_link(request, subscriber_of(Purpose.OWNER, token), is_owner=True)


def _by_link(request: HttpRequest, subscriber: Subscriber | None, *, is_owner: bool) -> HttpResponse:
    if subscriber is None:
        return unreadable_link(request)
    with translation.override(language_of(request, known=subscriber.language)):
        if subscriber.left_at and request.POST.get("do") != "forget":
            return reader_page(
                request, "gone", {"subscriber": subscriber, "can_forget": not subscriber.wiped_at}
            )
        return _answer(request, subscriber, is_owner=is_owner)


def subscriber_of(purpose: Purpose, token: str) -> Subscriber | None:
    public_id = read_token(purpose, token)
    return Subscriber.objects.filter(public_id=public_id).first() if public_id else None


def _answer(request: HttpRequest, subscriber: Subscriber, *, is_owner: bool) -> HttpResponse:
    act, at = request.POST.get("do", ""), timezone.now()
    if act in {"leave", "forget"}:
        (forget if act == "forget" else leave)(subscriber, at=at)
        subscriber.refresh_from_db()
        values = {"subscriber": subscriber, "can_forget": not subscriber.wiped_at, "just_now": True}
        return reader_page(request, "gone", values)
    if subscriber.disabled_at and subscriber.key_is_revoked:
        # They may leave, and see nothing of what partners are told.
        return reader_page(request, "manage", {"subscriber": subscriber, "key_is_revoked": True})
    form = _form(request, subscriber)
    if form.is_bound and form.is_valid():
        language = form.cleaned_data["language"]
        choose(subscriber, form.scope(), language=language, payload=form.payload_chosen())
        return HttpResponseRedirect("?saved=1")
    # An admin added a webhook without contact; nobody could be mailed its key.
    shows_key = subscriber.channel == Channel.WEBHOOK and (is_owner or not subscriber.contact)
    values = {
        "form": form,
        "subscriber": subscriber,
        "saved": request.GET.get("saved") == "1",
        "is_owner": is_owner,
        "shows_key": shows_key,
    }
    return reader_page(request, "manage", values, status=422 if form.errors else 200)


def _form(request: HttpRequest, subscriber: Subscriber) -> ScopeForm:
    """What a link of a mail names beside is ticked already: `?service=` and `?incident=`, as often as they come."""
    scope = scope_of(subscriber)
    asked = form_for(subscriber.audience, chosen=scope.services)
    services, incidents = [*scope.services], [*scope.incidents]
    services += [each for each in request.GET.getlist("service") if asked.service(each)]
    incidents += [each for each in request.GET.getlist("incident")[:20] if asked.incident_title(each)]
    return ScopeForm(
        request.POST if request.method == "POST" else None,
        initial={
            "about": EVERYTHING if scope.everything else CHOSEN,
            "services": services,
            "incidents": incidents,
            "language": subscriber.language,
            "payload": subscriber.payload,
        },
        form_for=asked,
        channel=subscriber.channel,
        incidents=titles_shown(incidents, subscriber.audience),
    )

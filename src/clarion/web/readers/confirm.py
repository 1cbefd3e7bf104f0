"""Confirm: the link of the mail opens a page with a button. Scanners follow links; they press no buttons.

A webhook is confirmed twice: by the contact, who presses the button, and by its server, which answers a challenge.
"""

from datetime import datetime
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, link
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.subscribing import (
    AnotherContact,
    KeyRevoked,
    check_contact,
    confirm,
    key_is_live,
    letter_to_confirm,
)
from clarion.web.readers.errors import said
from clarion.web.readers.page import for_readers, language_of, reader_page
from clarion.web.readers.scope_words import scope_words

#: Challenges at once in one process: a server that does not answer holds a thread of the console for some seconds.
CHALLENGES = BoundedSemaphore(2)


# Exempt: who has the link may confirm, from any page; no cookie is needed, and none is set.
@csrf_exempt
@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_letter(request: HttpRequest, token: str) -> HttpResponse:
    letter = letter_to_confirm(token)
    if letter is None:
        return said(
            request,
            _("This link is not valid any more"),
            _("A link to confirm is good for three days. Subscribe again, and you get a new one."),
            status=410,
        )
    with translation.override(language_of(request, known=letter.wanted.get("language", ""))):
        try:
            check_contact(letter.subscriber, letter)
            return _answer(request, letter, at=timezone.now())
        except KeyRevoked:
            return _key_revoked(request)
        except AnotherContact:
            return said(
                request,
                _("This webhook is subscribed already"),
                _(
                    "Somebody else is its contact. Ask them, or subscribe with another address of your server."
                ),
                status=409,
            )


def _answer(request: HttpRequest, letter: Letter, *, at: datetime) -> HttpResponse:
    """Raises AnotherContact, KeyRevoked."""
    if request.method != "POST" and letter.used_at is None:
        if not key_is_live(letter):
            return _key_revoked(request)
        about = scope_words(Scope.from_json(letter.wanted), letter.subscriber.audience)
        return reader_page(request, "confirm", {"letter": letter, "about": about})
    of_webhook = letter.subscriber.channel != Channel.MAIL
    if letter.used_at is None and not key_is_live(letter):
        raise KeyRevoked
    if letter.used_at is None and of_webhook and (refusal := _refusal(request, letter, at=at)):
        return refusal
    subscriber = confirm(letter, at=at) if request.method == "POST" else letter.subscriber
    manage = link(Purpose.OWNER, subscriber.public_id)
    return reader_page(request, "confirmed", {"subscriber": subscriber, "manage": manage})


def _key_revoked(request: HttpRequest) -> HttpResponse:
    return said(
        request,
        _("This link is not valid any more"),
        _(
            "The link to the partners' page by which you subscribed was revoked. Ask whoever gave it to you for a new"
            " one, and subscribe there."
        ),
        status=410,
    )

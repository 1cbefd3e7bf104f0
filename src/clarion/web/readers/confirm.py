"""Confirm: the link of the mail opens a page with a button. Scanners follow links; they press no buttons."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, is_whole, link
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscribing import confirm, letter_to_confirm
from clarion.web.readers.errors import said, unreadable_link
from clarion.web.readers.page import for_readers, language_of, reader_page
from clarion.web.readers.scope_words import scope_words


# Exempt: who has the link may confirm, from any page; no cookie is needed, and none is set.
@csrf_exempt
@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_letter(request: HttpRequest, token: str) -> HttpResponse:
    letter = letter_to_confirm(token)
    if letter is None and not is_whole(Purpose.CONFIRM, token):
        return unreadable_link(request)
    if letter is None:
        return said(
            request,
            _("This link is not valid any more"),
            _("A link to confirm is good for three days. Subscribe again, and you get a new one."),
            status=410,
        )
    with translation.override(language_of(request, known=letter.wanted.get("language", ""))):
        return _answer(request, letter)


def _answer(request: HttpRequest, letter: Letter) -> HttpResponse:
    if request.method != "POST" and letter.used_at is None:
        about = scope_words(Scope.from_json(letter.wanted), letter.subscriber.audience)
        return reader_page(request, "confirm", {"letter": letter, "about": about})
    subscriber = confirm(letter, at=timezone.now()) if request.method == "POST" else letter.subscriber
    manage = link(Purpose.MANAGE, subscriber.public_id)
    return reader_page(request, "confirmed", {"subscriber": subscriber, "manage": manage})

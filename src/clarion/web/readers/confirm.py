"""Confirm: the link of the mail opens a page with a button. Scanners follow links; they press no buttons.

A webhook is confirmed twice: by the contact, who presses the button, and by its server, which answers a challenge.
"""

from datetime import datetime
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clarion.subscribers.channels.webhook.challenge import Proof, ask_for_proof
from clarion.subscribers.form_limits import TooOften, use_challenge
from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, is_whole, link
from clarion.subscribers.reader_limits import TooMany, check_room
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.subscribing import (
    AnotherContact,
    KeyRevoked,
    check_contact,
    confirm,
    key_is_live,
    letter_to_confirm,
    needs_proof,
)
from clarion.web.origin import address_of
from clarion.web.readers.errors import said, unreadable_link
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


def _refusal(request: HttpRequest, letter: Letter, *, at: datetime) -> HttpResponse | None:
    """Why the webhook cannot be confirmed now, with the remedy. The letter stays good."""
    try:
        check_room(letter.subscriber, letter.to)
        if not needs_proof(letter):
            return None
        use_challenge(client=address_of(request), letter=letter.public_id, at=at)
    except TooMany as full:
        return _not_confirmed(request, [_too_many(full)], status=409)
    except TooOften as error:
        page = _not_confirmed(request, [_too_often(error.minutes)], status=429)
        page["Retry-After"] = str(error.minutes * 60)
        return page
    if not CHALLENGES.acquire(blocking=False):
        busy = _("Other webhooks are being asked just now. Wait half a minute, please.")
        return _not_confirmed(request, [busy], status=503)
    try:
        proof = ask_for_proof(letter.subscriber.address, secret=letter.subscriber.secret, at=at)
    finally:
        CHALLENGES.release()
    return None if proof == Proof.GIVEN else _not_confirmed(request, _remedies(proof), status=422)


def _not_confirmed(request: HttpRequest, lines: list[str], *, status: int) -> HttpResponse:
    values = {"title": _("The webhook is not confirmed yet"), "lines": lines}
    return reader_page(request, "not_confirmed", values, status=status)


def _remedies(proof: Proof) -> list[str]:
    if proof == Proof.MISSING:
        what = _(
            'Its server answered, but the answer does not hold the challenge. We sent it a POST with {"type":'
            ' "clarion.challenge", "challenge": "…"}; let it answer with status 200 and {"challenge": "…"}.'
        )
    else:
        what = _("Its server cannot be reached, or did not answer within 10 seconds. Check that it runs.")
    return [
        what,
        _("Then try again here; the link of the mail is good for three days. Until then nothing is sent."),
        _("If your server cannot answer so, whoever runs this page can add it for you."),
    ]


def _too_many(full: TooMany) -> str:
    if full.at_host:
        said = _("%(most)d webhooks of this server are subscribed already, as many as readers can have.")
    else:
        said = _("You are the contact of %(most)d webhooks already, as many as one reader can have.")
    remedy = _("Unsubscribe one that you do not need, or ask whoever runs this page to add it for you.")
    return f"{said % {'most': full.most}} {remedy}"


def _too_often(minutes: int) -> str:
    return ngettext(
        "Its server was asked very often just now. Please try again in %(minutes)d minute.",
        "Its server was asked very often just now. Please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}

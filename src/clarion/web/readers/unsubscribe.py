"""Leave: a page with a button, and RFC 8058, by which a mail program leaves for its reader with one POST.

Never refused: no cookie, no form token, no sign-in; a link stays good for ever, and a second time is no error.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clarion.subscribers.links import Purpose, read_token
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import forget, leave
from clarion.web.readers.errors import unreadable_link
from clarion.web.readers.page import for_readers, language_of, reader_page


# Exempt: the POST comes from a mail program, which has neither cookie nor form; the token in the address is what counts.
@csrf_exempt
@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    public_id = read_token(Purpose.UNSUBSCRIBE, token)
    if public_id is None:
        return unreadable_link(request)
    subscriber = Subscriber.objects.filter(public_id=public_id).first()
    known = subscriber.language if subscriber else ""
    with translation.override(language_of(request, known=known)):
        if request.method != "POST" and subscriber and subscriber.left_at is None:
            return reader_page(request, "unsubscribe", {"subscriber": subscriber})
        if subscriber and request.method == "POST":
            (forget if request.POST.get("do") == "forget" else leave)(subscriber, at=timezone.now())
            subscriber.refresh_from_db()
        can_forget = bool(subscriber and not subscriber.wiped_at)
        return reader_page(request, "gone", {"subscriber": subscriber, "can_forget": can_forget})

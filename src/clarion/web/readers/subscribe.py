"""Subscribe: the form, and the page that says that a mail is on its way.

The answer is the same for every address, known or not, and so is the work before it: a row is written, and the worker
writes the mail later.
"""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.tokens import digest
from clarion.accounts.workspace import Workspace
from clarion.subscribers.form_limits import TooOften, use_form
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.subscribing import ask
from clarion.updates.audiences import Audience
from clarion.web.origin import address_of
from clarion.web.readers.audience import FormFor, form_for
from clarion.web.readers.page import for_readers, reader_page
from clarion.web.readers.scope_form import CHOSEN
from clarion.web.readers.subscribe_form import BY_READERS, SubscribeForm, channel_named


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    return answer(request, form_for())


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def for_partners(request: HttpRequest, key: str) -> HttpResponse:
    """The partners' form, for whoever holds a key of their page (the listener puts it into the address)."""
    found = PartnerKey.objects.live().filter(key_hash=digest(key)).first()
    if found is None:
        raise Http404
    return answer(request, form_for(Audience.PARTNERS, partner_key=found.pk))


def answer(request: HttpRequest, asked: FormFor) -> HttpResponse:
    """The form for one audience. Raises Http404 for a channel, service or incident that its readers do not know."""
    try:
        channel = channel_named(request.GET.get("channel", Channel.MAIL))
    except ValidationError:
        raise Http404 from None
    form = _form(request, asked, channel)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    wish = form.wish(asked, language=translation.get_language() or "en")
    now = timezone.now()
    try:
        use_form(client=address_of(request), mail=wish.mail, at=now)
    except TooOften as error:
        form.add_error(None, _too_often(error.minutes))
        page = _page(request, form, status=429)
        page["Retry-After"] = str(error.minutes * 60)
        return page
    ask(wish, at=now)
    query = urlencode({"language": translation.get_language() or "en"})
    return HttpResponseRedirect(f"{reverse('subscribe_sent')}?{query}")


@for_readers
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return reader_page(request, "sent")


def _form(request: HttpRequest, asked: FormFor, channel: Channel) -> SubscribeForm:
    """What a link names is offered and chosen beforehand: `?service=` and `?incident=`, by their public ids."""
    chosen: dict[str, object] = {"language": translation.get_language()}
    incidents = {}
    if public_id := request.GET.get("incident"):
        title = asked.incident_title(public_id)
        if title is None:
            raise Http404
        incidents = {public_id: title}
        chosen |= {"about": CHOSEN, "incidents": [public_id]}
    if public_id := request.GET.get("service"):
        if asked.service(public_id) is None:
            raise Http404
        chosen |= {"about": CHOSEN, "services": [public_id]}
    return SubscribeForm(
        request.POST if request.method == "POST" else None,
        initial=chosen,
        form_for=asked,
        channel=channel,
        incidents=incidents,
    )


def _page(request: HttpRequest, form: SubscribeForm, *, status: int = 200) -> HttpResponse:
    ways = []
    for channel in BY_READERS:
        query = request.GET.copy()
        query["channel"] = channel.value
        ways.append((channel, f"?{query.urlencode()}", channel == form.channel))
    name = Workspace.current().name
    if form.audience == Audience.PARTNERS:
        name = _("%(name)s for partners") % {"name": name}
    values = {"form": form, "ways": ways, "told_by": name, "audience": form.audience}
    return reader_page(request, "subscribe", values, status=status)


def _too_often(minutes: int) -> str:
    return (
        _("This form was used very often just now, from here or for this address.")
        + " "
        + ngettext(
            "Please try again in %(minutes)d minute, and look into your mailbox meanwhile: the mail may be there.",
            "Please try again in %(minutes)d minutes, and look into your mailbox meanwhile: the mail may be there.",
            minutes,
        )
        % {"minutes": minutes}
    )

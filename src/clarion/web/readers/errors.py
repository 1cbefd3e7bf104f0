"""Error pages in the look of the readers' pages: what happened and what to do."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from clarion.web.readers.page import language_of, reader_page


def are_asked(request: HttpRequest) -> bool:
    return request.path_info.startswith("/subscribe/")


def not_found(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request)):
        return said(
            request, _("There is no such page"), _("The address may have a typing error."), status=404
        )


def open_too_long(request: HttpRequest) -> HttpResponse:
    """Without the cookie that the form set, nobody knows whether the reader or another page sent it."""
    with translation.override(language_of(request)):
        return said(
            request,
            _("This form was open too long"),
            _(
                "Nothing was changed. Open the form again; it needs a cookie, which is gone when you close the browser."
            ),
            status=403,
        )


def unreadable_link(request: HttpRequest) -> HttpResponse:
    return said(
        request,
        _("This link cannot be read"),
        _("It may be cut off. Copy the whole link from the mail, or ask for a new one by subscribing again."),
        status=404,
    )


def said(request: HttpRequest, title: str, text: str, *, status: int) -> HttpResponse:
    return reader_page(request, "said", {"title": title, "text": text}, status=status)

"""Error pages: what happened, what was kept, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from clarion.web.readers import errors as readers


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, "This request could not be read", "Nothing was changed. Go back and try again."
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else "Your role does not allow this."
    return _page(request, 403, "Not allowed", f"{reason} Nothing was changed.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if readers.are_asked(request):
        return readers.not_found(request)
    return _page(
        request, 404, "There is no such page", "It may have been closed, or the address has a typing error."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without the request, so that nothing is asked of a database that may be what failed."""
    title = "Clarion failed to answer"
    text = "What you saved before is kept. Try once more; the log of the server says why."
    page = render_to_string("web/error.html", {"title": title, "text": text, "status": 500})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if readers.are_asked(request):
        return readers.open_too_long(request)
    what_to_do = "Nothing was changed. Go back, reload the page, and send the form again."
    return _page(request, 403, "This form was open too long", what_to_do)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "text": text, "status": status}, status=status)

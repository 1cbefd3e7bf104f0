"""Say once per request where its acts come from."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from clarion.accounts.origin import Via, client_address, coming_from

#: First part of an address -> the entry behind it; all others are pages of the console.
ENTRIES = {"intake": Via.INTAKE, "api": Via.API}


class RequestOrigin:
    """Middleware. It stands before the sign-in, so that also a failed one is recorded with its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entry = request.path_info.lstrip("/").partition("/")[0]
        with coming_from(ENTRIES.get(entry, Via.CONSOLE), address_of(request)):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For counts only as far as CLARION_TRUSTED_PROXIES says."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    remote = str(request.META.get("REMOTE_ADDR") or "")
    return client_address(remote, forwarded, trusted=settings.TRUSTED_PROXIES)

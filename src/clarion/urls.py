"""Addresses of the console, the readers' forms, the API and the intake. The public page has a listener and addresses of its own."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from clarion.api.errors import failed, nothing_here, unreadable_request
from clarion.api.urls import for_programs
from clarion.web import errors as pages

urlpatterns = [
    path("", include("clarion.web.urls")),
    path("subscribe/", include("clarion.web.readers.urls")),
    path("intake/", include("clarion.intake.urls")),
    path("api/", include("clarion.api.urls")),
    path("api", for_programs(nothing_here)),
]

handler403 = "clarion.web.errors.forbidden"
handler404 = "clarion.web.errors.not_found"


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return unreadable_request(request)
    return pages.bad_request(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return failed(request)
    return pages.server_error(request)

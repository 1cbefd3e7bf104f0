"""Addresses under /api/. No session counts here, so neither the sign-in page nor the CSRF check is involved."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from clarion.api.errors import nothing_here, wrong_method
from clarion.api.v1 import api

type View = Callable[..., HttpResponse]


def for_programs(view: View) -> View:
    """Answer in JSON whatever happens, and let no cache keep it."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return nothing_here(request)
        if isinstance(response, HttpResponseNotAllowed):
            return wrong_method(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


patterns, application, namespace = api.urls
for pattern in patterns:
    pattern.callback = for_programs(cast("View", pattern.callback))

urlpatterns = [
    path("v1/", include((patterns, application), namespace=namespace)),
    re_path(r"", for_programs(nothing_here)),
]

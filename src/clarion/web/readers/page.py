"""How a readers' page is answered: in their language, without a script, kept by nobody when its address is a secret."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from clarion.accounts.workspace import Workspace

type View = Callable[..., HttpResponse]

#: Stricter than the console: there is no script to allow.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": ["data:"],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}


def for_readers(view: View) -> View:
    """No sign-in is asked; the view runs in the reader's language, and its answer is never kept by a cache."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request)):
            return view(request, *args, **kwargs)

    return login_not_required(csp_override(POLICY)(answered))


def language_of(request: HttpRequest, *, known: str = "") -> str:
    """What the address says, else what is `known` of the reader, else what their browser asks for."""
    chosen = request.GET.get("language") or known
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return translation.get_language_from_request(request)


def reader_page(
    request: HttpRequest, template: str, values: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Call it within the language that the reader reads."""
    language = translation.get_language() or "en"
    context = {
        "page_name": Workspace.current().name,
        "public_url": settings.PUBLIC_URL,
        "language": language,
        "languages": _languages(request),
        **(values or {}),
    }
    answer = render(request, f"web/readers/{template}.html", context, status=status)
    answer["Content-Language"] = language
    answer["Cache-Control"] = "no-store"
    # Not "no-referrer": the browser would hide the origin from our own forms, and they would be refused.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Code, own name and address of each language; the rest of the address stays."""
    asked = request.GET.copy()
    choices = []
    for code, name in settings.LANGUAGES:
        asked["language"] = code
        choices.append((code, name, f"?{asked.urlencode()}"))
    return choices

"""What a form of a post-mortem's part is answered: the part as it is now, or why nothing was saved, with all that was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import PostMortemClosed
from clarion.web.postmortem_page import page

type View = Callable[..., HttpResponse]

_NOT_TYPED = {"csrfmiddlewaretoken", "seen_version"}
GONE = (
    "Somebody took this out while you were writing. Nothing was saved; what you typed is below, add it again."
)


def postmortem_of(public_id: str) -> PostMortem:
    return get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)


def answer(request: HttpRequest, postmortem: PostMortem, part: str, **more: Any) -> HttpResponse:
    """The part as it is now; without htmx back on the page, at the part."""
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, postmortem, at=timezone.now(), **more)
    return redirect(f"{reverse('postmortem', args=[postmortem.public_id])}#{part}")


def part_of(part: str) -> Callable[[View], View]:
    """For views that write in a part: what is final, or was taken out meanwhile, is said there and nothing typed is lost."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, public_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, public_id, *args, **kwargs)
            except PostMortemClosed as closed:
                why = str(closed)
            except ObjectDoesNotExist as gone:
                if request.method == "GET":
                    raise Http404 from gone
                why = GONE
            postmortem = postmortem_of(public_id)
            refused = {"refused_part": part, "refused": why, "typed_words": _typed(request)}
            return page(request, postmortem, at=timezone.now(), status=409, **refused)

        return guarded

    return decorate


def refuse(form: Form, error: ValidationError) -> Form:
    """The form with what a verb refused, each at its field; a reason without a field stands above them."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, reasons in by_field.items():
        for reason in reasons:
            form.add_error(field if field in form.fields else None, reason)
    return form


def seen_version(request: HttpRequest) -> int:
    """The version that the writer saw; 0, which nothing has, where the form was tampered with."""
    version = request.POST.get("seen_version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0


def _typed(request: HttpRequest) -> str:
    return "\n".join(str(value) for name, value in request.POST.items() if name not in _NOT_TYPED and value)

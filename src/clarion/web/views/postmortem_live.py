"""What others change in a post-mortem while its page is open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import Part
from clarion.web.access import allowed, person_of
from clarion.web.postmortem_page import PARTS, page_context
from clarion.web.postmortem_pulse import Beat, beat_of, token
from clarion.web.who_writes import note_writing

#: What is sent when it changed, in the order of the page.
SENT = ("top", *PARTS, "rail")


@allowed(Act.SEE)
def live(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts that others changed; an empty answer while `seen` is still the beat of the page.

    `parts` are the tokens that the page holds, `behind` the parts that it could not show while somebody typed in
    them, `writing` the sections in which its reader has an editor open.
    """
    at, person = timezone.now(), person_of(request)
    postmortem = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    note_writing(postmortem, _named(request, "writing") & set(Part.values), by=person, at=at)
    seen, now = Beat.read(request.GET.get("seen", "")), beat_of(postmortem, person=person, at=at)
    held, behind = _tokens(request), _named(request, "behind")
    if seen == now and held and not behind:
        return HttpResponse(status=204)
    context: dict[str, Any] = {
        **page_context(request, postmortem, at=at),
        "out_of_band": True,
        "tokens": _written(held),
    }
    if seen.document != now.document or not held or behind:
        context |= _news(request, context, held=held, behind=behind, is_first=seen.document == now.document)
    return render(request, "web/postmortem/live.html", context)


def _news(
    request: HttpRequest, context: dict[str, Any], *, held: dict[str, str], behind: set[str], is_first: bool
) -> dict[str, Any]:
    """The changed parts and the tokens of all. `is_first`: the page is fresh and only lacks its tokens."""
    parts = {name: _rendered(request, name, context) for name in SENT}
    tokens = {name: token(html) for name, html in parts.items()}
    if is_first and not held:
        return {"tokens": _written(tokens)}
    changed = [html for name, html in parts.items() if tokens[name] != held.get(name) or name in behind]
    return {"changed": changed, "tokens": _written(tokens)}


def _rendered(request: HttpRequest, name: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(f"web/postmortem/{name}.html", {**context, "out_of_band": False}, request)


def _named(request: HttpRequest, name: str) -> set[str]:
    return set(filter(None, request.GET.get(name, "").split(",")))


def _tokens(request: HttpRequest) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in _named(request, "parts"))
    return {name: of for name, _, of in pairs if name in SENT}


def _written(tokens: dict[str, str]) -> str:
    return ",".join(f"{name}:{of}" for name, of in tokens.items())

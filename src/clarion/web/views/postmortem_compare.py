"""Two versions of a whole post-mortem beside each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.postmortems.comparing import compare as compared
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.versions import DocumentVersion
from clarion.web.access import allowed

#: The document as it reads now, beside the versions that were kept.
NOW = "now"


@allowed(Act.SEE)
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """`from` and `to` are numbers of versions, or "now"; until somebody asks, the newest kept one and now."""
    postmortem = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    versions = list(postmortem.versions.select_related("by").defer("content"))
    newest = str(versions[0].number) if versions else NOW
    older, newer = request.GET.get("from", newest), request.GET.get("to", NOW)
    known = {NOW, *(str(version.number) for version in versions)}
    if not {older, newer} <= known:
        older, newer = newest, NOW
    context = {
        "postmortem": postmortem,
        "versions": versions,
        "older": older,
        "newer": newer,
        "parts": compared(_content(postmortem, older), _content(postmortem, newer)) if versions else [],
        "at": timezone.now(),
    }
    return render(request, "web/postmortem/compare.html", context)


def _content(postmortem: PostMortem, which: str) -> dict[str, Any]:
    if which == NOW:
        return as_json(read_document(postmortem))
    content: dict[str, Any] = DocumentVersion.objects.get(postmortem=postmortem, number=which).content
    return content

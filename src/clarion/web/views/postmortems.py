"""Post-mortems: the list, and one."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.web.access import allowed
from clarion.web.postmortem_page import page
from clarion.web.views.postmortem_exports import read


@allowed(Act.SEE)
def postmortem_list(request: HttpRequest) -> HttpResponse:
    postmortems = PostMortem.objects.with_incidents()
    return render(request, "web/postmortems.html", {"postmortems": postmortems})


@allowed(Act.SEE)
def postmortem(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The permanent address of a post-mortem. What is published is read first; `?work=1` leads to the page behind it."""
    found = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    if found.stage == Stage.PUBLISHED and "work" not in request.GET:
        return read(request, public_id)
    return page(request, found, at=timezone.now())

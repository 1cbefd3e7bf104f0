"""Post-mortems: the list, and one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import PostMortem
from clarion.web.access import allowed
from clarion.web.postmortem_page import page


@allowed(Act.SEE)
def postmortem_list(request: HttpRequest) -> HttpResponse:
    postmortems = PostMortem.objects.with_incidents()
    return render(request, "web/postmortems.html", {"postmortems": postmortems})


@allowed(Act.SEE)
def postmortem(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of a post-mortem."""
    found = get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)
    return page(request, found, at=timezone.now())

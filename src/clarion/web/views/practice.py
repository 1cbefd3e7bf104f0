"""The first page of practice: what there is, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clarion.accounts.roles import Act
from clarion.web.access import allowed


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "web/practice/overview.html")

"""The first page of practice: what is due, the next thing, and what there is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.practice.drills.drill import Drill
from clarion.practice.progress_rows import progress_of
from clarion.web.access import allowed, person_of
from clarion.web.practice_next import shown_next


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    progress = progress_of(person_of(request), at=timezone.now())
    drills = Drill.objects.of(person_of(request)).open().select_related("started_by")
    context = {"next": shown_next(progress), "due": progress.quiz.due, "drills": drills}
    return render(request, "web/practice/overview.html", context)

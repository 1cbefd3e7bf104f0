"""How far a person is, for that person alone; and what the team practised, in sums that tell nothing of anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.practice.progress_rows import drills_of, progress_of
from clarion.practice.team import FEWEST
from clarion.practice.team_rows import team_sums
from clarion.web.access import allowed, person_of
from clarion.web.practice_next import shown_next
from clarion.web.practice_strip import strip_of


@allowed(Act.PRACTISE)
def progress(request: HttpRequest) -> HttpResponse:
    person, at = person_of(request), timezone.now()
    found = progress_of(person, at=at)
    context = {
        "progress": found,
        "next": shown_next(found),
        "due": found.quiz.due,
        "tried": [(skill, strip_of(skill.tries)) for skill in found.skills if skill.tries],
        "untried": [skill for skill in found.skills if not skill.tries],
        "drills": drills_of(person),
        "sees_team": person.may(Act.SEE_PRACTICE_SUMS),
    }
    return render(request, "web/practice/progress.html", context)


@allowed(Act.SEE_PRACTICE_SUMS)
def team(request: HttpRequest) -> HttpResponse:
    """Nothing of the address chooses what is summed: two choices could be taken from each other."""
    context = {"months": team_sums(at=timezone.now()), "fewest": FEWEST}
    return render(request, "web/practice/team.html", context)

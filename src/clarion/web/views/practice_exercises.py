"""Exercises: the list, writing with the review reading along, and the model answer beside one's own text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from clarion.accounts.roles import Act
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, AttemptQuerySet
from clarion.practice.comparing import differences
from clarion.practice.criteria import Met
from clarion.practice.exercises.exercise import Exercise, Skill, exercises
from clarion.practice.exercises.judging import Judgement, finish, judge
from clarion.practice.facts import facts_of
from clarion.practice.own_attempts import attempts_of, done_by
from clarion.practice.remarks import remarks
from clarion.practice.tiers import Tier
from clarion.review import registry
from clarion.web.access import allowed, person_of
from clarion.web.marked_text import marked_text
from clarion.web.practised_texts import (
    EARLIER_SHOWN,
    Earlier,
    earlier_attempts,
    last_attempts,
    next_untried,
    text_of,
    typed_text,
)


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    """Every exercise by skill, with what the person did of it."""
    done = done_by(person_of(request), Activity.EXERCISE)
    rows = [(exercise, done.get(exercise.id)) for exercise in exercises().values()]
    groups = [(skill, [row for row in rows if row[0].skill is skill]) for skill in Skill]
    context = {"groups": [group for group in groups if group[1]], "at": timezone.now(), "tiers": list(Tier)}
    return render(request, "web/practice/exercises.html", context)


@allowed(Act.PRACTISE)
def exercise(request: HttpRequest, name: str) -> HttpResponse:
    """The situation and the field; sent, the text is kept. `?from=` goes on with the text of an earlier attempt."""
    found = text_of(exercises(), name)
    if request.method == "POST":
        return _finish(request, found)
    text = found.start
    if earlier := request.GET.get("from"):
        text = get_object_or_404(_own(request, found), pk=_number(earlier)).text
    return render(request, "web/practice/exercise.html", _page(request, found, text))


@allowed(Act.PRACTISE)
@require_POST
def check(request: HttpRequest, name: str) -> HttpResponse:
    """What the criteria and the review say of the typed text; nothing is kept. The page asks at every pause in typing."""
    found = text_of(exercises(), name)
    template = "web/practice/exercise.html#said" if request.htmx else "web/practice/exercise.html"  # type: ignore[attr-defined]
    return render(request, template, _page(request, found, typed_text(request)))


@allowed(Act.PRACTISE)
def attempt(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """The own text beside the model answer, with the tier and what differs."""
    found = text_of(exercises(), name)
    row = get_object_or_404(_own(request, found), pk=pk)
    judgement = judge(found, row.text)
    context = {
        **_said(row.text, judgement),
        "exercise": found,
        "attempt": row,
        "tier_then": Tier(row.tier),
        "tiers": list(Tier),
        "met": [each.criterion for each in judgement.met if each.met],
        "differences": differences(judgement.met, found.model, found.task),
        "earlier": _earlier(found, _own(request, found).exclude(pk=pk)),
        "next": next_untried(exercises(), last_attempts(request, Activity.EXERCISE), after=found.id),
        "at": timezone.now(),
    }
    return render(request, "web/practice/exercise_attempt.html", context)


def _finish(request: HttpRequest, found: Exercise) -> HttpResponse:
    """With htmx the page stays where it is unless the text was kept, so that no typed word is lost on the way."""
    text, htmx = typed_text(request), request.htmx  # type: ignore[attr-defined]
    try:
        kept = finish(found, text, by=person_of(request), at=timezone.now())
    except ValidationError as refused:
        template = "web/practice/exercise.html#said" if htmx else "web/practice/exercise.html"
        context = _page(request, found, text, refused=refused.messages)
        return render(request, template, context, status=422)
    address = reverse("practice_exercise_attempt", args=[found.id, kept.pk])
    return HttpResponseClientRedirect(address) if htmx else redirect(address)


def _own(request: HttpRequest, found: Exercise) -> AttemptQuerySet:
    """Attempts are their person's alone: for everybody else they are not there."""
    return attempts_of(person_of(request), Activity.EXERCISE, found.id)


def _earlier(found: Exercise, attempts: AttemptQuerySet) -> list[Earlier]:
    return earlier_attempts(
        attempts[:EARLIER_SHOWN],
        words={criterion.id: criterion.says for criterion in found.task.criteria},
        address=lambda each: reverse("practice_exercise_attempt", args=[found.id, each.pk]),
    )


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Http404("There is no such attempt.")
    return int(typed)


def _page(request: HttpRequest, found: Exercise, text: str, **more: Any) -> dict[str, Any]:
    # What could not be kept is not read: a text of megabytes would hold the server up for seconds.
    return {
        **_said(text, judge(found, text[:LONGEST_ATTEMPT])),
        "exercise": found,
        "facts": facts_of(found.task.record) if found.task.record else (),
        "longest": LONGEST_ATTEMPT,
        "earlier": _earlier(found, _own(request, found)),
        "at": timezone.now(),
        **more,
    }


def _said(text: str, judgement: Judgement) -> dict[str, Any]:
    """What is said of a text: its criteria, its tier, and remarks with their marks."""
    said = remarks(text, judgement.met, judgement.review)
    return {
        "text": text,
        "begun": bool(text.strip()),
        "criteria": [(each, _asks(each)) for each in judgement.met],
        "tier": judgement.tier,
        "remarks": said,
        "marked": marked_text(text, said),
    }


def _asks(met: Met) -> str:
    """What would help, where something is missing; where something is wrong, the remark at its place says it."""
    if met.met or met.spans or met.criterion.check != "element":
        return ""
    return registry.element(met.criterion.wanted[0]).asks

"""Open scenarios: an answer in free text, the learner's own view of it, and only then the reviewer's beside it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.facts import facts_of
from clarion.practice.own_attempts import attempts_of
from clarion.practice.scenarios.answering import assess_oneself, hand_in
from clarion.practice.scenarios.scenario import Line, Scenario, judge, scenarios
from clarion.practice.tiers import Tier
from clarion.web.access import allowed, person_of
from clarion.web.marked_text import marked_text
from clarion.web.practised_texts import (
    EARLIER_SHOWN,
    Earlier,
    earlier_attempts,
    last_attempts,
    next_untried,
    own_attempt,
    text_of,
    typed_text,
)


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    done = last_attempts(request, Activity.SCENARIO)
    rows = [(each, done.get(each.id)) for each in scenarios().values()]
    return render(request, "web/practice/scenarios.html", {"rows": rows})


@allowed(Act.PRACTISE)
def scenario(request: HttpRequest, name: str) -> HttpResponse:
    """The situation and a field. A pause in typing asks for the wording alone; the rubric is told after one's own view."""
    found = text_of(scenarios(), name)
    text = typed_text(request)
    if request.method != "POST":
        return _write(request, found, text="")
    if request.htmx or "check" in request.POST:  # type: ignore[attr-defined]
        return _write(request, found, text=text)
    try:
        attempt = hand_in(found, text, by=person_of(request), at=timezone.now())
    except ValidationError as refused:
        return _write(request, found, text=text, errors=refused.messages, status=422)
    return redirect("practice_scenario_attempt", attempt.pk)


@allowed(Act.PRACTISE)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """First the questions to oneself; once they are answered, both views side by side and the model answer."""
    given = own_attempt(request, pk, Activity.SCENARIO)
    found = text_of(scenarios(), given.key)
    if request.method == "POST":
        chosen = {line.id: request.POST.get(line.id, "") for line in found.rubric}
        try:
            assess_oneself(given, found, chosen)
        except ValidationError as refused:
            return _ask_oneself(
                request, found, given, chosen=chosen, open_lines=refused.message_dict, status=422
            )
        return redirect("practice_scenario_attempt", pk)
    return _verdict(request, found, given) if given.own_view else _ask_oneself(request, found, given)


def _write(
    request: HttpRequest, found: Scenario, *, text: str, status: int = 200, **more: object
) -> HttpResponse:
    shown = found.task.review(text).telling if text.strip() and len(text) <= LONGEST_ATTEMPT else ()
    context = {
        "scenario": found,
        "facts": facts_of(found.task.record) if found.task.record else [],
        "text": text,
        "words": len(text.split()),
        "findings": shown,
        "marked": marked_text(text, shown),
        "longest": LONGEST_ATTEMPT,
        **more,
    }
    template = "web/practice/scenario.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#said"
    return render(request, template, context, status=status)


def _ask_oneself(
    request: HttpRequest,
    found: Scenario,
    given: Attempt,
    *,
    chosen: Mapping[str, str] = MappingProxyType({}),
    open_lines: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Each line with its tiers, what such an answer looks like, and whether it was chosen."""
    rubric = [
        (line, [(tier, line.looks_like[tier], chosen.get(line.id) == tier) for tier in Tier])
        for line in found.rubric
    ]
    context = {"scenario": found, "attempt": given, "rubric": rubric, "open_lines": open_lines}
    return render(request, "web/practice/scenario_own_view.html", context, status=status)


def _verdict(request: HttpRequest, found: Scenario, given: Attempt) -> HttpResponse:
    verdict = judge(found, given.text)
    shown = verdict.review.telling
    lines = [(judged, _own_view(given, judged.line)) for judged in verdict.lines]
    context = {
        "scenario": found,
        "attempt": given,
        "verdict": verdict,
        "lines": [
            {
                "judged": judged,
                "own": own,
                "differs": own is not None and own is not judged.tier,
                "looks_like": judged.line.looks_like[judged.tier],
            }
            for judged, own in lines
        ],
        "findings": shown,
        "marked": marked_text(given.text, shown),
        "earlier": _earlier(request, found, given),
        "next": next_untried(scenarios(), last_attempts(request, Activity.SCENARIO), after=found.id),
    }
    return render(request, "web/practice/scenario_verdict.html", context)


def _earlier(request: HttpRequest, found: Scenario, given: Attempt) -> list[Earlier]:
    """Those that the person has judged: of others the verdict is not told yet."""
    mine = attempts_of(person_of(request), Activity.SCENARIO, found.id).exclude(pk=given.pk)
    return earlier_attempts(
        mine.exclude(own_view={})[:EARLIER_SHOWN],
        words={criterion.id: criterion.says for criterion in found.task.criteria},
        address=lambda each: reverse("practice_scenario_attempt", args=[each.pk]),
    )


def _own_view(given: Attempt, line: Line) -> Tier | None:
    """None for a line that the rubric did not have yet."""
    tier = given.own_view.get(line.id)
    return Tier(tier) if tier else None

"""Situations: choose among several answers, then see for each why it works or falls short."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.practice.attempts import Activity
from clarion.practice.facts import facts_of
from clarion.practice.situations.answering import choose
from clarion.practice.situations.situation import Answer, Group, Situation, Worth, situations
from clarion.web.access import allowed, person_of
from clarion.web.marked_text import marked_text
from clarion.web.practised_texts import last_attempts, next_untried, own_attempt, text_of


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    """The situations by group, each with how the person's last choice was."""
    chosen = last_attempts(request, Activity.SITUATION)
    groups = [
        (
            group,
            [
                (each, _worth(each, chosen.get(each.id)))
                for each in situations().values()
                if each.group is group
            ],
        )
        for group in Group
    ]
    return render(request, "web/practice/situations.html", {"groups": groups})


@allowed(Act.PRACTISE)
def situation(request: HttpRequest, name: str) -> HttpResponse:
    found = text_of(situations(), name)
    if request.method == "POST":
        try:
            attempt = choose(found, _number(request), by=person_of(request), at=timezone.now())
        except ValidationError as refused:
            return _ask(request, found, errors=refused.messages, status=422)
        return redirect("practice_situation_answered", attempt.pk)
    return _ask(request, found)


@allowed(Act.PRACTISE)
def answered(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers annotated, the chosen one marked."""
    attempt = own_attempt(request, pk, Activity.SITUATION)
    found = text_of(situations(), attempt.key)
    context = {
        "situation": found,
        "facts": facts_of(found.record) if found.record else (),
        "answers": [_annotated(answer) for _, answer in found.in_order_for(attempt.person_id)],
        "chosen": attempt.text,
        "chosen_worth": _worth(found, attempt),
        "next": next_untried(situations(), last_attempts(request, Activity.SITUATION), after=found.id),
    }
    return render(request, "web/practice/situation_answered.html", context)


def _ask(request: HttpRequest, found: Situation, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "situation": found,
        "facts": facts_of(found.record) if found.record else (),
        "answers": found.in_order_for(person_of(request).pk),
        **more,
    }
    return render(request, "web/practice/situation.html", context, status=status)


def _number(request: HttpRequest) -> int | None:
    typed = request.POST.get("answer", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else None


def _worth(found: Situation, attempt: object) -> Worth | None:
    """Of what was chosen; None before, and where the text of the answer has changed since."""
    text = getattr(attempt, "text", None)
    return next((answer.worth for answer in found.answers if answer.text == text), None)


def _annotated(answer: Answer) -> dict[str, object]:
    """The answer with what the review says of it, as a draft would show it."""
    said = answer.review
    findings = said.telling if said else ()
    return {
        "answer": answer,
        "marked": marked_text(answer.text, findings),
        "findings": findings,
        "claims": said.claims if said else (),
        "missing": [name for name in answer.shows if said and name in said.missing],
    }

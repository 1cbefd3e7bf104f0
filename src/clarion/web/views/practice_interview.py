"""Interview: a common question, an answer in free text that is heard for structure, wording and red flags."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from clarion.accounts.roles import Act
from clarion.practice.attempts import LONGEST_ATTEMPT, Activity, Attempt
from clarion.practice.interview.answering import answer
from clarion.practice.interview.hearing import Heard, hear
from clarion.practice.interview.interview_question import InterviewQuestion, interview_questions
from clarion.practice.interview.red_flags import RED_FLAGS
from clarion.practice.interview.structure import Part
from clarion.practice.own_attempts import attempts_of
from clarion.review import Finding, Severity
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

#: What is kept of an answer -> in words: the parts of its structure, and doubts that it raised.
_LISTENED_FOR = {
    **{part.value: f"The {part.value} is told" for part in Part},
    **{flag.id: f"No doubt is raised: {flag.name}" for flag in RED_FLAGS.values()},
}


@allowed(Act.PRACTISE)
def overview(request: HttpRequest) -> HttpResponse:
    done = last_attempts(request, Activity.INTERVIEW)
    rows = [(each, done.get(each.id)) for each in interview_questions().values()]
    return render(request, "web/practice/interview.html", {"rows": rows, "flags": RED_FLAGS.values()})


@allowed(Act.PRACTISE)
def question(request: HttpRequest, name: str) -> HttpResponse:
    """The question and a field; a pause in typing is answered with what is heard so far."""
    found = text_of(interview_questions(), name)
    text = typed_text(request)
    if request.method != "POST":
        return _write(request, found, text="")
    if request.htmx or "check" in request.POST:  # type: ignore[attr-defined]
        return _write(request, found, text=text)
    try:
        attempt = answer(found, text, by=person_of(request), at=timezone.now())
    except ValidationError as refused:
        return _write(request, found, text=text, errors=refused.messages, status=422)
    return redirect("practice_interview_attempt", attempt.pk)


@allowed(Act.PRACTISE)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer with what was heard in it, and the strong answer beside it."""
    given = own_attempt(request, pk, Activity.INTERVIEW)
    found = text_of(interview_questions(), given.key)
    heard = hear(given.text)
    context = {
        "question": found,
        "attempt": given,
        "heard": heard,
        "strong": hear(found.strong),
        "weak": [(weak, RED_FLAGS[weak.flag]) for weak in found.weak],
        "earlier": _earlier(request, found, given),
        "next": next_untried(
            interview_questions(), last_attempts(request, Activity.INTERVIEW), after=found.id
        ),
        **_wording(given.text, heard),
    }
    return render(request, "web/practice/interview_attempt.html", context)


def _earlier(request: HttpRequest, found: InterviewQuestion, given: Attempt) -> list[Earlier]:
    mine = attempts_of(person_of(request), Activity.INTERVIEW, found.id).exclude(pk=given.pk)
    return earlier_attempts(
        mine[:EARLIER_SHOWN],
        words=_LISTENED_FOR,
        address=lambda each: reverse("practice_interview_attempt", args=[each.pk]),
    )


def _write(
    request: HttpRequest, found: InterviewQuestion, *, text: str, status: int = 200, **more: object
) -> HttpResponse:
    heard = hear(text if len(text) <= LONGEST_ATTEMPT else "")
    context = {
        "question": found,
        "text": text,
        "words": len(text.split()),
        "heard": heard,
        "longest": LONGEST_ATTEMPT,
        **_wording(text, heard),
        **more,
    }
    template = "web/practice/interview_question.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#said"
    return render(request, template, context, status=status)


def _wording(text: str, heard: Heard) -> dict[str, object]:
    """What is marked in the text and told beside it: findings of the review, and the places of red flags."""
    shown = [finding for finding in heard.findings if finding.severity is not Severity.HINT]
    doubts = [
        Finding(
            raised.flag.id, span.start, span.end, text[span.start : span.end], Severity.BLOCK, span.message
        )
        for raised in heard.flags
        for span in raised.spans
    ]
    flags = [(raised.flag, [text[span.start : span.end] for span in raised.spans]) for raised in heard.flags]
    return {"findings": shown, "flags": flags, "marked": marked_text(text, [*doubts, *shown])}

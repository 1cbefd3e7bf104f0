"""The quiz: start or go on, one question, what is right about it, the end of a round, and all rounds so far.

What belongs to somebody else is not there: 404, for admins too.
"""

from secrets import randbelow
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.practice.quiz.marking import words_of
from clarion.practice.quiz.playing import AlreadyAnswered, NotAnAnswer, answer, open_round, standings_of
from clarion.practice.quiz.question import Question, questions
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound
from clarion.web.access import allowed, person_of
from clarion.web.forms.quiz import given_in
from clarion.web.quiz_page import (
    boxes_of,
    choices_after,
    runs_after,
    said_by_review,
    steps_of,
    sums_by_kind,
    waiting,
)

#: Rounds on the first page, and on a page of the history.
LATEST, PAGE = 5, 25
SEEDS = 2**53


@allowed(Act.PRACTISE)
def quiz(request: HttpRequest) -> HttpResponse:
    person, at = person_of(request), timezone.now()
    rounds = QuizRound.objects.by(person).prefetch_related("answers")
    current = rounds.filter(ended_at=None).first()
    standing = standings_of(person)
    context = {
        "current": current if current and current.next_question() else None,
        "latest": [(each, steps_of(each, at=at)) for each in rounds.ended()[:LATEST]],
        "waiting": waiting(standing, at=at),
        "new": len(questions().keys() - standing.keys()),
        "all": len(questions()),
    }
    return render(request, "web/practice/quiz.html", context)


@allowed(Act.PRACTISE)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new round, or the one that is open."""
    opened = open_round(person_of(request), at=timezone.now(), seed=randbelow(SEEDS))
    return redirect("practice_quiz_round", opened.public_id)


@allowed(Act.PRACTISE)
def quiz_round(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next question, or the end of the round; with POST the answer to the question that the form names."""
    round_ = _own(request, public_id)
    if request.method == "POST":
        return _answer(request, round_)
    question = round_.next_question()
    return _end_page(request, round_) if question is None else _question_page(request, round_, question)


def _answer(request: HttpRequest, round_: QuizRound) -> HttpResponse:
    asked = request.POST.get("question", "")
    question = questions().get(asked)
    if asked not in round_.question_ids or question is None:
        messages.info(request, "This question is not in the round any more. Here is where the round stands.")
        return redirect("practice_quiz_round", round_.public_id)
    try:
        answer(round_, given_in(request.POST, question), at=timezone.now(), question_id=asked)
    except NotAnAnswer as refused:
        return _question_page(request, round_, question, refused=str(refused), status=422)
    except AlreadyAnswered as refused:
        messages.info(request, str(refused))
    return redirect("practice_quiz_answer", round_.public_id, round_.number_of(asked))


def _question_page(
    request: HttpRequest, round_: QuizRound, question: Question, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """With what was given when it was refused, so that nothing ticked or typed is lost."""
    number = round_.number_of(question.id)
    context = {
        "round": round_,
        "question": question,
        "number": number,
        "steps": steps_of(round_, at=timezone.now(), here=number),
        "choices": question.choices_for(round_.seed),
        "words": words_of(question.passage.text) if question.passage else [],
        "refused": refused,
        "ticked": set(request.POST.getlist("word")),
        "typed": request.POST.get("typed", ""),
    }
    return render(request, "web/practice/quiz_question.html", context, status=status)


@allowed(Act.PRACTISE)
def answered(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One question with its answer and explanation. Not answered yet: the round shows it, or the one before it."""
    round_, at = _own(request, public_id), timezone.now()
    steps = steps_of(round_, standings_of(round_.person), at=at, here=number)
    step = next((step for step in steps if step.here), None)
    if step is None:
        raise Http404("This round has no such question.")
    if step.answer is None:
        return redirect("practice_quiz_round", round_.public_id)
    context: dict[str, Any] = {"round": round_, "steps": steps, "step": step, "answer": step.answer}
    if step.question:
        context |= {
            "question": step.question,
            "choices": choices_after(step.question, step.answer),
            "runs": runs_after(step.question, step.answer),
            "findings": said_by_review(step.question),
        }
    context["goes_on"] = round_.next_question() is not None
    return render(request, "web/practice/quiz_answer.html", context)


def _end_page(request: HttpRequest, round_: QuizRound) -> HttpResponse:
    steps = steps_of(round_, standings_of(round_.person), at=timezone.now())
    context = {"round": round_, "steps": [step for step in steps if step.answer]}
    return render(request, "web/practice/quiz_end.html", context)


@allowed(Act.PRACTISE)
def history(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first, what is known by kind, and how many questions come back when."""
    person, at = person_of(request), timezone.now()
    rounds = QuizRound.objects.by(person).ended().prefetch_related("answers")
    page = Paginator(rounds, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rounds": [(each, steps_of(each, at=at)) for each in page],
        "kinds": sums_by_kind(QuizAnswer.objects.by(person)),
        "boxes": boxes_of(standings_of(person)),
    }
    return render(request, "web/practice/quiz_history.html", context)


def _own(request: HttpRequest, public_id: str) -> QuizRound:
    rounds = QuizRound.objects.by(person_of(request)).select_related("person")
    return get_object_or_404(rounds, public_id=public_id)

"""A post-mortem from stage to stage: ask for a review, answer it, make final, publish in the company, reopen."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.finishing import NotFinishable
from clarion.postmortems.postmortem import Answer, PostMortem
from clarion.postmortems.stages import (
    ChangedMeanwhile,
    WrongStage,
    answer_review,
    ask_for_review,
    back_to_draft,
    make_final,
    publish_postmortem,
    reopen_postmortem,
)
from clarion.web.access import allowed, person_of
from clarion.web.forms.postmortem_stages import AnswerForm, AskForm, FinalForm
from clarion.web.postmortem_page import page


@allowed(Act.LEARN)
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = _found(public_id)
    form = AskForm(request.POST, postmortem=postmortem)
    if not form.is_valid():
        return _refused(request, postmortem, _all_errors(form), ask_form=form)
    reviewers = list(form.cleaned_data["reviewers"])
    return _moved(
        request,
        postmortem,
        lambda: ask_for_review(postmortem, reviewers, by=person_of(request), at=timezone.now()),
        f"{_names(reviewers)} {'is' if len(reviewers) == 1 else 'are'} asked to review it. What they say stands here and beside the text.",
    )


@allowed(Act.LEARN)
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem, form = _found(public_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, postmortem, _all_errors(form))
    said = form.cleaned_data
    return _moved(
        request,
        postmortem,
        lambda: answer_review(
            postmortem, Answer(said["answer"]), words=said["words"], read=said["read"], by=person_of(request), at=timezone.now(),
        ),
        "Your answer stands with the post-mortem. You may change it as long as it is in review.",
    )  # fmt: skip


@allowed(Act.LEARN)
@require_POST
def back(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = _found(public_id)
    return _moved(
        request,
        postmortem,
        lambda: back_to_draft(postmortem, by=person_of(request), at=timezone.now()),
        "It is a draft again. Comments stay; reviewers are asked anew when you ask for a review.",
    )


@allowed(Act.FINISH_POSTMORTEM)
@require_POST
def final(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem, form = _found(public_id), FinalForm(request.POST)
    if not form.is_valid():
        return _refused(request, postmortem, _all_errors(form))
    reason = form.cleaned_data["override_reason"]
    return _moved(
        request,
        postmortem,
        lambda: make_final(
            postmortem, seen_version=form.cleaned_data["version"], override_reason=reason, by=person_of(request), at=timezone.now(),
        ),
        "It is final: its words stay as they are. Publish it so that everybody in the company finds it.",
    )  # fmt: skip


@allowed(Act.FINISH_POSTMORTEM)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = _found(public_id)
    return _moved(
        request,
        postmortem,
        lambda: publish_postmortem(postmortem, by=person_of(request), at=timezone.now()),
        "It is published in the company. This page is its permanent address.",
    )


@allowed(Act.FINISH_POSTMORTEM)
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem = _found(public_id)
    reason = request.POST.get("reason", "")
    return _moved(
        request,
        postmortem,
        lambda: reopen_postmortem(postmortem, reason, by=person_of(request), at=timezone.now()),
        "It is a draft again. What was final is kept as a version.",
    )


def _moved(
    request: HttpRequest, postmortem: PostMortem, verb: Callable[[], object], told: str
) -> HttpResponse:
    """Back at the panel with what was done, or the page with what stands in the way and all that was typed."""
    try:
        verb()
    except (NotFinishable, ValidationError) as refused:
        reasons = refused.reasons if isinstance(refused, NotFinishable) else refused.messages
        return _refused(request, postmortem, reasons)
    except (WrongStage, ChangedMeanwhile) as gone_on:
        return _refused(request, _found(postmortem.public_id), [str(gone_on)], status=409)
    messages.success(request, told)
    return redirect(f"{reverse('postmortem', args=[postmortem.public_id])}#top")


def _refused(
    request: HttpRequest, postmortem: PostMortem, reasons: list[str], *, status: int = 422, **more: Any
) -> HttpResponse:
    told = {"stage_refused": reasons, "typed": request.POST, **more}
    return page(request, postmortem, at=timezone.now(), status=status, **told)


def _found(public_id: str) -> PostMortem:
    return get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)


def _names(people: list[Any]) -> str:
    names = [str(person) for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _all_errors(form: forms.Form) -> list[str]:
    return [str(message) for of_field in form.errors.values() for message in of_field]

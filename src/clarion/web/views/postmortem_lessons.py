"""Lessons: add, change, move, take out and put back; reviewed while they are typed."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.lesson_writing import add_lesson, change_lesson, move_lesson, remove_lesson
from clarion.postmortems.lessons import LONGEST_LESSON
from clarion.postmortems.writing import RowChanged
from clarion.web.access import allowed, person_of
from clarion.web.forms.lesson import LessonForm
from clarion.web.postmortem_answers import answer, part_of, postmortem_of, refuse, seen_version
from clarion.web.postmortem_page import page
from clarion.web.postmortem_parts.lessons import findings_of


@allowed(Act.LEARN)
@require_POST
@part_of("lessons")
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    postmortem, at = postmortem_of(public_id), timezone.now()
    form, kind = LessonForm(request.POST), request.POST.get("kind", "")
    if form.is_valid():
        try:
            add_lesson(postmortem, kind, form.cleaned_data["text"], by=person_of(request), at=at)
            return answer(request, postmortem, "lessons")
        except ValidationError as error:
            refuse(form, error)
    return page(request, postmortem, at=at, status=422, new_lesson_form=form, new_lesson_kind=kind)


@allowed(Act.LEARN)
@part_of("lessons")
def lesson(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """One lesson as a form in its place. When somebody else changed it meanwhile, both texts are shown."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.lessons.get(pk=pk)
    if request.method != "POST":
        return page(
            request, postmortem, at=at,
            changing_lesson=found.pk, lesson_form=LessonForm.of(found), seen=found.version, findings=findings_of(found.text),
        )  # fmt: skip
    form, seen, saved = LessonForm(request.POST, auto_id="lesson_%s"), seen_version(request), None
    if form.is_valid():
        try:
            change_lesson(found, **form.cleaned_data, seen_version=seen, by=person_of(request), at=at)
            return answer(request, postmortem, "lessons")
        except RowChanged:
            saved = postmortem.lessons.get(pk=pk)
            seen = saved.version
        except ValidationError as error:
            refuse(form, error)
    return page(
        request, postmortem, at=at, status=409 if saved else 422,
        changing_lesson=found.pk, lesson_form=form, seen=seen, saved_lesson=saved,
        findings=findings_of(request.POST.get("text", "")[:LONGEST_LESSON]),
    )  # fmt: skip


@allowed(Act.LEARN)
@require_POST
@part_of("lessons")
def move(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    postmortem = postmortem_of(public_id)
    found, up = postmortem.lessons.get(pk=pk), request.POST.get("to") == "up"
    move_lesson(found, up=up, by=person_of(request), at=timezone.now())
    return answer(request, postmortem, "lessons")


@allowed(Act.LEARN)
@require_POST
@part_of("lessons")
def remove(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Take one out; the answer offers to put it back."""
    postmortem, at = postmortem_of(public_id), timezone.now()
    found = postmortem.lessons.get(pk=pk)
    try:
        said = remove_lesson(found, seen_version=seen_version(request), by=person_of(request), at=at)
    except RowChanged:
        return page(request, postmortem, at=at, status=409, lesson_changed=pk)
    return page(request, postmortem, at=at, removed_lesson=said)


@allowed(Act.LEARN)
@require_POST
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the review says of words that somebody types; nothing is kept."""
    postmortem_of(public_id)
    findings = findings_of(request.POST.get("text", "")[:LONGEST_LESSON])
    return render(request, "web/findings.html", {"findings": findings})

"""Post-mortems: the list, one, and what is changed about it besides its words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.flows.learn import open_once
from clarion.incidents.incident import Incident
from clarion.postmortems.ownership import (
    cover,
    hand_over,
    move_due,
    rename,
    set_aside,
    take_up_again,
    uncover,
)
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import PostMortemClosed
from clarion.web.access import allowed, person_of
from clarion.web.forms.postmortems import (
    CoverForm,
    DueForm,
    OwnerForm,
    PostMortemFilter,
    SetAsideForm,
    TitleForm,
    about_forms,
)
from clarion.web.postmortem_page import page

PAGE_SIZE = 50


@allowed(Act.SEE)
def postmortem_list(request: HttpRequest) -> HttpResponse:
    form = PostMortemFilter(request.GET)
    status = 200 if form.is_valid() else 422
    postmortems = form.chosen(PostMortem.objects.with_incidents())
    shown = Paginator(postmortems, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": shown, "form": form, "today": timezone.now().date()}
    return render(request, "web/postmortems.html", context, status=status)


@allowed(Act.SEE)
def postmortem(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of a post-mortem."""
    return page(request, _found(public_id), at=timezone.now())


@allowed(Act.LEARN)
@require_POST
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the post-mortem of an incident that is over; where there is one, lead to it."""
    incident = get_object_or_404(Incident, pk=pk)
    try:
        opened = open_once(incident, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("room", pk)
    return redirect("postmortem", opened.public_id)


@allowed(Act.SEE)
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """Owner, due day, title, incidents: a page of small forms, each with its own button."""
    found = _found(public_id)
    if request.method != "POST":
        return _about(request, found)
    require(person_of(request), Act.LEARN)
    change = CHANGES.get(request.POST.get("change", ""))
    if change is None:
        messages.error(
            request, "Nothing was changed: the form did not say what to change. Load the page again."
        )
        return redirect("postmortem_about", public_id)
    return change(request, found)


def _found(public_id: str) -> PostMortem:
    return get_object_or_404(PostMortem.objects.with_incidents(), public_id=public_id)


def _about(request: HttpRequest, postmortem: PostMortem, *, status: int = 200, **typed: Any) -> HttpResponse:
    context = {"postmortem": postmortem, "today": timezone.now().date(), **about_forms(postmortem), **typed}
    return render(request, "web/postmortem_about.html", context, status=status)


type Change = Callable[[HttpRequest, PostMortem], HttpResponse]


def _changing(name: str, form_of: type[forms.Form], do: Callable[..., str]) -> Change:
    """A change by one of the forms; `do` gets what was typed and answers what is told of it."""

    def change(request: HttpRequest, postmortem: PostMortem) -> HttpResponse:
        form = form_of(request.POST)
        if form.is_valid():
            try:
                told = do(postmortem, **form.cleaned_data, by=person_of(request), at=timezone.now())
            except ValidationError as error:
                form.add_error(None, _only_known(form, error))
            except PostMortemClosed as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, told)
                return redirect("postmortem", postmortem.public_id)
        return _about(request, postmortem, status=422, **{name: form})

    return change


def _only_known(form: forms.Form, error: ValidationError) -> ValidationError:
    """The error with its fields; what the form does not show is said above it."""
    if not hasattr(error, "error_dict") or set(error.error_dict) <= set(form.fields):
        return error
    return ValidationError(error.messages)


def _rename(postmortem: PostMortem, *, title: str, **act: Any) -> str:
    rename(postmortem, title, **act)
    return "Renamed."


def _hand_over(postmortem: PostMortem, *, owner: Any, seen: Any, **act: Any) -> str:
    hand_over(postmortem, owner, seen=seen, **act)
    return f"{owner} owns it now. Reminders name them from now on."


def _move(postmortem: PostMortem, *, due_on: Any, reason: str, seen: Any, **act: Any) -> str:
    move_due(postmortem, due_on, reason=reason, seen=seen, **act)
    return f"It is due on {due_on.day} {due_on:%B %Y}."


def _cover(postmortem: PostMortem, *, incident: Incident, **act: Any) -> str:
    aside = cover(postmortem, incident, **act)
    also = f" Its own draft {aside.reference}, in which nobody had written, was set aside." if aside else ""
    return f"It covers {incident.reference}, too.{also}"


def _uncover(postmortem: PostMortem, *, incident: Incident, **act: Any) -> str:
    uncover(postmortem, incident, **act)
    return f"It covers {incident.reference} no more."


def _set_aside(postmortem: PostMortem, *, why: str, **act: Any) -> str:
    set_aside(postmortem, why=why, **act)
    return "Set aside. Its words stay and nobody is reminded of it; its open action items go on."


def _take_up(postmortem: PostMortem, **act: Any) -> str:
    take_up_again(postmortem, **act)
    return "It is a draft again."


#: Value of the button -> what it does.
CHANGES: dict[str, Change] = {
    "title": _changing("title_form", TitleForm, _rename),
    "owner": _changing("owner_form", OwnerForm, _hand_over),
    "due": _changing("due_form", DueForm, _move),
    "cover": _changing("cover_form", CoverForm, _cover),
    "uncover": _changing("uncover_form", CoverForm, _uncover),
    "set_aside": _changing("set_aside_form", SetAsideForm, _set_aside),
    "take_up": _changing("take_up_form", forms.Form, _take_up),
}

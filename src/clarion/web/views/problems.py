"""Problems: the list, one of them, its words, its state, what is linked to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.references import number_in
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import RowChanged
from clarion.problems.linking import link_incident, link_item, unlink_incident, unlink_item
from clarion.problems.opening import begun_with, open_problem
from clarion.problems.problem import Problem
from clarion.problems.times import since, times_in_words
from clarion.problems.writing import change_problem, make_known_error, reopen_problem, resolve_problem
from clarion.web.access import allowed, person_of
from clarion.web.forms.problems import (
    LinkIncidentForm,
    LinkItemForm,
    ProblemFilter,
    ProblemForm,
    RemovalForm,
    ReopenForm,
    words_of,
)
from clarion.web.problem_picture import picture_of

PAGE_SIZE = 50


@allowed(Act.SEE)
def problem_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    form = ProblemFilter(request.GET)
    status = 200 if form.is_valid() else 422
    problems = form.chosen(Problem.objects.select_related("owner"), at=at).often_first()
    page = Paginator(problems, PAGE_SIZE).get_page(request.GET.get("page"))
    any_at_all = bool(page.paginator.count) or Problem.objects.exists()
    context = {"page": page, "form": form, "any_at_all": any_at_all}
    return render(request, "web/problems.html", context, status=status)


@allowed(Act.LEARN)
def new_problem(request: HttpRequest) -> HttpResponse:
    """By hand, or from `incident` or `postmortem`, whose words and incidents it begins with."""
    person, at = person_of(request), timezone.now()
    begun, incidents = _begun_with(request)
    form = ProblemForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            problem = open_problem(**form.words(), incidents=incidents, by=person, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{problem.reference} is open.")
            return redirect("problem", problem.public_id)
    context = {"form": form, "incidents": incidents}
    return render(request, "web/problem_form.html", context, status=422 if form.errors else 200)


@allowed(Act.SEE)
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of a problem; whoever types its number ("PRB-4", "4") is led there."""
    number = number_in(public_id, "PRB-")
    if number is not None and not Problem.objects.filter(public_id=public_id).exists():
        return redirect("problem", get_object_or_404(Problem, pk=number).public_id)
    return _page(request, _find(public_id), at=timezone.now())


@allowed(Act.LEARN)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(public_id)
    form = ProblemForm(request.POST or None, initial=words_of(found))
    status, saved = 200, None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            change_problem(found, form.words(), seen_version=seen, by=person_of(request), at=timezone.now())
        except RowChanged:
            # What was typed stays in the fields and what was saved stands above it; whoever saves again has seen both.
            found.refresh_from_db()
            status, saved = 409, found
            typed = request.POST.copy()
            typed["version"] = str(found.version)
            form = ProblemForm(typed, initial=words_of(found))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Saved.")
            return redirect("problem", public_id)
    context = {"form": form, "problem": found, "saved": saved}
    return render(request, "web/problem_form.html", context, status=422 if form.errors else status)


@allowed(Act.LEARN)
@require_POST
def known_error(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(public_id)
    try:
        make_known_error(found, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("change_problem" if hasattr(error, "error_dict") else "problem", public_id)
    messages.success(
        request, f"{found.reference} is a known error: rooms of similar incidents show its workaround."
    )
    return redirect("problem", public_id)


@allowed(Act.LEARN)
@require_POST
def resolve(request: HttpRequest, public_id: str) -> HttpResponse:
    def verb(found: Problem, form: Any, by: Person, at: datetime) -> str:
        resolve_problem(found, form.cleaned_data["removal"], by=by, at=at)
        return f"{found.reference} is resolved. It opens again when a later incident is linked to it."

    return _use(request, public_id, name="removal_form", form_class=RemovalForm, verb=verb)


@allowed(Act.LEARN)
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    def verb(found: Problem, form: Any, by: Person, at: datetime) -> str:
        reopen_problem(found, form.cleaned_data["because"], by=by, at=at)
        return f"{found.reference} is open again."

    return _use(request, public_id, name="reopen_form", form_class=ReopenForm, verb=verb)


@allowed(Act.LEARN)
@require_POST
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    def verb(found: Problem, form: Any, by: Person, at: datetime) -> str:
        incident = form.cleaned_data["incident"]
        new = link_incident(found, incident, by=by, at=at)
        return f"{incident.reference} is linked." if new else f"{incident.reference} was linked already."

    return _use(request, public_id, name="incident_form", form_class=LinkIncidentForm, verb=verb)


@allowed(Act.LEARN)
@require_POST
def unlink(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    found, incident = _find(public_id), get_object_or_404(Incident, pk=pk)
    if unlink_incident(found, incident, by=person_of(request), at=timezone.now()):
        messages.success(request, f"{incident.reference} does not belong to {found.reference} any more.")
    return redirect("problem", public_id)


@allowed(Act.LEARN)
@require_POST
def link_to_item(request: HttpRequest, public_id: str) -> HttpResponse:
    def verb(found: Problem, form: Any, by: Person, at: datetime) -> str:
        item = form.cleaned_data["item"]
        new = link_item(found, item, by=by, at=at)
        return f"{item.reference} is linked." if new else f"{item.reference} was linked already."

    return _use(request, public_id, name="item_form", form_class=LinkItemForm, verb=verb)


@allowed(Act.LEARN)
@require_POST
def unlink_from_item(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    found, item = _find(public_id), get_object_or_404(ActionItem, pk=pk)
    if unlink_item(found, item, by=person_of(request), at=timezone.now()):
        messages.success(request, f"{item.reference} does not belong to {found.reference} any more.")
    return redirect("problem", public_id)


def _find(public_id: str) -> Problem:
    return get_object_or_404(Problem.objects.select_related("owner", "opened_by"), public_id=public_id)


def _use(
    request: HttpRequest,
    public_id: str,
    *,
    name: str,
    form_class: Callable[..., Any],
    verb: Callable[[Problem, Any, Person, datetime], str],
) -> HttpResponse:
    """Use a small form of the problem's page: done, or the page again with what was typed and what is wrong with it."""
    found, at = _find(public_id), timezone.now()
    form, refused = form_class(request.POST), {}
    if form.is_valid():
        try:
            done = verb(found, form, person_of(request), at)
        except ValidationError as error:
            # Somebody else was quicker, and the page shows another form by now.
            refused = {"refused": " ".join(error.messages), "typed": form.cleaned_data.values()}
        else:
            messages.success(request, done)
            return redirect("problem", public_id)
    return _page(request, found, at=at, status=422, **{name: form, **refused})


def _page(
    request: HttpRequest, found: Problem, *, at: datetime, status: int = 200, **forms: Any
) -> HttpResponse:
    incidents = list(Incident.objects.filter(problems=found).with_services().order_by("-declared_at", "-pk"))
    recent = sum(each.began_at() >= since(at) for each in incidents)
    items = ActionItem.objects.select_related("owner", "postmortem")
    context = {
        "problem": found,
        "at": at,
        "today": at.date(),
        "incidents": incidents,
        "often": times_in_words(recent),
        "last_seen": max((each.began_at() for each in incidents), default=None),
        "picture": picture_of(incidents, at=at),
        "items": items.filter(problems=found).due_first(),
        "postmortems": PostMortem.objects.filter(incidents__problems=found)
        .select_related("owner")
        .distinct(),
        "incident_form": LinkIncidentForm(),
        "item_form": LinkItemForm(),
        "removal_form": RemovalForm(),
        "reopen_form": ReopenForm(),
    }
    return render(request, "web/problem.html", context | forms, status=status)


def _begun_with(request: HttpRequest) -> tuple[dict[str, Any], list[Incident]]:
    """The words and incidents that a new problem begins with. Raises Http404 where they name what is not there."""
    given = request.POST if request.method == "POST" else request.GET
    owner, incidents = None, []
    if public_id := given.get("postmortem"):
        postmortem = get_object_or_404(PostMortem, public_id=public_id)
        owner, incidents = postmortem.owner, list(postmortem.incidents.order_by("declared_at", "pk"))
    for typed in dict.fromkeys(given.getlist("incident")):
        incidents.append(get_object_or_404(Incident, pk=number_in(typed) or 0))
    incidents = list(dict.fromkeys(incidents))
    if not incidents:
        return {}, []
    return {**begun_with(incidents), "owner": owner}, incidents

"""Settings: the workspace, its services, its people, the tokens for alerts."""

from typing import Any

from django.conf import settings as configuration
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts import glossary
from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.membership import add_person as add
from clarion.accounts.membership import change_person as change
from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.people import Person
from clarion.accounts.roles import Act, Role
from clarion.accounts.tokens import IntakeToken, make_intake_token
from clarion.accounts.tokens import revoke_intake_token as revoke
from clarion.accounts.workspace import Workspace
from clarion.flows import services
from clarion.flows.services import rename_workspace
from clarion.incidents.services import Service
from clarion.subscribers.calls import SHOWN_FOR, trouble
from clarion.subscribers.masking import masked
from clarion.subscribers.told import undelivered
from clarion.web.access import allowed, person_of
from clarion.web.forms.chat import ChatForm
from clarion.web.forms.settings import (
    ChangePersonForm,
    PersonForm,
    ServiceForm,
    TermForm,
    TokenForm,
    WorkspaceForm,
)

#: Calls in trouble that the page lists; it says how many more there are.
TROUBLE_LISTED = 50


@allowed(Act.MANAGE_WORKSPACE)
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "web/settings.html", _settings())


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def add_service(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(request.POST)
    if not form.is_valid():
        return _again(request, service_form=form)
    services.add_service(**form.cleaned_data, by=person_of(request), at=timezone.now())
    messages.success(request, f"{form.cleaned_data['name']} is a service now, and stands on the public page.")
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """The new person signs in by a one-time link, which is shown once, and then sets a password."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _again(request, person_form=form)
    by, at = person_of(request), timezone.now()
    person = add(**form.cleaned_data, by=by, at=at)
    token = make_one_time_token(person, by=by, at=at)
    link = f"{configuration.CONSOLE_URL}/sign-in/once/{token}/"
    return render(request, "web/settings.html", _settings(new_person=person, link=link))


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = ChangePersonForm(request.POST, instance=person)
    if not form.is_valid():
        return _again(request)
    try:
        change(person, **form.cleaned_data, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("settings")
    messages.success(request, f"{person.name} is {person.get_role_display().lower()} now.")
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def add_term(request: HttpRequest) -> HttpResponse:
    form = TermForm(request.POST)
    if not form.is_valid():
        return _again(request, term_form=form)
    term = form.save(commit=False)
    glossary.add_term(term, by=person_of(request), at=timezone.now())
    messages.success(request, f"The review proposes “{term.plain}” for “{term.term}” from now on.")
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def remove_term(request: HttpRequest, pk: int) -> HttpResponse:
    if term := GlossaryTerm.objects.filter(pk=pk).first():
        glossary.remove_term(term, by=person_of(request), at=timezone.now())
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def add_intake_token(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if form.is_valid() and IntakeToken.objects.filter(name=form.cleaned_data["name"]).exists():
        form.add_error("name", "There is a token of this name. Choose another name.")
    if not form.is_valid():
        return _again(request, token_form=form)
    token = make_intake_token(form.cleaned_data["name"], by=person_of(request), at=timezone.now())
    address = f"{configuration.CONSOLE_URL}/intake/alertmanager/{token}"
    return render(request, "web/settings.html", _settings(intake_address=address))


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def revoke_intake_token(request: HttpRequest, pk: int) -> HttpResponse:
    if token := IntakeToken.objects.filter(pk=pk).first():
        revoke(token, by=person_of(request), at=timezone.now())
    messages.success(request, "The token is revoked; alerts that use it are refused from now on.")
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def change_workspace(request: HttpRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST, instance=Workspace.current())
    if not form.is_valid():
        return _again(request, workspace_form=form)
    rename_workspace(form.save(commit=False), by=person_of(request), at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("settings")


def _again(request: HttpRequest, **forms: Any) -> HttpResponse:
    return render(request, "web/settings.html", _settings(**forms), status=422)


def _settings(**more: Any) -> dict[str, Any]:
    return {
        "chat_form": ChatForm(),
        "chat_channel": masked("webhook", Workspace.current().chat_webhook),
        "mail_to_files": configuration.MAILERS["default"]["BACKEND"].endswith(".ReadableFiles"),
        "trouble": trouble(since=timezone.now() - SHOWN_FOR, at_most=TROUBLE_LISTED),
        "undelivered": undelivered(since=timezone.now() - SHOWN_FOR),
        "services": Service.objects.all(),
        "people": Person.objects.all(),
        "tokens": IntakeToken.objects.filter(revoked_at=None),
        "roles": Role.choices,
        "terms": GlossaryTerm.objects.all(),
        "term_form": TermForm(),
        "service_form": ServiceForm(),
        "person_form": PersonForm(),
        "token_form": TokenForm(),
        "workspace_form": WorkspaceForm(instance=Workspace.current()),
        **more,
    }

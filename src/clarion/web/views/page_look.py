"""Settings of the public page: its colours, logo and link, with a preview; badge and banner to copy."""

import base64
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.flows import page_look
from clarion.incidents.services import Service
from clarion.statuspage.colours import ink_on
from clarion.statuspage.look import PageLook
from clarion.statuspage.public_look import (
    ACCENT_DARK,
    ACCENT_LIGHT,
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    PublicLook,
)
from clarion.web.access import allowed, person_of
from clarion.web.forms.page_look import LogoForm, LookForm

#: Ink and quiet ink of the page, light and dark, for the preview.
INKS = {"light": ("#1b1f24", "#59636e"), "dark": ("#e7eaee", "#a3adb8")}


@dataclass(frozen=True)
class Preview:
    """One scheme of the page in little, drawn as SVG: all of these are colours that were read."""

    scheme: str
    paper: str
    panel: str
    ink: str
    quiet: str
    accent: str
    head: str
    head_ink: str
    head_link: str


@allowed(Act.MANAGE_WORKSPACE)
def look(request: HttpRequest) -> HttpResponse:
    """The form. "Preview" shows what is typed and saves nothing."""
    if request.method != "POST":
        return _page(request, LookForm(instance=PageLook.current()))
    form = LookForm(request.POST, instance=PageLook.current())
    if not form.is_valid():
        return _page(request, form, status=422)
    if "preview" in request.POST:
        return _page(request, form, look=form.instance.as_value(), previewed=True)
    page_look.change_look(form.instance, by=person_of(request), at=timezone.now())
    messages.success(request, "Saved. Readers see the page like this now.")
    return redirect("page_look")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def logo(request: HttpRequest) -> HttpResponse:
    """Show the uploaded picture on the page, or take it away."""
    by, at = person_of(request), timezone.now()
    if "remove" in request.POST:
        page_look.change_logo(None, by=by, at=at)
        messages.success(request, "The page shows its name without a logo now.")
        return redirect("page_look")
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, LookForm(instance=PageLook.current()), logo_form=form, status=422)
    page_look.change_logo(form.cleaned_data["logo"], by=by, at=at)
    messages.success(request, "Saved. The logo stands in the head of the page now.")
    return redirect("page_look")


@allowed(Act.MANAGE_WORKSPACE)
def embeds(request: HttpRequest) -> HttpResponse:
    """Badge and banner for other sites: lines to copy."""
    context = {"address": settings.PUBLIC_URL, "services": Service.objects.filter(is_public=True)}
    return render(request, "web/settings/embeds.html", context)


def _page(
    request: HttpRequest, form: LookForm, *, look: PublicLook | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    # A fresh row: a form that failed has written what it could into its own.
    look = look or PageLook.current().as_value()
    context = {
        "form": form,
        "logo_form": LogoForm(initial={"alt": look.logo.alt if look.logo else ""}),
        "previews": [_preview(look, "light"), _preview(look, "dark")],
        "logo": look.logo,
        "logo_data": base64.b64encode(look.logo.content).decode() if look.logo else "",
        "link": look.link,
        "page_name": Workspace.current().name,
        **more,
    }
    return render(request, "web/settings/page_look.html", context, status=status)


def _preview(look: PublicLook, scheme: str) -> Preview:
    paper, panel = (LIGHT_GROUNDS if scheme == "light" else DARK_GROUNDS)[:2]
    shipped = ACCENT_LIGHT if scheme == "light" else ACCENT_DARK
    accent = (look.accent_light if scheme == "light" else look.accent_dark) or shipped
    head = look.head_light if scheme == "light" else look.head_dark
    ink, quiet = INKS[scheme]
    return Preview(
        scheme=scheme,
        paper=paper,
        panel=panel,
        ink=ink,
        quiet=quiet,
        accent=accent,
        head=head or paper,
        head_ink=ink_on(head) if head else ink,
        head_link=ink_on(head) if head else accent,
    )

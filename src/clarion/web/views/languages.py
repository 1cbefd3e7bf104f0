"""The languages of the public page, as an admin chooses them."""

from django.conf import settings as configuration
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clarion.accounts.languages import ENGLISH, english_name
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.flows.languages import choose_languages
from clarion.web.access import allowed, person_of
from clarion.web.forms.languages import LanguagesForm


@allowed(Act.MANAGE_WORKSPACE)
def languages(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, LanguagesForm.of(Workspace.current()))
    form = LanguagesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    chosen = form.cleaned_data
    changed = choose_languages(chosen["default"], chosen["further"], by=person_of(request), at=timezone.now())
    if changed:
        messages.success(request, "Saved. The public page is written in these languages now.")
    else:
        first = english_name(chosen["default"])
        said = "Nothing was changed: the page has these languages already."
        if chosen["default"] not in chosen["further"]:
            said = (
                f"Nothing was changed: texts are written in {first}, so the page is always shown in it."
                f" To take {first} away, choose another language under “Texts are written in” first."
            )
        messages.info(request, said)
    return redirect("languages")


def _page(request: HttpRequest, form: LanguagesForm, *, status: int = 200) -> HttpResponse:
    page_languages = Workspace.current().page_languages
    first, *others = page_languages
    context = {
        "form": form,
        "not_read": first != ENGLISH,
        "addresses": [
            (english_name(first), f"{configuration.PUBLIC_URL}/"),
            *((english_name(each), f"{configuration.PUBLIC_URL}/{each}/") for each in others),
        ],
    }
    return render(request, "web/settings/languages.html", context, status=status)

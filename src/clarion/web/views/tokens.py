"""Access for programs: everybody makes and revokes tokens of their own; an admin sees and revokes all."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.api_tokens import ApiToken, make_api_token, revoke_api_token
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.web.access import allowed, person_of
from clarion.web.forms.tokens import ApiTokenForm


@allowed(Act.SEE)
@never_cache
def api_tokens(request: HttpRequest) -> HttpResponse:
    """The list, and the form to make one. The answer to making one shows its secret, once."""
    person, at, secret = person_of(request), timezone.now(), ""
    form = ApiTokenForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = make_api_token(
                form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=at + form.life(),
                by=person,
                at=at,
            )
            form = ApiTokenForm(person=person)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "secret": secret, "api_url": f"{settings.CONSOLE_URL}/api/v1", **_lists(person)}
    return render(request, "web/tokens.html", context, status=422 if form.errors else 200)


@allowed(Act.SEE)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk)
    revoke_api_token(token, by=person_of(request), at=timezone.now())
    messages.success(request, f"Revoked: {token.name}. Programs that use it are refused from now on.")
    return redirect("api_tokens")


def _lists(person: Person) -> dict[str, Any]:
    usable = ApiToken.objects.usable(at=timezone.now()).select_related("person")
    others = usable.exclude(person=person) if person.may(Act.MANAGE_WORKSPACE) else None
    return {"tokens": usable.filter(person=person), "others": others}

"""Where mail providers report what came back: their tokens."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.subscribers.bounce_tokens import BounceToken, make_bounce_token, revoke_bounce_token
from clarion.web.access import allowed, person_of
from clarion.web.forms.subscribers import BounceTokenForm


@allowed(Act.MANAGE_WORKSPACE)
@never_cache
def bounces(request: HttpRequest) -> HttpResponse:
    """The list, and the form to make one. The answer to making one shows its address, once."""
    form, address = BounceTokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_bounce_token(form.cleaned_data["name"], by=person_of(request), at=timezone.now())
            address = f"{settings.CONSOLE_URL}/intake/bounces/{secret}"
            form = BounceTokenForm()
        except ValidationError as error:
            form.add_error("name", " ".join(error.messages))
    context = {
        "form": form,
        "address": address,
        "tokens": BounceToken.objects.filter(revoked_at=None),
        "mailbox": bool(settings.BOUNCE_MAILBOX),
    }
    return render(request, "web/audiences/bounces.html", context, status=422 if form.errors else 200)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(BounceToken, pk=pk)
    revoke_bounce_token(token, by=person_of(request), at=timezone.now())
    messages.success(request, f"Revoked: {token.name}. Its reports are refused from now on.")
    return redirect("bounces")

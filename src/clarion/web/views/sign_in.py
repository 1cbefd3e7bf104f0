"""Signing in and out."""

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache

from clarion.accounts.one_time_links import use_one_time_token

sign_in = login_not_required(LoginView.as_view(template_name="web/sign_in.html"))
sign_out = LogoutView.as_view(template_name="web/sign_out.html")
# In one transaction, so that no password changes without its line in the audit log.
change_password = transaction.atomic(
    PasswordChangeView.as_view(template_name="web/change_password.html", success_url=reverse_lazy("now"))
)


@login_not_required
@never_cache
def sign_in_once(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by the link that `clarion up` prints; it works once, and for an hour."""
    person = use_one_time_token(token, at=timezone.now())
    if person is None:
        return render(request, "web/link_used.html", status=410)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("now")

"""Signing in by password: django-allauth, which limits the rate of attempts. People are added, they do not sign up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from clarion.accounts.origin import origin


class NoSignUp(DefaultAccountAdapter):
    """People are added by an admin; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which attempts are counted: the one that the audit log records."""
        return origin().address or str(super().get_client_ip(request))

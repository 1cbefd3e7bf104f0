"""Signing in and out, and changing a password, as acts of the audit log.

It listens to the signals of Django and django-allauth instead of standing in each view, so that a way to sign in that
is added later is recorded too. The one-time link is a way of our own and records itself.
"""

from typing import Any

from allauth.account import signals
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.utils import timezone

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person

UNKNOWN = "an address that nobody has"


def listen() -> None:
    signals.user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    signals.password_changed.connect(_changed_password)
    signals.password_set.connect(_changed_password)


def _signed_in(*, user: Person, **_: Any) -> None:
    record_act(Done.SIGNED_IN, user.email, by=user, at=timezone.now())


def _signed_out(*, user: Person | None, **_: Any) -> None:
    if user is not None:
        record_act(Done.SIGNED_OUT, user.email, by=user, at=timezone.now())


def _failed(*, credentials: dict[str, Any], **_: Any) -> None:
    """Nobody is known to have acted. What was typed is kept only when it is somebody's address: a tired person types
    the password into the first field.
    """
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    somebody = Person.objects.filter(email=typed).first()
    record_act(Done.SIGN_IN_FAILED, somebody.email if somebody else UNKNOWN, by=None, at=timezone.now())


def _changed_password(*, user: Person, **_: Any) -> None:
    record_act(Done.CHANGED_PASSWORD, user.email, by=user, at=timezone.now())

"""Who may open a view. Signing in is asked of every view by the middleware; the act by this decorator."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act

type View = Callable[..., HttpResponseBase]


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; views that ask for one are behind the sign-in."""
    return cast("Person", request.user)


def allowed(act: Act) -> Callable[[View], View]:
    """The view answers 403 with a reason to a person whose role does not allow the act."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(person_of(request), act)
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]  # read by the test of the permission matrix
        return guarded

    return decorate

"""Who calls: a bearer token, which acts as its person within its scopes. A session of the console counts for nothing."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from clarion.accounts.api_tokens import SCOPE_ACTS, ApiToken, find_api_token
from clarion.accounts.origin import acting_by_token
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act


class Token(HttpBearer):
    """Asks for a token whose person may do the act, before anything of the request is read.

    Where the act depends on the draft (`Act.APPROVE_EXTERNAL` or `APPROVE_INTERNAL`), the flow asks again.
    """

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """None answers 401. Raises NotAllowed."""
        found = find_api_token(token, at=timezone.now())
        if found:
            acting_by_token(found.name)
            require(found.person, self.act)
        return found


def asks(act: Act, *, also: str = "") -> dict[str, Any]:
    """Arguments of an operation that asks for the act; its description names the scopes that allow it."""
    scopes = " or ".join(f"`{scope.value}`" for scope, acts in SCOPE_ACTS.items() if act in acts)
    if act is Act.SEE:
        scopes = "any of them"
    return {"auth": Token(act), "description": f"{also} Scope: {scopes}.".strip()}


def token_of(request: HttpRequest) -> ApiToken:
    return cast("ApiToken", request.auth)  # type: ignore[attr-defined]  # set by ninja after `authenticate`


def person_of(request: HttpRequest) -> Person:
    """The person whose token this is, with their acts limited to its scopes."""
    return token_of(request).person

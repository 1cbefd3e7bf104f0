"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.web.call_bar import call_bar


def workspace(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    calls = SimpleLazyObject(lambda: call_bar(person)) if isinstance(person, Person) else None
    return {"workspace": Workspace.current(), "public_url": settings.PUBLIC_URL, "call_bar": calls}

"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from clarion.accounts.workspace import Workspace


def workspace(request: HttpRequest) -> dict[str, Any]:
    return {"workspace": Workspace.current(), "public_url": settings.PUBLIC_URL}

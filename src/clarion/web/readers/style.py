"""The style of the readers' pages, served below /subscribe/ too, so that a proxy has to hand on nothing else."""

from functools import lru_cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

import clarion.web

STYLE = Path(clarion.web.__file__).parent / "templates" / "web" / "readers" / "readers.css"


@login_not_required
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        _style(), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )


@lru_cache(maxsize=1)
def _style() -> bytes:
    return STYLE.read_bytes()

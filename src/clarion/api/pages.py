"""Pages of a list by cursor: the next page begins after the last row that was seen, however many rows came meanwhile.

No OFFSET: the thousandth page costs what the first one costs.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from pydantic import AfterValidator, BeforeValidator, Field

from clarion.api.fields import LARGEST_KEY, YEARS, Answer, Body, digits, no_nul

LARGEST_PAGE = 100


class Page(Body):
    """Where a list goes on."""

    cursor: Annotated[str, Field(max_length=200), AfterValidator(no_nul)] = Field(
        "", description="`next` of the page before; empty for the first page."
    )
    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE), BeforeValidator(digits)] = 50


class Listed[T](Answer):
    items: list[T]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


def page_of[M: models.Model, T](
    request: HttpRequest,
    rows: models.QuerySet[M],
    page: Page,
    *,
    by: str | None,
    key: str = "pk",
    show: Callable[[M], T],
) -> dict[str, Any]:
    """The newest first: by the moment `by` and then by `key`; `by` None is by key alone.

    Raises ValidationError for a cursor that is none of ours, and for a filter that is not known.
    """
    know_every_name(request, type(page))
    if page.cursor:
        rows = rows.filter(_after(page.cursor, by, key))
    ordered = rows.order_by(*([f"-{by}"] if by else []), f"-{key}")
    found = list(ordered[: page.limit + 1])
    shown = found[: page.limit]
    more = len(found) > page.limit
    return {"items": [show(row) for row in shown], "next": _cursor(shown[-1], by, key) if more else None}


def know_every_name(request: HttpRequest, asked: type[Body]) -> None:
    """Raises ValidationError for a filter that is not known: it is a typing error more often than not."""
    known = asked.model_fields
    if unknown := sorted(set(request.GET) - set(known)):
        raise ValidationError({name: f"There is no such filter. Use {', '.join(known)}." for name in unknown})


def _cursor(row: models.Model, by: str | None, key: str) -> str:
    place = [getattr(row, by).isoformat() if by else None, getattr(row, key)]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _after(cursor: str, by: str | None, key: str) -> models.Q:
    try:
        moment, last = _place(cursor, by)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise ValidationError({"cursor": "This is no cursor of this list. Begin without one."}) from None
    if by is None:
        return models.Q(**{f"{key}__lt": last})
    after = models.Q(**{f"{by}__lt": moment}) | models.Q(**{by: moment, f"{key}__lt": last})
    # The first condition says nothing new, and lets the database begin in its index at the right place.
    return models.Q(**{f"{by}__lte": moment}) & after


def _place(cursor: str, by: str | None) -> tuple[datetime | None, int]:
    """Raises ValueError, TypeError for anything but what `_cursor` writes."""
    padded = cursor + "=" * (-len(cursor) % 4)
    written, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if type(key) is not int or not 0 < key <= LARGEST_KEY:
        raise ValueError("no key of a row")
    if by is None:
        return None, key
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("no time of a row")
    return moment.astimezone(UTC), key

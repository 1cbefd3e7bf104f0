"""The cadence: read the table, replace it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import CREATING, answers
from clarion.api.schemas.cadence import CadenceAnswer, NewCadence
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import cadence_settings, change_cadence

router = Router(tags=["Cadence"])


@router.get(
    "",
    response=answers(CadenceAnswer),
    summary="How long which audience may wait, in minutes",
    **asks(Act.SEE),
)
def read_cadence(request: HttpRequest) -> CadenceAnswer:
    return CadenceAnswer.of(cadence_settings())


@router.put(
    "",
    response=answers(CadenceAnswer, errors=CREATING),
    summary="Replace the table",
    **asks(
        Act.MANAGE_WORKSPACE,
        also="It holds for promises made from then on; those that stand stay as promised.",
    ),
)
def replace_cadence(request: HttpRequest, body: NewCadence) -> CadenceAnswer:
    if wrong := _missing_or_unknown(set(body.minutes)):
        raise ValidationError({"minutes": wrong})
    changed = change_cadence(
        body.minutes, seen_version=body.version, by=person_of(request), at=timezone.now()
    )
    return CadenceAnswer.of(changed)


def _missing_or_unknown(cells: set[str]) -> list[str]:
    missing, unknown = sorted(set(SHIPPED) - cells), sorted(cells - set(SHIPPED))
    said = {"These cells are missing": missing, "There are no such cells": unknown}
    return [f"{words}: {', '.join(names)}." for words, names in said.items() if names]

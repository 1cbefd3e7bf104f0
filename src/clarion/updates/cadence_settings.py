"""The cadence of this workspace: what an admin changed of the shipped table.

Only differences are kept, so that a cell nobody touched follows the shipped table of a later version. A change
holds for promises made from then on; those that stand were promised, and stay.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.updates.cadence import SHIPPED, Cadence

SHORTEST, LONGEST = 1, 24 * 60


class CadenceSettings(models.Model):
    """One row, absent until the first change. `changed` maps a cell to minutes, None where a time was taken away."""

    changed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"cadence, version {self.version}"

    def table(self) -> dict[str, int | None]:
        """Every cell with its minutes; a cell that this version does not know is left out."""
        return {cell: self.changed.get(cell, minutes) for cell, minutes in SHIPPED.items()}


class CadenceChanged(Exception):
    """Somebody else changed the table since this page was loaded; nothing was saved. Holds what it says now."""

    def __init__(self, settings: CadenceSettings) -> None:
        who = f"{settings.changed_by} changed" if settings.changed_by else "Somebody changed"
        super().__init__(f"{who} the table since you opened it. Nothing was saved; compare, then save again.")
        self.settings = settings


def cadence_settings() -> CadenceSettings:
    """The row, or one with the shipped table that is not saved."""
    return CadenceSettings.objects.select_related("changed_by").filter(pk=1).first() or CadenceSettings(pk=1)


def current_cadence() -> Cadence:
    """The table that holds now: one query. Ask once, and hand it on."""
    return Cadence(cadence_settings().table())


@transaction.atomic
def change_cadence(
    minutes: Mapping[str, int | None], *, seen_version: int, by: Person, at: datetime
) -> CadenceSettings:
    """Save the whole table. Raises NotAllowed, CadenceChanged, ValidationError that names the cells."""
    require(by, Act.MANAGE_WORKSPACE)
    if set(minutes) != set(SHIPPED):
        raise ValidationError("The table is not complete. Load the page again, then save.")
    if wrong := {cell: _OUTSIDE for cell, value in minutes.items() if not _possible(value)}:
        raise ValidationError(wrong)
    CadenceSettings.objects.get_or_create(pk=1)
    current = CadenceSettings.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=1)
    if current.version != seen_version:
        raise CadenceChanged(current)
    before, after = (
        {cell: _in_words(value) for cell, value in each.items()} for each in (current.table(), minutes)
    )
    record_act(Done.CHANGED_CADENCE, "cadence", by=by, at=at, detail=differences(before, after))
    current.changed = {cell: value for cell, value in minutes.items() if value != SHIPPED[cell]}
    current.version += 1
    current.changed_at, current.changed_by = at, by
    current.save()
    return current


_OUTSIDE = f"Write minutes from {SHORTEST} to {LONGEST}, or nothing."


def _in_words(minutes: int | None) -> str:
    return "no time" if minutes is None else f"{minutes} min"


def _possible(value: int | None) -> bool:
    return value is None or SHORTEST <= value <= LONGEST

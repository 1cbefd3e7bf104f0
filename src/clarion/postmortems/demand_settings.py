"""Changing what each severity asks for. A change holds for post-mortems that open from then on."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.incidents.states import Severity
from clarion.postmortems.demands import SHIPPED, Asked, Demand

LONGEST_DAYS = 365


class DemandsChanged(Exception):
    """Somebody else changed the table since this page was loaded; nothing was saved. Holds what it says now."""

    def __init__(self, table: dict[Severity, Asked]) -> None:
        super().__init__(
            "Somebody changed the table since you opened it. Nothing was saved; compare, then save again."
        )
        self.table = table


def current_demands() -> dict[Severity, Asked]:
    """What holds for every severity: one query."""
    changed = {row.severity: row for row in Demand.objects.all()}
    return {
        severity: Asked(row.asked, row.days, row.business_days, row.item_days)
        if (row := changed.get(severity))
        else shipped
        for severity, shipped in SHIPPED.items()
    }


@transaction.atomic
def change_demands(
    table: Mapping[Severity, Asked], *, seen: Mapping[Severity, Asked], by: Person, at: datetime
) -> None:
    """Save the whole table. `seen` is the table that the page showed.

    Raises NotAllowed, DemandsChanged, ValidationError that names the severity and what of it.
    """
    require(by, Act.MANAGE_WORKSPACE)
    wrong = {
        f"{severity}.{name}": f"Write days from 1 to {LONGEST_DAYS}."
        for severity, asked in table.items()
        for name in ("days", "item_days")
        if not 1 <= getattr(asked, name) <= LONGEST_DAYS
    }
    if wrong:
        raise ValidationError(wrong)
    # The workspace is what everybody who saves locks: two admins come one after the other.
    Workspace.objects.select_for_update().first()
    before = current_demands()
    if dict(seen) != before:
        raise DemandsChanged(before)
    for severity, asked in table.items():
        if asked == before[severity]:
            continue
        Demand.objects.update_or_create(
            severity=severity,
            defaults={
                "asked": asked.asked,
                "days": asked.days,
                "business_days": asked.business_days,
                "item_days": asked.item_days,
                "changed_at": at,
                "changed_by": by,
            },
        )
    said = ({str(severity): in_words(asked) for severity, asked in each.items()} for each in (before, table))
    record_act(Done.CHANGED_DEMANDS, "post-mortems", by=by, at=at, detail=differences(*said))


def in_words(asked: Asked) -> str:
    """ "a post-mortem in 5 business days, action items in 30 days"."""
    days = f"{asked.days} {'business ' if asked.business_days else ''}days"
    opens = f"a post-mortem in {days}" if asked.asked else f"no post-mortem by itself, else in {days}"
    return f"{opens}; action items in {asked.item_days} days"

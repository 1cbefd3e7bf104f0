"""The cadence as one form: a grid of minutes, one field a cell."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clarion.incidents.states import Severity, State
from clarion.updates.cadence import LIVE, SHIPPED
from clarion.updates.cadence_settings import LONGEST, SHORTEST

#: Row of the grid -> its heading; a row has a cell for every severity.
ROWS = {
    **{f"public.{{}}.{state}": f"Readers outside, {State(state).label.lower()}" for state in LIVE},
    "engineering.{}": "Engineering",
    "leadership.{}": "Leadership",
    "partners.{}": "Partners",
    "support.{}": "Support",
    "first_acknowledgement.{}": "First word to the public, from declaring",
}
CLOCKS = {"warn_before": "Warn before the due time", "escalate_after": "Call the backup after the due time"}
FOLLOWS_PUBLIC = ("partners.", "support.")


class CadenceForm(forms.Form):
    """Minutes, or empty for no time; `version` is the version of the table that the page showed."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cell in SHIPPED:
            self.fields[cell] = _minutes(cell)

    def minutes(self) -> dict[str, int | None]:
        return {cell: self.cleaned_data[cell] for cell in SHIPPED}

    def grid(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Rows of the table: heading, and a field for every severity."""
        return [
            (heading, [self[row.format(severity)] for severity in Severity]) for row, heading in ROWS.items()
        ]

    def clocks(self) -> list[forms.BoundField]:
        return [self[cell] for cell in CLOCKS]

    @classmethod
    def of(cls, table: Mapping[str, int | None], *, version: int) -> "CadenceForm":
        return cls(initial={**table, "version": version})


def label_of(cell: str) -> str:
    """How people call a cell: "Engineering, SEV2"."""
    if cell in CLOCKS:
        return CLOCKS[cell]
    severity = next(severity for severity in Severity if severity in cell.split("."))
    return f"{ROWS[cell.replace(f'.{severity}', '.{}')]}, {severity}"


def _minutes(cell: str) -> forms.IntegerField:
    said = f"{label_of(cell)}: write whole minutes from {SHORTEST} to {LONGEST}, or nothing."
    as_shipped = SHIPPED[cell]
    hint = "as public" if cell.startswith(FOLLOWS_PUBLIC) else "none"
    return forms.IntegerField(
        label=label_of(cell), required=False, min_value=SHORTEST, max_value=LONGEST,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
        help_text=f"shipped: {as_shipped} min" if as_shipped else f"shipped: {hint}",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": hint, "aria-label": label_of(cell)}),
    )  # fmt: skip

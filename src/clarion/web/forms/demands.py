"""What each severity asks for, as one form: a row a severity."""

from collections.abc import Mapping

from django import forms

from clarion.incidents.states import Severity
from clarion.postmortems.demand_settings import LONGEST_DAYS
from clarion.postmortems.demands import Asked

SEEN = "seen"


class DemandForm(forms.Form):
    """One severity; its prefix is the severity. The row that the page showed travels with it in hidden fields."""

    asked = forms.BooleanField(required=False, label="opens by itself")
    days = forms.IntegerField(min_value=1, max_value=LONGEST_DAYS, label="days until it is due")
    business_days = forms.BooleanField(required=False, label="business days")
    item_days = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, label="days until its action items are due"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.widget.attrs["aria-label"] = f"{self.prefix}: {field.label}"
            if name in {"days", "item_days"}:
                field.widget = forms.TextInput(attrs={**field.widget.attrs, "inputmode": "numeric"})
                said = f"{self.prefix}, {field.label}: write days from 1 to {LONGEST_DAYS}."
                field.error_messages |= dict.fromkeys(("invalid", "required", "min_value", "max_value"), said)

    @property
    def severity(self) -> str:
        return str(self.prefix)

    def asks(self) -> Asked:
        return Asked(**self.cleaned_data)

    def seen(self) -> Asked | None:
        """The row that the page showed; None where what was sent is none."""
        try:
            return Asked(
                **{
                    name: field.clean(
                        field.hidden_widget().value_from_datadict(
                            self.data, self.files, self.add_initial_prefix(name)
                        )
                    )
                    for name, field in self.fields.items()
                }
            )
        except forms.ValidationError:
            return None


def forms_of(table: Mapping[Severity, Asked], data: Mapping[str, str] | None = None) -> list[DemandForm]:
    """A form for each severity, filled with the table or with what was typed."""
    return [
        DemandForm(
            data,
            prefix=str(severity),
            initial={
                "asked": asked.asked,
                "days": asked.days,
                "business_days": asked.business_days,
                "item_days": asked.item_days,
            },
        )
        for severity, asked in table.items()
    ]

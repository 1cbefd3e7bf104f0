"""A measure of impact as a form."""

from decimal import Decimal
from typing import Any

from django import forms

from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.postmortems.impact import SIDES, Measure, Metric, Side
from clarion.postmortems.typed_numbers import read_number
from clarion.postmortems.units import UNITS
from clarion.web.forms.fields import WordsField

#: Units that are named beside a metric; all of them are offered below the field.
NAMED_UNITS = 3


def _choice(metric: Metric) -> str:
    """ "Duration (minutes, hours, days)"."""
    units = UNITS[metric]
    if not units:
        return f"{metric.label}, named below"
    more = ", …" if len(units) > NAMED_UNITS else ""
    return f"{metric.label} ({', '.join(units[:NAMED_UNITS])}{more})"


WHAT = [
    (side.label, [(f"{side}:{metric}", _choice(metric)) for metric in metrics])
    for side, metrics in SIDES.items()
]
#: Offered below the field of the unit; those of the first metrics first, each once.
OFFERED_UNITS = list(dict.fromkeys(unit for units in UNITS.values() for unit in units))


class NumberField(forms.CharField):
    """A number as people type it, with its thousands parted or not."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "placeholder": "1,200", "autocomplete": "off"}
        )
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal:
        return read_number(str(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():,f}" if isinstance(value, Decimal) else value


class MeasureForm(forms.Form):
    """Side and metric are one choice: nobody can choose a pair that is not counted."""

    what = forms.ChoiceField(label="What", choices=WHAT)
    name = WordsField(label="Named", required=False, max_length=100)
    value = NumberField(
        label="How much", error_messages={"required": "Write a number. An estimate is better than none."}
    )
    unit = WordsField(
        label="Unit", required=False, max_length=40, widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"})
    )  # fmt: skip
    how = forms.ChoiceField(
        label="Measured or estimated",
        choices=[("measured", "measured"), ("estimated", "estimated")],
        widget=forms.RadioSelect,
        initial="measured",
    )
    source = WordsField(label="Source", required=False, max_length=200)
    source_url = WordsField(
        label="Link", required=False, max_length=LONGEST_ADDRESS, validators=[evidence_address]
    )

    def measure(self) -> dict[str, Any]:
        """The fields of a measure."""
        side, metric = self.cleaned_data["what"].split(":")
        names = ("name", "value", "unit", "source", "source_url")
        chosen = {name: self.cleaned_data[name] for name in names}
        return {
            "side": Side(side), "metric": Metric(metric), "estimated": self.cleaned_data["how"] == "estimated", **chosen,
        }  # fmt: skip

    @classmethod
    def of(cls, measure: Measure) -> "MeasureForm":
        return cls(auto_id="measure_%s", initial=said_by(measure))


def said_by(measure: Measure) -> dict[str, Any]:
    """The values of the form for this measure."""
    names = ("name", "value", "unit", "source", "source_url")
    return {
        "what": f"{measure.side}:{measure.metric}",
        "how": "estimated" if measure.estimated else "measured",
        **{name: getattr(measure, name) for name in names},
    }

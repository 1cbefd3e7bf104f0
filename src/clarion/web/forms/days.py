"""From one day to another, as a filter asks for them."""

from typing import Any

from django import forms


class BetweenDays(forms.Form):
    """A form that has the fields `since` and `until`."""

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and until < since:
            raise forms.ValidationError("The first day lies after the last: exchange them.")
        return chosen


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

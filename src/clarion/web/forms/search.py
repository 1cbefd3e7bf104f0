"""The search box."""

from django import forms

from clarion.problems.search.finding import LONGEST_QUERY, UNASKED
from clarion.problems.search.texts import TextKind


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=LONGEST_QUERY, label="Words, or a number such as INC-44",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        choices=[("", "Everything"), *((kind.value, kind.label) for kind in UNASKED)],
        required=False,
        label="In",
    )
    planned = forms.BooleanField(required=False, label="Planned maintenance, too")

    def kinds(self) -> tuple[TextKind, ...]:
        """Return where to look. A field in error chooses nothing."""
        kind = self.cleaned_data.get("kind")
        chosen = (TextKind(kind),) if kind else UNASKED
        return (*chosen, TextKind.MAINTENANCE) if self.cleaned_data.get("planned") else chosen

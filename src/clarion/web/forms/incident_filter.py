"""Which incidents a list shows."""

from django import forms

from clarion.incidents.incident import IncidentQuerySet
from clarion.incidents.services import Service
from clarion.incidents.states import Severity, State
from clarion.web.forms.days import BetweenDays, day_input


class IncidentFilter(BetweenDays):
    """Which incidents the list shows: all that the reader chose must hold. Dates are UTC, of the declaration."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Words, or a number",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    show = forms.ChoiceField(
        choices=[("", "Open and resolved"), ("open", "Open"), *State.choices], required=False, label="State"
    )
    severity = forms.ChoiceField(choices=[("", "Any"), *Severity.choices], required=False)
    service = forms.ModelChoiceField(Service.objects.all(), required=False, empty_label="Any")
    since = forms.DateField(required=False, label="Declared from (UTC)", widget=day_input())
    until = forms.DateField(required=False, label="to (UTC)", widget=day_input())

    def narrowed(self) -> bool:
        """Tell whether more than words and state is filled in: then its fields are shown open."""
        return any(self[name].value() for name in ("severity", "service", "since", "until"))

    def chosen(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        """Return those of the incidents that were chosen. A field in error chooses nothing."""
        given = self.cleaned_data
        return incidents.chosen(
            words=given.get("q") or "",
            show=given.get("show") or "",
            severity=given.get("severity") or "",
            service=given.get("service"),
            since=given.get("since"),
            until=given.get("until"),
        )

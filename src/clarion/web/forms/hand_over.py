"""Who does what in an incident."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from clarion.accounts.people import Person
from clarion.incidents.hand_over import NEEDS


class HandOverForm(forms.Form):
    """One choice a role; nobody is a choice."""

    commander = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="leads the incident and decides"
    )
    communications_lead = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="writes to readers; external questions go here"
    )
    backup = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Backup for communications",
        help_text="called when an update is overdue",
    )  # fmt: skip
    operations_lead = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="leads the repair"
    )
    scribe = forms.ModelChoiceField(Person.objects.none(), required=False, help_text="keeps the timeline")

    def __init__(self, *args: Any, among: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        """`among`: in a drill those who take part, whatever their roles at work. None asks what a role needs."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            choice = cast("forms.ModelChoiceField", field)
            able = Person.objects.who_may(NEEDS[name]) if name in NEEDS else Person.objects.active()
            people = able if among is None else among
            if holder := (self.initial or {}).get(name):
                people = (
                    people | Person.objects.filter(pk=holder.pk)
                ).distinct()  # also who may not any more
            choice.queryset, choice.empty_label = people, "nobody"
            # What the page showed travels with it, so that an old page takes back nobody's hand-over.
            choice.show_hidden_initial = True

    def shown(self, name: str) -> Person | None:
        """Who held the role on the page that was sent."""
        key = str(self.data.get(self.add_initial_prefix(name), ""))
        return Person.objects.filter(pk=key).first() if key.isdigit() else None

"""Which acts the audit log shows."""

from django import forms

from clarion.accounts.audit import AuditQuerySet, Done
from clarion.accounts.audit_export import chosen_in_words
from clarion.accounts.people import Person
from clarion.web.forms.days import BetweenDays, day_input


class AuditFilter(BetweenDays):
    """All that the reader chose must hold. Days are UTC."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Words, or an address",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    person = forms.ModelChoiceField(Person.objects.all(), required=False, empty_label="Anybody")
    act = forms.ChoiceField(choices=[("", "Any act"), *Done.choices], required=False)
    since = forms.DateField(required=False, label="From (UTC)", widget=day_input())
    until = forms.DateField(required=False, label="to (UTC)", widget=day_input())

    def narrowed(self) -> bool:
        """Tell whether more than words and act is filled in: then its fields are shown open."""
        return any(self[name].value() for name in ("person", "since", "until"))

    def chosen(self, entries: AuditQuerySet) -> AuditQuerySet:
        """Return those of the acts that were chosen. A field in error chooses nothing."""
        given = self.cleaned_data
        person = given.get("person")
        return entries.chosen(
            words=given.get("q") or "",
            person=person.pk if person else None,
            act=given.get("act") or "",
            since=given.get("since"),
            until=given.get("until"),
        )

    def in_words(self) -> str:
        return chosen_in_words({name: self.cleaned_data.get(name) for name in self.fields})

"""Which action items the board shows."""

from typing import Any, cast

from django import forms

from clarion.accounts.people import Person
from clarion.incidents.services import Service
from clarion.incidents.states import Severity
from clarion.postmortems.action_items import ItemKind
from clarion.postmortems.item_board import GROUPS, Asked

MINE, EVERYBODY, NOBODY = "", "all", "none"


class ItemFilter(forms.Form):
    """All that the reader chose must hold. Without a choice they are the reader's own."""

    q = forms.CharField(
        required=False, max_length=200, label="Words, or a number",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    owner = forms.ChoiceField(required=False)
    show = forms.ChoiceField(
        choices=[("", "Open, or to be checked"), *((group.name, group.title) for group in GROUPS.values())],
        required=False,
    )
    kind = forms.ChoiceField(choices=[("", "Any"), *ItemKind.choices], required=False)
    severity = forms.ChoiceField(choices=[("", "Any"), *Severity.choices], required=False)
    service = forms.ModelChoiceField(Service.objects.all(), required=False, empty_label="Any")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.people = {str(each.pk): each for each in Person.objects.active() if each != person}
        owners = [(MINE, "Mine"), (EVERYBODY, "Everybody's"), (NOBODY, "Nobody's")]
        owners += [(key, each.name) for key, each in self.people.items()]
        cast("forms.ChoiceField", self.fields["owner"]).choices = owners

    def narrowed(self) -> bool:
        """Tell whether more than words, owner and group is filled in: then its fields are shown open."""
        return any(self[name].value() for name in ("kind", "severity", "service"))

    def asked(self) -> Asked:
        """A field in error chooses nothing."""
        given = self.cleaned_data
        owner = given.get("owner", MINE)
        return Asked(
            words=given.get("q") or "",
            owner=self.person if owner == MINE else self.people.get(owner),
            nobody=owner == NOBODY,
            kind=given.get("kind") or "",
            severity=given.get("severity") or "",
            service=given.get("service"),
        )

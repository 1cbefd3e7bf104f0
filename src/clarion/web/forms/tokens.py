"""Making a token for a program."""

from datetime import timedelta
from typing import Any, cast

from django import forms

from clarion.accounts.api_tokens import SCOPE_ACTS, Scope
from clarion.accounts.people import Person
from clarion.accounts.roles import Act

LIVES = {"7": "7 days", "30": "30 days", "90": "90 days", "365": "a year"}


class ApiTokenForm(forms.Form):
    """Only scopes that the person's role can make use of are offered."""

    name = forms.CharField(max_length=120, help_text="which program will use it")
    scopes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="What it may do",
        initial=[Scope.READ.value],
        error_messages={"required": "Choose at least one thing that it may do."},
    )
    days = forms.ChoiceField(choices=list(LIVES.items()), initial="90", label="It expires in")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope.value, scope.label) for scope in Scope if _of_use(scope, person)]
        cast("forms.MultipleChoiceField", self.fields["scopes"]).choices = choices

    def life(self) -> timedelta:
        return timedelta(days=int(self.cleaned_data["days"]))


def _of_use(scope: Scope, person: Person) -> bool:
    """Tell whether the scope would let the person do more than look."""
    more = SCOPE_ACTS[scope] - {Act.SEE}
    return not more or any(person.may(act) for act in more)

"""The languages of the public page as one form."""

from django import forms

from clarion.accounts.languages import english_name, spoken
from clarion.accounts.workspace import Workspace


def _choices() -> list[tuple[str, str]]:
    return [(code, _label(code, own)) for code, own in spoken()]


def _label(code: str, own: str) -> str:
    name = english_name(code)
    return name if name == own else f"{name} ({own})"


class LanguagesForm(forms.Form):
    default = forms.ChoiceField(
        choices=_choices,
        label="Texts are written in",
        help_text="it stands at the plain addresses",
        error_messages={"invalid_choice": "Texts are written in: choose a language of the list."},
    )
    further = forms.MultipleChoiceField(
        choices=_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="The page is shown in",
        error_messages={"invalid_choice": "The page is shown in: choose languages of the list."},
    )

    @classmethod
    def of(cls, workspace: Workspace) -> "LanguagesForm":
        return cls(initial={"default": workspace.default_language, "further": workspace.page_languages})

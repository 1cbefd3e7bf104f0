"""Settings: services, people, words, tokens, the workspace."""

from typing import Any

from django import forms

from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.incidents.services import Service
from clarion.web.forms.fields import ListField


class OwnIds(forms.BaseForm):
    """Several of these forms stand on one page: each gives its fields ids of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{type(self).__name__.lower()}-%s"
        super().__init__(*args, **kwargs)


class ServiceForm(OwnIds, forms.ModelForm):
    aliases = ListField(help_text="internal names, separated by commas")

    class Meta:
        model = Service
        fields = ["name", "group", "description", "aliases"]


class PersonForm(OwnIds, forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "email", "role"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ChangePersonForm(OwnIds, forms.ModelForm):
    class Meta:
        model = Person
        fields = ["role", "is_active"]


class TermForm(OwnIds, forms.ModelForm):
    class Meta:
        model = GlossaryTerm
        fields = ["term", "plain"]
        labels = {"term": "Term of the trade", "plain": "What readers are told"}


class TokenForm(OwnIds, forms.Form):
    name = forms.CharField(max_length=120, help_text="for example the name of the Alertmanager")


class WorkspaceForm(OwnIds, forms.ModelForm):
    teams = ListField(help_text="separated by commas")
    domains = ListField(label="Domains that may be named in public", help_text="separated by commas")

    class Meta:
        model = Workspace
        fields = ["name", "external_questions_go_to", "teams", "domains"]

"""Settings: services, people, words, tokens, the workspace."""

from django import forms

from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.incidents.services import Service
from clarion.web.forms.fields import ListField


class ServiceForm(forms.ModelForm):
    aliases = ListField(help_text="internal names, separated by commas")

    class Meta:
        model = Service
        fields = ["name", "group", "description", "aliases"]


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "email", "role"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ChangePersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["role", "is_active"]


class TermForm(forms.ModelForm):
    class Meta:
        model = GlossaryTerm
        fields = ["term", "plain"]
        labels = {"term": "Term of the trade", "plain": "What readers are told"}


class TokenForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="for example the name of the Alertmanager")


class WorkspaceForm(forms.ModelForm):
    teams = ListField(help_text="separated by commas")
    domains = ListField(label="Domains that may be named in public", help_text="separated by commas")

    class Meta:
        model = Workspace
        fields = ["name", "external_questions_go_to", "teams", "domains"]

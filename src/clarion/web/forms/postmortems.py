"""Which post-mortems a list shows, and what is changed about one besides its words."""

from typing import Any

from django import forms
from django.db.models import Q

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.references import number_in
from clarion.incidents.states import Severity
from clarion.postmortems.postmortem import PostMortem, PostMortemQuerySet, Stage
from clarion.web.forms.days import day_input
from clarion.web.forms.fields import WordsField

OWED = "owed"


class PostMortemFilter(forms.Form):
    """All that the reader chose must hold."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Words, or a number",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    show = forms.ChoiceField(
        choices=[("", "All"), (OWED, "Still to be finished"), *Stage.choices], required=False, label="Stage"
    )
    severity = forms.ChoiceField(choices=[("", "Any"), *Severity.choices], required=False)
    owner = forms.ModelChoiceField(Person.objects.all(), required=False, empty_label="Anybody")

    def chosen(self, postmortems: PostMortemQuerySet) -> PostMortemQuerySet:
        """Those of the post-mortems that were chosen. A field in error chooses nothing."""
        given = self.cleaned_data
        if words := given.get("q"):
            postmortems = postmortems.filter(_about(words)).distinct()
        if given.get("show") == OWED:
            postmortems = postmortems.owed()
        elif stage := given.get("show"):
            postmortems = postmortems.filter(stage=stage)
        for name in ("severity", "owner"):
            if given.get(name):
                postmortems = postmortems.filter(**{name: given[name]})
        return postmortems


def _about(words: str) -> Q:
    found = Q(title__icontains=words) | Q(incidents__title__icontains=words)
    if (number := number_in(words.strip(), "PM-")) is not None:
        found |= Q(pk=number)
    elif (number := number_in(words.strip(), "INC-")) is not None:
        found |= Q(incidents=number)
    return found


class TitleForm(forms.Form):
    title = WordsField(max_length=200)


class OwnerForm(forms.Form):
    """`seen` is who owned it when the page was shown; empty for nobody."""

    owner = forms.ModelChoiceField(Person.objects.active(), empty_label=None)
    seen = forms.ModelChoiceField(Person.objects.all(), required=False, widget=forms.HiddenInput)


class DueForm(forms.Form):
    """`seen` is the day that the page showed; empty for none."""

    due_on = forms.DateField(label="Due (UTC)", widget=day_input())
    reason = WordsField(max_length=400, required=False, label="Why it moves")
    seen = forms.DateField(required=False, widget=forms.HiddenInput)


class CoverForm(forms.Form):
    """One more incident, by its number: a list of all would be long."""

    incident = forms.CharField(
        max_length=20, label="Incident", widget=forms.TextInput(attrs={"placeholder": "INC-44"})
    )

    def clean_incident(self) -> Incident:
        number = number_in(self.cleaned_data["incident"].strip(), "INC-") or 0
        incident = Incident.objects.filter(pk=number).first()
        if incident is None:
            raise forms.ValidationError("There is no such incident. Write its number, as INC-44.")
        return incident


class SetAsideForm(forms.Form):
    why = WordsField(max_length=400, label="Why none is needed")


def about_forms(postmortem: PostMortem) -> dict[str, Any]:
    """The forms of the page "Owner, due day and incidents", filled with what is saved."""
    return {
        "title_form": TitleForm(initial={"title": postmortem.title}),
        "owner_form": OwnerForm(initial={"owner": postmortem.owner, "seen": postmortem.owner}),
        "due_form": DueForm(initial={"due_on": postmortem.due_on, "seen": postmortem.due_on}),
        "cover_form": CoverForm(),
        "set_aside_form": SetAsideForm(),
    }

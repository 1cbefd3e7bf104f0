"""Problems: which ones a list shows, the words of one, what is linked to it."""

from datetime import datetime
from typing import Any

from django import forms

from clarion.accounts.people import Person
from clarion.accounts.visible_words import visible_words
from clarion.incidents.incident import Incident
from clarion.postmortems.action_items import ActionItem
from clarion.problems.linking import find_incident, find_item
from clarion.problems.problem import LONGEST_WORDS, Problem, ProblemQuerySet, ProblemState
from clarion.problems.times import since
from clarion.web.forms.fields import WordsField


class ProblemFilter(forms.Form):
    """Which problems the list shows: all that the reader chose must hold."""

    q = forms.CharField(
        required=False, max_length=200, label="Words, or a number",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    state = forms.ChoiceField(
        choices=[("", "Not resolved"), *ProblemState.choices, ("all", "All")], required=False
    )
    owner = forms.ModelChoiceField(Person.objects.all(), required=False, empty_label="Anybody")
    often = forms.BooleanField(required=False, label="More than once in 90 days")

    def chosen(self, problems: ProblemQuerySet, *, at: datetime) -> ProblemQuerySet:
        """Return those that were chosen, with their sightings. A field in error chooses nothing."""
        given = self.cleaned_data
        state = given.get("state") or ""
        if not state:
            problems = problems.unresolved()
        elif state != "all":
            problems = problems.filter(state=state)
        if owner := given.get("owner"):
            problems = problems.filter(owner=owner)
        if words := given.get("q"):
            problems = problems.about(words)
        problems = problems.with_sightings(since=since(at))
        return problems.often() if given.get("often") else problems


class ProblemForm(forms.Form):
    """The words of a problem. `version` is the one that was seen."""

    title = WordsField(
        max_length=200, validators=[visible_words], help_text="what goes wrong again, in a few words"
    )
    cause = WordsField(
        required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="what makes it happen, as far as it is known",
    )  # fmt: skip
    workaround = WordsField(
        required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="what helps until it is removed; whoever is on call copies it from here",
    )  # fmt: skip
    owner = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="nobody")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.active()
        if holder := (self.initial or {}).get("owner"):
            people = (people | Person.objects.filter(pk=holder.pk)).distinct()
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def words_of(problem: Problem) -> dict[str, Any]:
    """What the form shows of a problem."""
    return {
        "title": problem.title, "cause": problem.cause, "workaround": problem.workaround, "owner": problem.owner,
        "version": problem.version,
    }  # fmt: skip


class LinkIncidentForm(forms.Form):
    incident = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"placeholder": "INC-44", "size": 10})
    )

    def clean_incident(self) -> Incident:
        return find_incident(self.cleaned_data["incident"])


class LinkItemForm(forms.Form):
    item = forms.CharField(
        max_length=40, label="Action item", widget=forms.TextInput(attrs={"placeholder": "AI-12", "size": 10})
    )

    def clean_item(self) -> ActionItem:
        return find_item(self.cleaned_data["item"])


class RemovalForm(forms.Form):
    removal = WordsField(
        max_length=LONGEST_WORDS, label="What removed it", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what removed the cause, so that the next reader can check it."},
    )  # fmt: skip


class ReopenForm(forms.Form):
    because = WordsField(
        max_length=400, label="How you know that it is back",
        error_messages={"required": "Say how you know that it is back."},
    )  # fmt: skip

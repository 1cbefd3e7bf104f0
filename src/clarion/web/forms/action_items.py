"""Action items: writing them, and what becomes of them. Each form of an act sends the version that its page showed."""

from typing import Any, cast

from django import forms

from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem, ItemKind, Worked
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.days import day_input
from clarion.web.forms.fields import WordsField


def people() -> forms.ModelChoiceField:
    field = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Owner", empty_label="nobody yet"
    )
    field.error_messages["invalid_choice"] = "Choose somebody who works here."
    return field


def sentence() -> forms.Textarea:
    """A field that shows a whole sentence, also on a phone."""
    return forms.Textarea(attrs={"rows": 2})


class WordsForm(forms.Form):
    """What an item says. `whys` are the answers of its own post-mortem."""

    text = WordsField(max_length=200, label="What will be done", widget=sentence())
    kind = forms.ChoiceField(choices=ItemKind, label="Kind")
    outcome = WordsField(max_length=400, required=False, label="Outcome", widget=sentence())
    whys = forms.ModelMultipleChoiceField(
        Why.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Answers why"
    )

    def __init__(self, *args: Any, postmortem: PostMortem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField", self.fields["whys"]).queryset = postmortem.whys.standing()

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("text", "kind", "outcome")}


class NewItemForm(WordsForm):
    """A new item. Without a due date it is due when its severity asks."""

    owner = people()
    due_on = forms.DateField(required=False, label="Due", widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["owner"]).queryset = Person.objects.active()


class ActForm(forms.Form):
    """`version` is that of the item on the page that was sent; None where it says none."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**31)

    def __init__(self, data: Any = None, *, item: ActionItem, **kwargs: Any) -> None:
        shown = {"version": item.version, **self.shows(item)}
        super().__init__(data, initial=shown, auto_id=f"id_{type(self).__name__.lower()}_%s", **kwargs)

    def shows(self, item: ActionItem) -> dict[str, Any]:
        """What its fields hold before anybody types."""
        return {}


class MoveForm(ActForm):
    due_on = forms.DateField(required=False, label="Due", widget=day_input())
    reason = WordsField(required=False, max_length=400, label="Why it moves", widget=sentence())

    def shows(self, item: ActionItem) -> dict[str, Any]:
        return {"due_on": item.due_on}


class GiveForm(ActForm):
    owner = people()

    def __init__(self, data: Any = None, *, item: ActionItem) -> None:
        super().__init__(data, item=item)
        cast("forms.ModelChoiceField", self.fields["owner"]).queryset = Person.objects.active()

    def shows(self, item: ActionItem) -> dict[str, Any]:
        return {"owner": item.owner_id}


class CloseForm(ActForm):
    closing_words = WordsField(required=False, max_length=400, label="How it was done", widget=sentence())


class DropForm(ActForm):
    reason = WordsField(required=False, max_length=400, label="Why it will not be done", widget=sentence())


class ReopenForm(ActForm):
    reason = WordsField(required=False, max_length=400, label="What is left to do", widget=sentence())
    due_on = forms.DateField(required=False, label="Due", widget=day_input())


class WorkedForm(ActForm):
    worked = forms.ChoiceField(
        choices=[(each.value, each.label) for each in Worked if each], required=False, widget=forms.RadioSelect,
        label="Did it work?",
    )  # fmt: skip
    worked_words = WordsField(required=False, max_length=400, label="How that shows", widget=sentence())

    def shows(self, item: ActionItem) -> dict[str, Any]:
        return {"worked": item.worked, "worked_words": item.worked_words}

"""The composer's form."""

from typing import Any

from django import forms

from clarion.incidents.states import State, state_label
from clarion.updates.drafts import Draft
from clarion.web.forms.fields import Lies, MomentField
from clarion.web.forms.translations import posted_translations


class DraftForm(forms.Form):
    """The composer. Times are UTC; `version` is the version of the draft that the writer saw."""

    text = forms.CharField(widget=forms.Textarea, required=False, strip=False, max_length=20_000)
    state = forms.ChoiceField(choices=State)
    shown_state = forms.CharField(
        required=False
    )  # which state the page showed; what was left alone is not meant
    next_update_at = MomentField(lies=Lies.AHEAD, required=False, label="Next update by (UTC)")
    # Of a reply to one customer; other drafts have neither on their page.
    customer = forms.CharField(required=False, max_length=200, label="Customer")
    customer_words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 10}), required=False, max_length=20_000, label="What they wrote"
    )
    heartbeat = forms.CharField(required=False)  # "yes" or "no"; empty where the page does not ask
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean_customer_words(self) -> str:
        return str(self.cleaned_data["customer_words"]).replace("\r\n", "\n")

    def changes(self) -> dict[str, Any]:
        names = ["text", "state", "next_update_at"]
        names += [name for name in ("customer", "customer_words") if name in self.data]
        changes = {name: self.cleaned_data[name] for name in names}
        if changes["state"] == self.cleaned_data["shown_state"]:
            del changes["state"]
        if translations := posted_translations(self.data):
            changes["translations"] = translations
        marked = self.cleaned_data["heartbeat"]
        return {**changes, "heartbeat": marked == "yes"} if marked else changes

    @classmethod
    def of(cls, draft: Draft) -> "DraftForm":
        names = ("text", "state", "next_update_at", "customer", "customer_words", "version")
        form = cls(initial={name: getattr(draft, name) for name in names})
        if draft.incident.planned:
            form.fields["state"].choices = [  # type: ignore[attr-defined]
                (state.value, state_label(state, planned=True)) for state in State
            ]
        return form

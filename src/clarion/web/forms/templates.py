"""The editor of a template."""

from typing import Any

from django import forms

from clarion.incidents.incident import Incident
from clarion.updates.templates import InForce

#: How many incidents a preview offers beside the sample.
RECENT = 12


class TemplateForm(forms.Form):
    """`seen` is the version that the editor was shown; what is wrong with the text is said by the app that saves it."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}), strip=False)
    note = forms.CharField(
        max_length=200, required=False, label="What changes, and why", help_text="for the history"
    )
    on = forms.ChoiceField(required=False, label="Preview on")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = (
            "The template is empty. Write the text, or go back to the shipped one."
        )
        recent = Incident.objects.filter(planned=False).order_by("-declared_at", "-pk")[:RECENT]
        choices = [(str(incident.pk), str(incident)) for incident in recent]
        self.fields["on"].choices = [("", "the sample record"), *choices]  # type: ignore[attr-defined]

    def previewed_on(self) -> Incident | None:
        """The incident whose record fills the preview; None for the sample."""
        chosen = str(self["on"].value() or "")
        return Incident.objects.filter(pk=int(chosen)).first() if self._is_offered(chosen) else None

    def _is_offered(self, chosen: str) -> bool:
        return bool(chosen) and chosen in dict(self.fields["on"].choices)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, current: InForce) -> "TemplateForm":
        return cls(initial={"text": current.text, "seen": current.version})

"""A line of the timeline as a form: to amend it."""

from typing import Any

from django import forms

from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.incidents.timeline import Entry
from clarion.incidents.typed_entries import LONGEST
from clarion.web.forms.fields import MomentField


class EntryForm(forms.Form):
    """`seen` is the key of the entry that the writer saw."""

    text = forms.CharField(
        label="What happened", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what happened, or hide the line in the timeline."},
    )  # fmt: skip
    occurred_at = MomentField(
        label="When (UTC)", error_messages={"required": "Write when it happened, such as 2026-03-10 09:31."}
    )
    kind = forms.ChoiceField(choices=EntryKind)
    evidence_url = forms.CharField(
        label="Evidence", required=False, max_length=LONGEST_ADDRESS, validators=[evidence_address]
    )
    why = forms.CharField(label="Why", required=False, max_length=400)

    def clean_text(self) -> str:
        return " ".join(str(self.cleaned_data["text"]).split())

    def changes(self, seen: Entry) -> dict[str, Any]:
        """What the writer changed. The field shows minutes: a time left alone keeps its seconds."""
        changes = {name: self.cleaned_data[name] for name in ("text", "kind", "evidence_url")}
        if self.fields["occurred_at"].has_changed(seen.occurred_at, self.data.get("occurred_at")):
            changes["occurred_at"] = self.cleaned_data["occurred_at"]
        return changes

    @classmethod
    def of(cls, entry: Entry) -> "EntryForm":
        names = ("text", "occurred_at", "kind", "evidence_url")
        return cls(initial={name: getattr(entry, name) for name in names})

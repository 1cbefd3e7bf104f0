"""Lines that are added to the timeline of a post-mortem, with the day and the zone of their times."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.incidents.incident import Incident
from clarion.postmortems.late_lines import zone_named
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.fields import WordsField


def known_zone(words: str) -> None:
    """Validator. Raises ValidationError for a zone that nobody knows."""
    try:
        zone_named(words)
    except ValidationError as error:
        raise ValidationError(error.messages) from error


class LateLinesForm(forms.Form):
    """`incident` is one of those that the post-mortem covers."""

    text = WordsField(
        label="What happened", max_length=100_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "14:05 rolled back release 118 https://ci.example.com/118"}),
        error_messages={"required": "Write what happened, beginning with the time: 14:05 errors began."},
    )  # fmt: skip
    day = forms.DateField(
        label="Day", widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Say of which day the times are.", "invalid": "Write the day as 2026-03-10."},
    )  # fmt: skip
    zone = forms.CharField(label="Zone", initial="UTC", max_length=40, validators=[known_zone])
    incident = forms.ModelChoiceField(queryset=Incident.objects.none(), label="Incident", empty_label=None)

    def __init__(self, postmortem: PostMortem, data: Any = None) -> None:
        super().__init__(data, auto_id="late_%s")
        incidents = postmortem.incidents.order_by("declared_at", "pk")
        self.fields["incident"].queryset = incidents  # type: ignore[attr-defined]
        first = incidents.first()
        self.initial = {"zone": "UTC", "day": _day_of(first), "incident": first}

    @property
    def many(self) -> bool:
        """Whether there is an incident to choose."""
        return self.fields["incident"].queryset.count() > 1  # type: ignore[attr-defined, no-any-return]


class EvidenceForm(forms.Form):
    evidence_url = forms.CharField(
        label="Evidence", required=False, max_length=LONGEST_ADDRESS, validators=[evidence_address]
    )


def _day_of(incident: Any) -> date | None:
    return incident.began_at().date() if incident else None

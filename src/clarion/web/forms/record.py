"""The record of an incident as a form: to declare, and to change."""

from typing import Any, cast

from django import forms

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, State
from clarion.web.forms.fields import ListField, MomentField


class RecordForm(forms.ModelForm):
    """The record. `version` carries which version the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    regions = ListField(help_text="separated by commas")
    started_at = MomentField(required=False, label="Started (UTC)")
    detected_at = MomentField(required=False, label="Detected (UTC)")

    class Meta:
        model = Incident
        fields = [
            "title", "severity", "state", "impact", "users_affected", "percent_affected", "regions",
            "cause", "cause_confirmed", "workaround", "started_at", "detected_at",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields and self.instance.is_open:
            # Resolving is an act of its own: readers have to be told.
            choices = [choice for choice in State.choices if choice[0] != State.RESOLVED]
            cast("forms.ChoiceField", self.fields["state"]).choices = choices
        given = kwargs.get("initial") or {}
        affected = (
            dict(self.instance.affected.values_list("service_id", "status")) if self.instance.pk else {}
        )
        self.services = list(Service.objects.all())
        for service in self.services:
            self.fields[f"service_{service.pk}"] = forms.ChoiceField(
                choices=[("", "not affected"), *_affected_choices()],
                required=False,
                label=service.name,
                initial=affected.get(service.pk, given.get(f"service_{service.pk}", "")),
            )

    def record(self) -> dict[str, Any]:
        """The fields that the writer changed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.changed_data}

    def affected(self) -> dict[Service, ServiceStatus]:
        chosen = {service: self.cleaned_data.get(f"service_{service.pk}") for service in self.services}
        return {service: ServiceStatus(status) for service, status in chosen.items() if status}

    def service_fields(self) -> list[forms.BoundField]:
        return [self[f"service_{service.pk}"] for service in self.services]

    def _post_clean(self) -> None:
        """Leave the instance alone: the flow writes the record, with its checks and its timeline entries."""


class DeclareForm(RecordForm):
    """What must be known to declare: what does not work, and how bad it is. The rest may come later."""

    class Meta(RecordForm.Meta):
        fields = ["title", "severity", "impact", "started_at"]

    detected_at = None  # type: ignore[assignment]
    regions = None  # type: ignore[assignment]

    def further_facts(self) -> dict[str, Any]:
        """What was filled in beyond title and severity."""
        return {name: self.cleaned_data[name] for name in ("impact", "started_at") if self.cleaned_data[name]}


def _affected_choices() -> list[tuple[str, str]]:
    skipped = {ServiceStatus.OPERATIONAL, ServiceStatus.UNDER_MAINTENANCE}
    return [(status.value, status.label) for status in ServiceStatus if status not in skipped]

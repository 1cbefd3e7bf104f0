"""The record of an incident as a form: to declare, and to change."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, State, state_label
from clarion.web.facts import Fact
from clarion.web.forms.fields import ListField, MomentField
from clarion.web.rooms import services_of

#: How sure the writer is belongs to what they say.
CAUSE_AND_TICK = frozenset({"cause", "cause_confirmed"})


class RecordForm(forms.ModelForm):
    """The record. `version` carries which version the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    regions = ListField(help_text="separated by commas")
    started_at = MomentField(required=False, label="Started (UTC)")
    detected_at = MomentField(required=False, label="Detected (UTC)")
    acknowledged_at = MomentField(required=False, label="Acknowledged (UTC)")
    mitigated_at = MomentField(required=False, label="Works again (UTC)")

    class Meta:
        model = Incident
        fields = [
            "title", "severity", "state", "impact", "users_affected", "percent_affected", "regions",
            "cause", "cause_confirmed", "workaround",
            "started_at", "detected_at", "acknowledged_at", "mitigated_at",
        ]  # fmt: skip
        labels = {"title": "What does not work", "cause_confirmed": "confirmed, may be told"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields and self.instance.is_open:
            # Resolving is an act of its own: readers have to be told.
            planned = self.instance.planned
            choices = [
                (state.value, state_label(state, planned=planned))
                for state in State
                if state != State.RESOLVED
            ]
            cast("forms.ChoiceField", self.fields["state"]).choices = choices
        given = kwargs.get("initial") or {}
        affected = (
            dict(self.instance.affected.values_list("service_id", "status")) if self.instance.pk else {}
        )
        self.services = services_of(self.instance)
        for service in self.services:
            status = affected.get(service.pk, given.get(f"service_{service.pk}", ""))
            self.fields[f"service_{service.pk}"] = forms.ChoiceField(
                choices=_service_choices(now=status, planned=self.instance.planned),
                required=False,
                label=service.name,
                initial=status,
            )

    def record(self) -> dict[str, Any]:
        """The fields that the writer changed; what was not sent at all is not meant.

        A cause and its tick are one statement: whoever changes one of them says both.
        """
        changed = {name for name in self.Meta.fields if name in self.changed_data and self._was_sent(name)}
        if changed & CAUSE_AND_TICK:
            changed |= CAUSE_AND_TICK
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in changed}

    def _was_sent(self, name: str) -> bool:
        """A box that is not ticked is never sent; every other field is, if only as nothing."""
        return isinstance(self.fields[name], forms.BooleanField) or self.add_prefix(name) in self.data

    def affected(self) -> dict[Service, ServiceStatus]:
        chosen = {service: self.cleaned_data.get(f"service_{service.pk}") for service in self.services}
        return {service: ServiceStatus(status) for service, status in chosen.items() if status}

    def changed_services(self) -> dict[Service, ServiceStatus] | None:
        """All that are affected, when the writer changed one of them; None leaves the record's services alone."""
        names = [f"service_{service.pk}" for service in self.services]
        changed = any(name in self.changed_data and self._was_sent(name) for name in names)
        return self.affected() if changed else None

    def service_fields(self) -> list[forms.BoundField]:
        return [self[f"service_{service.pk}"] for service in self.services]

    def _post_clean(self) -> None:
        """Leave the instance alone: the flow writes the record, with its checks and its timeline entries."""


class FactForm(RecordForm):
    """One fact of the record, edited in place. What the page showed travels with it as hidden values."""

    version = None  # type: ignore[assignment]

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fact = fact
        for name in list(self.fields):
            if name not in fact.fields and not (fact.services and name.startswith("service_")):
                del self.fields[name]
        if not fact.services:
            self.services = []
        for field in self.fields.values():
            field.show_hidden_initial = True
        first = next(iter(self.fields.values()), None)
        if first:
            first.widget.attrs["autofocus"] = True

    def record(self) -> dict[str, Any]:
        return {name: value for name, value in super().record().items() if name in self.fields}

    def seen(self) -> dict[str, Any]:
        """The values that the page showed: all of the fact, when the writer changed anything of it."""
        shown = {name: self._shown(name) for name in self.fact.fields} if self.record() else {}
        if self.changed_services() is not None:
            statuses = {service: self._shown(f"service_{service.pk}") for service in self.services}
            shown["services"] = {service: status for service, status in statuses.items() if status}
        return shown

    def facing(self, current: Incident) -> "FactForm":
        """The same words, sent again on the record as it is now: saving them is then a decision."""
        data = {name: self.data[name] for name in self.data}
        fresh = FactForm(instance=current, fact=self.fact)
        for name, field in fresh.fields.items():
            shown = field.prepare_value(fresh.get_initial_for_field(field, name))
            data[self.add_initial_prefix(name)] = "" if shown is None else shown
        return FactForm(data, instance=current, fact=self.fact)

    def _shown(self, name: str) -> Any:
        """A value as it was shown; one that was tampered with counts as nothing that the record ever held."""
        field = self.fields[name]
        raw = self.data.get(self.add_initial_prefix(name))
        try:
            return field.to_python(raw) if isinstance(field, forms.BooleanField) else field.clean(raw)
        except ValidationError:
            return None


class DeclareForm(RecordForm):
    """What must be known to declare: what does not work, and how bad it is. The rest may come later."""

    class Meta(RecordForm.Meta):
        fields = ["title", "severity", "impact", "started_at"]

    detected_at = acknowledged_at = mitigated_at = None  # type: ignore[assignment]
    regions = None  # type: ignore[assignment]

    def further_facts(self) -> dict[str, Any]:
        """What was filled in beyond title and severity."""
        return {name: self.cleaned_data[name] for name in ("impact", "started_at") if self.cleaned_data[name]}


def _service_choices(*, now: str, planned: bool) -> list[tuple[str, str]]:
    """What a service can be: under maintenance in planned work alone, and in any case what it is now."""
    offered = set(ServiceStatus) - {ServiceStatus.OPERATIONAL, ServiceStatus.UNDER_MAINTENANCE}
    if planned:
        offered.add(ServiceStatus.UNDER_MAINTENANCE)
    statuses = [status for status in ServiceStatus if status in offered or status == now]
    return [("", "not affected"), *((status.value, status.label) for status in statuses)]

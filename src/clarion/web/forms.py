"""The console's forms: plain fields, labels in the words of the design, errors that name the remedy."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from clarion.accounts.glossary import GlossaryTerm
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.incidents.hand_over import NEEDS
from clarion.incidents.incident import Incident, IncidentQuerySet
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.drafts import Draft


class MomentField(forms.DateTimeField):
    """A time in UTC: "09:31" means today, "2026-03-10 09:31" any day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "09:31", "inputmode": "numeric", "size": 16})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        text = str(value or "").strip().removesuffix("UTC").removesuffix("Z").strip().replace("T", " ")
        if not text:
            return None
        for form in ("%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
            try:
                moment = datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                continue
            if form == "%H:%M":
                moment = datetime.combine(timezone.now().date(), moment.time(), UTC)
            return moment
        raise forms.ValidationError(
            "Write a time in UTC such as 09:31, or a day and time such as 2026-03-10 09:31."
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The field shows minutes: what it shows unchanged is unchanged, whatever the seconds."""
        return bool(self.prepare_value(initial) != self.prepare_value(self.to_python(data)))

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value


class ListField(forms.CharField):
    """Several words in one field, separated by commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [part.strip() for part in str(super().clean(value) or "").split(",") if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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


class IncidentFilter(forms.Form):
    """Which incidents the list shows: all that the reader chose must hold. Dates are UTC, of the declaration."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Words, or a number",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    show = forms.ChoiceField(
        choices=[("", "Open and resolved"), ("open", "Open"), *State.choices], required=False, label="State"
    )
    severity = forms.ChoiceField(choices=[("", "Any"), *Severity.choices], required=False)
    service = forms.ModelChoiceField(Service.objects.all(), required=False, empty_label="Any")
    since = forms.DateField(required=False, label="Declared from (UTC)", widget=_day_input())
    until = forms.DateField(required=False, label="to (UTC)", widget=_day_input())

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and until < since:
            raise forms.ValidationError("The first day lies after the last: exchange them.")
        return chosen

    def narrowed(self) -> bool:
        """Tell whether more than words and state is filled in: then its fields are shown open."""
        return any(self[name].value() for name in ("severity", "service", "since", "until"))

    def chosen(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        """Return those of the incidents that were chosen. A field in error chooses nothing."""
        given = self.cleaned_data
        show = given.get("show")
        if show == "open":
            incidents = incidents.open()
        elif show:
            incidents = incidents.filter(state=show)
        if words := given.get("q"):
            incidents = incidents.about(words)
        if severity := given.get("severity"):
            incidents = incidents.filter(severity=severity)
        if service := given.get("service"):
            incidents = incidents.filter(services=service)
        if since := given.get("since"):
            incidents = incidents.filter(declared_at__gte=_midnight(since))
        if until := given.get("until"):
            incidents = incidents.filter(declared_at__lt=_midnight(until) + timedelta(days=1))
        return incidents


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


class HandOverForm(forms.Form):
    """One choice a role; nobody is a choice."""

    commander = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="leads the incident and decides"
    )
    communications_lead = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="writes to readers; external questions go here"
    )
    backup = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Backup for communications",
        help_text="called when an update is overdue",
    )  # fmt: skip
    operations_lead = forms.ModelChoiceField(
        Person.objects.none(), required=False, help_text="leads the repair"
    )
    scribe = forms.ModelChoiceField(Person.objects.none(), required=False, help_text="keeps the timeline")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            choice = cast("forms.ModelChoiceField", field)
            people = Person.objects.who_may(NEEDS[name]) if name in NEEDS else Person.objects.active()
            if holder := (self.initial or {}).get(name):
                people = (
                    people | Person.objects.filter(pk=holder.pk)
                ).distinct()  # also who may not any more
            choice.queryset, choice.empty_label = people, "nobody"
            # What the page showed travels with it, so that an old page takes back nobody's hand-over.
            choice.show_hidden_initial = True

    def shown(self, name: str) -> Person | None:
        """Who held the role on the page that was sent."""
        key = str(self.data.get(self.add_initial_prefix(name), ""))
        return Person.objects.filter(pk=key).first() if key.isdigit() else None


def _affected_choices() -> list[tuple[str, str]]:
    skipped = {ServiceStatus.OPERATIONAL, ServiceStatus.UNDER_MAINTENANCE}
    return [(status.value, status.label) for status in ServiceStatus if status not in skipped]


class DeclareForm(RecordForm):
    """What must be known to declare: what does not work, and how bad it is. The rest may come later."""

    class Meta(RecordForm.Meta):
        fields = ["title", "severity", "impact", "started_at"]

    detected_at = None  # type: ignore[assignment]
    regions = None  # type: ignore[assignment]

    def further_facts(self) -> dict[str, Any]:
        """What was filled in beyond title and severity."""
        return {name: self.cleaned_data[name] for name in ("impact", "started_at") if self.cleaned_data[name]}


class DraftForm(forms.Form):
    """The composer. Times are UTC; `version` is the version of the draft that the writer saw."""

    text = forms.CharField(widget=forms.Textarea, required=False, strip=False, max_length=20_000)
    state = forms.ChoiceField(choices=State)
    next_update_at = MomentField(required=False, label="Next update by (UTC)")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "state", "next_update_at")}

    @classmethod
    def of(cls, draft: Draft) -> "DraftForm":
        names = ("text", "state", "next_update_at", "version")
        return cls(initial={name: getattr(draft, name) for name in names})


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

"""What a reader chooses to be told of: the part that the forms to subscribe and to manage share."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Channel, Payload
from clarion.web.readers.audience import FormFor

EVERYTHING, CHOSEN = "everything", "chosen"


class ScopeForm(forms.Form):
    """`incidents` are those that the form offers: public id -> title as readers know it."""

    about = forms.ChoiceField(
        label=_("What do you want to be told of?"),
        choices=[
            (EVERYTHING, _("Everything that is published")),
            (CHOSEN, _("Only what I choose here:")),
        ],
        widget=forms.RadioSelect,
        initial=EVERYTHING,
    )
    services = forms.MultipleChoiceField(
        label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple
    )
    incidents = forms.MultipleChoiceField(
        label=_("Incidents"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language of the messages"), choices=settings.LANGUAGES)
    payload = forms.ChoiceField(
        label=_("Format"),
        choices=[
            (Payload.CLARION, _("Clarion's own JSON")),
            (Payload.STATUSPAGE, _("as Statuspage's webhooks send it")),
        ],
        initial=Payload.CLARION,
    )

    field_order: tuple[str, ...] = ("about", "services", "incidents", "language", "payload")

    def __init__(
        self, *args: Any, form_for: FormFor, channel: str, incidents: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        services = [(each.public_id, each.name) for each in form_for.services()]
        self._offer("services", services)
        self._offer("incidents", list(incidents.items()))
        if not services and not incidents:
            del self.fields["about"]
        if channel != Channel.WEBHOOK:
            del self.fields["payload"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and self.scope().is_empty:
            self.add_error("about", _("Choose at least one of the lines below, or everything."))
        return given

    def scope(self) -> Scope:
        given = self.cleaned_data
        if given.get("about", EVERYTHING) == EVERYTHING:
            return Scope()
        return Scope(False, tuple(given.get("services", ())), tuple(given.get("incidents", ())))

    def payload_chosen(self) -> str:
        return str(self.cleaned_data.get("payload", Payload.CLARION))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if choices:
            field.choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]

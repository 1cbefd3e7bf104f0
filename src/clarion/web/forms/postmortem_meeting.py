"""When and where a post-mortem is talked about, and who leads."""

from typing import cast

from django import forms
from django.http import QueryDict

from clarion.accounts.people import Person
from clarion.postmortems.meeting import Meeting
from clarion.web.forms.fields import Lies, MomentField, WordsField


class MeetingForm(forms.Form):
    """The page sends what it showed along, so that an old page takes back nobody's plan."""

    at = MomentField(
        lies=Lies.AHEAD, required=False, label="When", help_text="UTC, for example 2026-03-12 14:00",
        show_hidden_initial=True,
    )  # fmt: skip
    place = WordsField(
        required=False, max_length=200, label="Where", help_text="a room, or the address of a call",
        show_hidden_initial=True,
    )  # fmt: skip
    facilitator = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who leads it", empty_label="nobody yet",
        help_text="best somebody who was not in the incident", show_hidden_initial=True,
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["at"].widget.attrs["placeholder"] = "2026-03-12 14:00"
        choice = cast("forms.ModelChoiceField", self.fields["facilitator"])
        people = Person.objects.active()
        if holder := (self.initial or {}).get("facilitator"):
            people = (people | Person.objects.filter(pk=holder)).distinct()
        choice.queryset = people

    @property
    def wanted(self) -> Meeting:
        """What was typed; ask a valid form."""
        said = self.cleaned_data
        return Meeting(said["at"], said["place"], said["facilitator"])

    @property
    def shown(self) -> Meeting | None:
        """What the page showed when it was opened; None where it does not say, or says nothing that can be read."""
        names = {name: self.add_initial_prefix(name) for name in self.fields}
        if not all(name in self.data for name in names.values()):
            return None
        key = str(self.data.get(names["facilitator"], ""))
        try:
            moment = self.fields["at"].to_python(self.data.get(names["at"], ""))
        except forms.ValidationError:
            return None
        person = Person.objects.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        return Meeting(moment, str(self.data.get(names["place"], "")), person)

    @classmethod
    def over(cls, data: QueryDict, saved: Meeting) -> "MeetingForm":
        """What was typed, over what somebody else saved meanwhile: sent again, it says yes to replacing that."""
        names = {name: cls().add_initial_prefix(name) for name in cls.base_fields}
        shown = cls.of(saved).initial
        typed = data.copy()
        typed[names["at"]] = cls.base_fields["at"].prepare_value(shown["at"]) or ""
        typed[names["place"]] = shown["place"]
        typed[names["facilitator"]] = str(shown["facilitator"] or "")
        return cls(typed)

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        facilitator = meeting.facilitator
        return cls(
            initial={
                "at": meeting.at,
                "place": meeting.place,
                "facilitator": facilitator.pk if facilitator else None,
            }
        )

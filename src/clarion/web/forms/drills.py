"""Starting a drill: how fast, who does what; and a script that somebody writes or changes first."""

from typing import Any, cast

from django import forms

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.references import number_in
from clarion.practice.content import ContentError
from clarion.practice.drills.clock import FASTEST, SLOWEST
from clarion.practice.drills.drill import DrillRole
from clarion.practice.drills.offered import LONGEST_FILE
from clarion.practice.drills.script import Script
from clarion.practice.drills.script_reading import read_script

#: So fast goes a drill that nobody chose a pace for: an hour takes ten minutes.
USUAL_PACE = 6
LARGEST_SEED = 2**32 - 1


class StartForm(forms.Form):
    """A field for every role of the script, the starter in each of them at first."""

    pace = forms.IntegerField(
        min_value=SLOWEST, max_value=FASTEST, initial=USUAL_PACE, label="Pace",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages=dict.fromkeys(
            ("invalid", "required", "min_value", "max_value"),
            f"Write a whole number from {SLOWEST} to {FASTEST}.",
        ),
    )  # fmt: skip
    seed = forms.IntegerField(
        min_value=0, max_value=LARGEST_SEED, required=False, label="Seed",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 12}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Write a whole number from 0 to {LARGEST_SEED}, or nothing."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, script: Script, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.script = script
        for role, briefing in script.roles:
            field = forms.ModelChoiceField(
                Person.objects.who_may(Act.PRACTISE), label=role.label, empty_label="Choose a person",
                help_text=briefing, initial=person,
                error_messages={"required": f"Choose who is {role.label.lower()}."},
            )  # fmt: skip
            self.fields[role.value] = field

    def role_fields(self) -> list[forms.BoundField]:
        return [self[role.value] for role, _ in self.script.roles]

    def refuse(self, error: forms.ValidationError) -> None:
        """At its field where the form has it: the script may be wrong in a way that only the incident's record knows."""
        for field, messages in getattr(error, "message_dict", {None: error.messages}).items():
            known = field in self.fields
            told = (
                messages if known or field is None else [f"The script, {field}: {each}" for each in messages]
            )
            self.add_error(field if known else None, told)

    def is_for_a_team(self) -> bool:
        """Whether others have to come first."""
        return len(set(self.people().values())) > 1

    def people(self) -> dict[DrillRole, Person]:
        return {
            DrillRole(role.value): cast("Person", self.cleaned_data[role.value])
            for role, _ in self.script.roles
        }


class ScriptForm(forms.Form):
    """The text of a script; `script` is what was read from it."""

    text = forms.CharField(
        label="Script", max_length=LONGEST_FILE, strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
        error_messages={"required": "Write a script, or choose one from the list of drills."},
    )  # fmt: skip

    script: Script

    def clean_text(self) -> str:
        # A browser ends lines with two characters; a script in a file has one.
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        try:
            self.script = read_script(text, name="script")
        except ContentError as error:
            raise forms.ValidationError(str(error).splitlines()) from error
        return text


class PastIncidentForm(forms.Form):
    incident = forms.CharField(
        max_length=40, label="From a past incident",
        widget=forms.TextInput(attrs={"placeholder": "INC-44", "size": 10}),
        error_messages={"required": "Write the number of an incident, as INC-44."},
    )  # fmt: skip

    def clean_incident(self) -> Incident:
        typed = str(self.cleaned_data["incident"])
        found = Incident.objects.filter(pk=number_in(typed, "INC-") or 0, planned=False).first()
        if found is None:
            raise forms.ValidationError(f"There is no incident “{typed[:40]}”. Write its number, as INC-44.")
        if found.is_open:
            raise forms.ValidationError(
                f"{found.reference} is not over. Make a drill of it once it is resolved."
            )
        return found

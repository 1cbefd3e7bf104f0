"""A person involved as a form."""

from django import forms

from clarion.postmortems.people_involved import Involved


class InvolvedForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"list": "people-names", "autocomplete": "off"}),
        error_messages={"required": "Write a name, or what they were called: “engineer of the supplier”."},
    )  # fmt: skip
    role = forms.CharField(
        label="Role", required=False, max_length=100, widget=forms.TextInput(attrs={"list": "people-roles", "autocomplete": "off"})
    )  # fmt: skip

    @classmethod
    def of(cls, involved: Involved) -> "InvolvedForm":
        return cls(auto_id="involved_%s", initial={"name": involved.name, "role": involved.role})

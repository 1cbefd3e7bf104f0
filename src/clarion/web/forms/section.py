"""The form of one section of a post-mortem."""

from django import forms

from clarion.postmortems.merging import Choice


class SectionForm(forms.Form):
    """`version` is what the writer saw; `base` the text that they went on from, where it is no version's text.

    `choice` says what becomes of paragraphs that somebody else changed too, in the conflict marked `chosen_of`.
    """

    text = forms.CharField(required=False, strip=False)
    version = forms.IntegerField()
    base = forms.CharField(required=False, strip=False)
    choice = forms.ChoiceField(
        required=False, choices=[("", ""), *((each.value, each.value) for each in Choice)]
    )
    chosen_of = forms.CharField(required=False)

    def chosen(self) -> Choice | None:
        choice = self.cleaned_data["choice"]
        return Choice(choice) if choice else None

    def went_on_from(self) -> str | None:
        return self.cleaned_data["base"] if "base" in self.data else None

"""Forms that lead a post-mortem from stage to stage."""

from typing import Any

from django import forms

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import Answer, PostMortem
from clarion.postmortems.stages import LONGEST_WORDS

TOO_LONG = {"max_length": f"Write at most {LONGEST_WORDS} characters; a comment may be longer."}
ANSWERS = [(each.value, each.label) for each in (Answer.AGREED, Answer.WANTS_CHANGES)]


class AskForm(forms.Form):
    """Who reads it. The owner is no choice: they know already what they meant."""

    reviewers = forms.ModelMultipleChoiceField(
        Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose who reads it, one person at least.",
            "invalid_choice": "Somebody whom you chose cannot sign in any more. Choose again.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, postmortem: PostMortem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = Person.objects.filter(postmortems=postmortem)
        people = Person.objects.who_may(Act.LEARN).exclude(pk__in=owner).order_by("name", "pk")
        self.fields["reviewers"].queryset = people  # type: ignore[attr-defined]

    @classmethod
    def of(cls, postmortem: PostMortem) -> "AskForm":
        """Those who were asked before are chosen already."""
        asked = list(postmortem.reviewers.values_list("person", flat=True))
        return cls(postmortem=postmortem, initial={"reviewers": asked})


class AnswerForm(forms.Form):
    """`read` is the fingerprint of the document that the page showed."""

    answer = forms.ChoiceField(
        choices=ANSWERS, error_messages={"required": "Agree, or ask for changes.", "invalid_choice": "Agree, or ask for changes."}
    )  # fmt: skip
    words = forms.CharField(required=False, max_length=LONGEST_WORDS, error_messages=TOO_LONG)
    read = forms.CharField(required=False, max_length=64)


class FinalForm(forms.Form):
    """`version` is the version of the post-mortem that the page showed."""

    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "This page does not say which version you saw. Reload it, then try again.",
        ),
    )  # fmt: skip
    override_reason = forms.CharField(required=False, max_length=LONGEST_WORDS, error_messages=TOO_LONG)

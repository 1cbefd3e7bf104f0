"""A lesson as a form. Its length is the verb's to judge, which says how many characters there are."""

from django import forms

from clarion.postmortems.lessons import Lesson, LessonKind
from clarion.web.forms.fields import WordsField


class LessonForm(forms.Form):
    text = WordsField(
        label="What happened", widget=forms.Textarea(attrs={"rows": 2}), max_length=5000,
        error_messages={"required": "Write what happened and what it did, in one sentence or two."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=LessonKind)

    @classmethod
    def of(cls, lesson: Lesson) -> "LessonForm":
        return cls(auto_id="lesson_%s", initial={"text": lesson.text, "kind": lesson.kind})

"""The tree of whys as forms: an answer, where it stands, the risk of leaving it, what is done about it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.evidence import LONGEST_ADDRESS, evidence_address
from clarion.incidents.timeline import Entry
from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.five_whys import LONGEST_ANSWER, Why, WhyKind
from clarion.web.forms.fields import WordsField

#: Of a line of the timeline or an answer, in a select.
SHOWN = 90
DIRECTLY_BELOW = "0"


class SeenForm(forms.Form):
    """A form of something that others may change, too. `version` is the one that its writer saw; a new one has none."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def face(self, version: int) -> None:
        """After a conflict: what was typed stays, and its writer has now seen what others saved."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data = data


class WhyForm(SeenForm):
    """An answer, its kind and its evidence."""

    answer = WordsField(
        label="Answer", max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 2, "data-sends": "enter", "autofocus": True}),
        error_messages={
            "required": "Write an answer: what made it possible?",
            "max_length": "Use at most %(limit_value)d characters; these are %(show_value)d. Make two answers of it.",
        },
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=WhyKind, initial=WhyKind.CONTRIBUTOR)
    evidence = WordsField(label="Where it can be seen", required=False, max_length=400)
    evidence_url = WordsField(
        label="Address", required=False, max_length=LONGEST_ADDRESS, validators=[evidence_address]
    )
    evidence_entry = forms.ChoiceField(label="Line of the timeline", required=False)

    def __init__(self, data: QueryDict | None = None, *, document: Document, why: Why | None = None) -> None:
        super().__init__(data, auto_id="id_why_%s", initial=_as_saved(why) if why else None)
        self.fields["evidence_entry"].choices = [("", "None"), *_lines(document, why)]  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """What the row takes. Only after `is_valid`."""
        names = ("answer", "kind", "evidence", "evidence_url")
        key = self.cleaned_data["evidence_entry"]
        line = Entry.objects.filter(pk=key).first() if key else None
        return {name: self.cleaned_data[name] for name in names} | {"evidence_entry": line}


class MoveForm(forms.Form):
    """Under which answer it stands from now on, with all that is below it."""

    below = forms.ChoiceField(
        label="Move it under", widget=forms.Select(attrs={"autofocus": True}),
        error_messages={"invalid_choice": "That answer was taken out meanwhile, or is below this one. Choose another."},
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, document: Document, why: Why) -> None:
        super().__init__(data, auto_id="id_move_%s")
        places = [(DIRECTLY_BELOW, "the problem"), *_places(document.whys, without=why.pk)]
        self.fields["below"].choices = places  # type: ignore[attr-defined]
        self.initial = {"below": why.above_id or DIRECTLY_BELOW}


class RiskForm(SeenForm):
    """Why nothing is done about it, and who accepts that. No reason takes an acceptance back.

    Only whoever may make a post-mortem final is offered other people than themselves.
    """

    reason = WordsField(
        label="Why nothing is done about it", required=False, max_length=400,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Accepted by", empty_label=None,
        error_messages={"invalid_choice": "You accept a risk in your own name. Ask a communications lead to name somebody else."},
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, why: Why, person: Person) -> None:
        names_others = person.may(Act.FINISH_POSTMORTEM)
        accepting = (why.accepted_by if names_others else None) or person
        accepted = {"reason": why.accepted_risk, "person": accepting, "version": why.version}
        super().__init__(data, auto_id="id_risk_%s", initial=accepted)
        offered = Q(is_active=True) | Q(pk=why.accepted_by_id or 0) if names_others else Q(pk=person.pk)
        people = Person.objects.filter(offered)
        self.fields["person"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An action item that is there already, or the words of a new one."""

    item = forms.ChoiceField(label="One that is there", required=False)
    text = WordsField(
        label="A new one", required=False, max_length=200, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def __init__(self, data: QueryDict | None = None, *, document: Document, why: Why) -> None:
        super().__init__(data, auto_id="id_item_%s")
        taken = set(why.action_items.values_list("public_id", flat=True))
        free = [
            (item.public_id, f"{item.reference} {item.text}"[:SHOWN])
            for item in document.items
            if item.public_id not in taken
        ]
        self.fields["item"].choices = [("", "None"), *free]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("item") or cleaned.get("text")):
            self.add_error("text", "Choose an action item, or write what will be done.")
        return cleaned


def _as_saved(why: Why) -> dict[str, Any]:
    names = ("answer", "kind", "evidence", "evidence_url", "version")
    line = why.evidence_entry
    return {name: getattr(why, name) for name in names} | {
        "evidence_entry": str(line.original_id or line.pk) if line else ""
    }


def _lines(document: Document, why: Why | None) -> Iterator[tuple[str, str]]:
    """The lines of the timeline, and the one that is evidence already, also where it was hidden meanwhile."""
    known = set()
    for line in document.timeline:
        known.add(line.entry)
        yield str(line.entry), f"{line.at:%d %b %H:%M} {line.text}"[:SHOWN]
    entry = why.evidence_entry if why else None
    if entry and (entry.original_id or entry.pk) not in known:
        yield str(entry.original_id or entry.pk), f"{entry.occurred_at:%d %b %H:%M} {entry.text}"[:SHOWN]


def _places(nodes: Iterable[WhyNode], *, without: int, depth: int = 1) -> Iterator[tuple[str, str]]:
    """Every answer but this one and what is below it, set in by its depth."""
    for node in nodes:
        if node.key != without:
            yield str(node.key), "\u2003" * depth + node.answer[:SHOWN]
            yield from _places(node.below, without=without, depth=depth + 1)

"""Editors: who wrote in the text of a draft that stands, so that somebody else reads it before it leaves the company.

All of them count, not only the last: a comma by a second person does not make the first a reader of their own words.
A text that is filled again from the record is nobody's, until somebody writes in it.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.db import models

from clarion.accounts.people import Person
from clarion.updates.drafts import Draft

#: What somebody who approves vouches for; whoever changed one of them wrote.
WRITTEN = frozenset({"text", "state", "next_update_at", "customer", "translations"})


class DraftEditor(models.Model):
    """One line per person and draft, since the draft was begun or last filled."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="editors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="one_line_per_editor_of_a_draft")
        ]

    def __str__(self) -> str:
        return f"{self.person} wrote in {self.draft}"


def keep_editors(
    draft: Draft, changed: AbstractSet[str], *, filled: bool, by: Person | None, at: datetime
) -> None:
    """Follow a change of the draft; call it in the transaction of the change. `filled`: the record wrote the text."""
    if filled:
        DraftEditor.objects.filter(draft=draft).delete()
    elif by and changed & WRITTEN:
        DraftEditor.objects.get_or_create(draft=draft, person=by, defaults={"first_at": at})


def writers_of(draft: Draft) -> set[int]:
    """The keys of those who wrote in the text; while nobody has, of whoever had it filled."""
    writers = set(DraftEditor.objects.filter(draft=draft).values_list("person_id", flat=True))
    return writers or ({draft.edited_by_id} if draft.edited_by_id else set())

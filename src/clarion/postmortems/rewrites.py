"""Using a rewrite of the review: one click, exactly the words that were offered, where they still stand.

The page hands back the place, the text that it showed and the rewrite. All three are looked up anew, so that nothing
else than an offered rewrite is ever written, and nothing is written over words that changed meanwhile.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.amendments import amend_entry, newest_of
from clarion.incidents.timeline import Entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.blameless import Place, Remark, remarks_on
from clarion.postmortems.document import read_document
from clarion.postmortems.five_whys import Why
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.paragraphs import paragraphs_of
from clarion.postmortems.person_to_role import Rewrite, rewritten
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.roles_held import roles_held
from clarion.postmortems.sections import SectionVersion
from clarion.postmortems.writing import locked_for_writing


class NotOffered(Exception):
    """The words are others by now. Nothing was changed: read them again, the review looks at what stands there."""

    def __init__(self) -> None:
        super().__init__("These words were changed since you opened the page, and nothing was rewritten. Read them again.")  # fmt: skip


def remarks_of(postmortem: PostMortem) -> list[Remark]:
    """The review of the document as it reads now, with everybody's role."""
    return remarks_on(read_document(postmortem), roles=roles_held(postmortem))


@transaction.atomic
def use_rewrite(
    postmortem: PostMortem, key: str, *, text: str, start: int, suggestion: str, by: Person, at: datetime
) -> Place:
    """Write the rewrite that stands at `start` of the place `key`, whose text was `text`.

    Returns the place as it was. Raises NotOffered, PostMortemClosed, NotAllowed, and what amending a line may raise.
    """
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    place, rewrite = _offered(current, key, text=text, start=start, suggestion=suggestion)
    kind, _, rest = key.partition(":")
    _WRITERS[kind](current, rest, place.text, rewrite, by=by, at=at)
    record_act(Done.USED_REWRITE, current.reference, by=by, at=at, detail=place.name)
    return place


def _offered(
    current: PostMortem, key: str, *, text: str, start: int, suggestion: str
) -> tuple[Place, Rewrite]:
    """Raises NotOffered."""
    for remark in remarks_of(current):
        place, rewrite = remark.place, remark.rewrite
        stands = (place.key, place.text) == (key, text)
        if stands and rewrite and (rewrite.start, rewrite.suggestion) == (start, suggestion):
            return place, rewrite
    raise NotOffered


def _in_section(
    current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime
) -> None:
    """A new version of the section, in which one paragraph has other words."""
    part, _, number = rest.partition(":")
    section = current.sections.get(part=part)
    paragraph = paragraphs_of(section.text)[int(number) - 1]
    before, after = section.text[: paragraph.start], section.text[paragraph.end :]
    section.text = before + rewritten(text, [rewrite]) + after
    section.version, section.edited_at, section.edited_by = section.version + 1, at, by
    section.save()
    SectionVersion.objects.create(section=section, number=section.version, text=section.text, at=at, by=by)


def _in_line(
    current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime
) -> None:
    """The line is amended, as everywhere: what it said stays in its history."""
    line = Entry.objects.get(pk=rest, incident__in=current.incidents.all())
    why = "from a person to a role or to the system"
    amend_entry(newest_of(line), {"text": rewritten(text, [rewrite])}, by=by, at=at, why=why)


def _in_why(current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime) -> None:
    key, _, field = rest.partition(":")
    _in_row(Why.objects.get(pk=key, postmortem=current), field, text, rewrite)


def _in_measure(
    current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime
) -> None:
    _in_row(current.measures.all()[int(rest)], "source", text, rewrite)


def _in_lesson(
    current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime
) -> None:
    kind, _, number = rest.partition(":")
    _in_row(Lesson.objects.filter(postmortem=current, kind=kind)[int(number)], "text", text, rewrite)


def _in_item(
    current: PostMortem, rest: str, text: str, rewrite: Rewrite, *, by: Person, at: datetime
) -> None:
    public_id, _, field = rest.partition(":")
    _in_row(ActionItem.objects.get(public_id=public_id, postmortem=current), field, text, rewrite)


def _in_row(row: models.Model, field: str, text: str, rewrite: Rewrite) -> None:
    """Raises NotOffered where the rewritten words do not fit the column."""
    words = rewritten(text, [rewrite])
    longest = row._meta.get_field(field).max_length  # type: ignore[union-attr]  # noqa: SLF001 -- Django's public name for it
    if getattr(row, field) != text or (longest and len(words) > longest):
        raise NotOffered
    setattr(row, field, words)
    row.version += 1  # type: ignore[attr-defined]
    row.save(update_fields=[field, "version"])


#: What a key begins with (see `blameless.py`) -> who writes there.
_WRITERS: dict[str, Callable[..., Any]] = {
    "section": _in_section,
    "line": _in_line,
    "why": _in_why,
    "measure": _in_measure,
    "lesson": _in_lesson,
    "item": _in_item,
}

"""Writing lessons: add, change, move, take out."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, one_line
from clarion.postmortems.lessons import LONGEST_LESSON, Lesson, LessonKind
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen


@transaction.atomic
def add_lesson(postmortem: PostMortem, kind: str, text: str, *, by: Person, at: datetime) -> Lesson:
    """At the end of its kind. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    postmortem = locked_for_writing(postmortem)
    lesson = Lesson(postmortem=postmortem, kind=kind, text=one_line(text), position=_last(postmortem, kind))
    _clean(lesson)
    lesson.save()
    record_act(Done.ADDED_LESSON, _named(lesson), by=by, at=at)
    return lesson


@transaction.atomic
def change_lesson(
    lesson: Lesson, *, kind: str, text: str, seen_version: int | None, by: Person, at: datetime
) -> Lesson:
    """Other words, or another kind, at whose end it then stands.

    Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError; Lesson.DoesNotExist when it was taken out.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(lesson.postmortem)
    current = must_be_as_seen(lesson, seen_version=seen_version)
    if kind != current.kind:
        current.kind, current.position = kind, _last(postmortem, kind)
    current.text = one_line(text)
    current.version += 1
    _clean(current)
    current.save()
    record_act(Done.CHANGED_LESSON, _named(current), by=by, at=at)
    return current


@transaction.atomic
def move_lesson(lesson: Lesson, *, up: bool, by: Person, at: datetime) -> Lesson:
    """One place up or down among its kind; where it is the first or last already, nothing changes.

    Its words stay, so its version does, too: whoever rewords it meanwhile is not disturbed.
    Raises NotAllowed, PostMortemClosed, Lesson.DoesNotExist.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(lesson.postmortem)
    kind = must_be_as_seen(lesson, seen_version=None).kind
    order = list(postmortem.lessons.filter(kind=kind))
    place = order.index(lesson)
    order.insert(max(place - 1, 0) if up else place + 1, order.pop(place))
    for position, each in enumerate(order):
        each.position = position
    Lesson.objects.bulk_update(order, ["position"])
    record_act(Done.MOVED_LESSON, _named(lesson), by=by, at=at)
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, seen_version: int | None, by: Person, at: datetime) -> Lesson:
    """What it said, so that it can be added again. Raises NotAllowed, PostMortemClosed, RowChanged, Lesson.DoesNotExist."""
    require(by, Act.LEARN)
    locked_for_writing(lesson.postmortem)
    current = must_be_as_seen(lesson, seen_version=seen_version)
    record_act(Done.REMOVED_LESSON, _named(current), by=by, at=at)
    said = Lesson(kind=current.kind, text=current.text)
    current.delete()
    return said


def _last(postmortem: PostMortem, kind: str) -> int:
    """The position behind all of the kind."""
    last = postmortem.lessons.filter(kind=kind).aggregate(Max("position"))["position__max"]
    return 0 if last is None else last + 1


def _clean(lesson: Lesson) -> None:
    if not lesson.text:
        raise ValidationError({"text": "Write what happened and what it did, in one sentence or two."})
    if len(lesson.text) > LONGEST_LESSON:
        raise ValidationError(
            {
                "text": f"These are {len(lesson.text)} characters, and at most {LONGEST_LESSON} fit. Make two lessons of it."
            }
        )
    must_be_visible(lesson.text, "text")
    lesson.full_clean()


def _named(lesson: Lesson) -> str:
    kind = LessonKind(lesson.kind).label.lower()
    return f"{kind}, in {lesson.postmortem.reference}"

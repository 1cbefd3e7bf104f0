"""The part "lessons": what went well, what went poorly, where we were lucky, each line with its review beside it."""

from functools import cached_property
from typing import Any, NamedTuple

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.lessons import Lesson, LessonKind
from clarion.postmortems.postmortem import PostMortem
from clarion.review import Audience, Finding, Kind
from clarion.updates.remembered_review import remembered_review

#: What to ask in a meeting; "luck" is asked once, here.
QUESTIONS = {
    LessonKind.WELL: "What made it shorter or smaller than it could have been?",
    LessonKind.POORLY: "What made it longer, larger or harder to handle?",
    LessonKind.LUCKY: "What helped that nobody had arranged? It may be absent next time.",
}


class Shown(NamedTuple):
    lesson: Lesson
    findings: tuple[Finding, ...]
    is_first: bool
    is_last: bool


class Learned:
    """What the template shows; the database is asked when it does."""

    def __init__(self, postmortem: PostMortem) -> None:
        self.postmortem = postmortem

    @cached_property
    def kinds(self) -> list[tuple[LessonKind, str, list[Shown]]]:
        lessons = list(self.postmortem.lessons.all())
        return [
            (kind, QUESTIONS[kind], _shown([each for each in lessons if each.kind == kind]))
            for kind in LessonKind
        ]


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    may_write = postmortem.is_writable and person.may(Act.LEARN)
    return {"learned": Learned(postmortem), "may_tell_lessons": may_write}


def findings_of(text: str) -> tuple[Finding, ...]:
    """What must not stand in a lesson; its text is one of a post-mortem."""
    if not text.strip():
        return ()
    return tuple(remembered_review(text, audience=Audience.POSTMORTEM, kind=Kind.POSTMORTEM_TEXT).findings)


def _shown(lessons: list[Lesson]) -> list[Shown]:
    last = len(lessons) - 1
    return [
        Shown(each, findings_of(each.text), place == 0, place == last) for place, each in enumerate(lessons)
    ]

"""What the lessons miss. Luck is asked for once on the page and never demanded: there may have been none."""

from collections.abc import Iterator

from clarion.postmortems.document import Document
from clarion.postmortems.lack import Missing
from clarion.postmortems.lessons import LessonKind


def missing_lessons(document: Document) -> Iterator[Missing]:
    if not document.lessons.get(LessonKind.WELL):
        yield Missing("lessons", "The lessons do not say what went well")
    if not document.lessons.get(LessonKind.POORLY):
        yield Missing("lessons", "The lessons do not say what went poorly")

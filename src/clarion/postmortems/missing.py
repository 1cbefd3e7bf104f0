"""What a post-mortem still lacks before it may be final: one list, to which each topic adds its own."""

from collections.abc import Callable, Iterator

from clarion.postmortems.blameless import missing_review
from clarion.postmortems.document import Document
from clarion.postmortems.impact_checks import missing_impact
from clarion.postmortems.lack import Missing
from clarion.postmortems.lesson_checks import missing_lessons
from clarion.postmortems.missing_items import missing_items
from clarion.postmortems.sections import Part
from clarion.postmortems.timeline_checks import missing_timeline
from clarion.postmortems.why_checks import missing_causes

__all__ = ["CHECKS", "Missing", "missing"]


def missing_owner(document: Document) -> Iterator[Missing]:
    if not document.owner:
        yield Missing("top", "Nobody owns this post-mortem")


def missing_summary(document: Document) -> Iterator[Missing]:
    if not document.sections.get(Part.SUMMARY, "").strip():
        yield Missing("summary", "The summary has no words")


#: In the order of the document. Each topic keeps its own function in its own file.
CHECKS: tuple[Callable[[Document], Iterator[Missing]], ...] = (
    missing_owner, missing_summary, missing_timeline, missing_causes, missing_impact, missing_lessons, missing_items, missing_review,
)  # fmt: skip


def missing(document: Document) -> list[Missing]:
    return [each for check in CHECKS for each in check(document)]

"""What a post-mortem still lacks before it may be final: one list, to which each topic adds its own."""

from collections.abc import Callable, Iterator

from clarion.postmortems.document import Document
from clarion.postmortems.lack import Missing
from clarion.postmortems.why_checks import missing_causes

__all__ = ["CHECKS", "Missing", "missing"]


def missing_owner(document: Document) -> Iterator[Missing]:
    if not document.owner:
        yield Missing("top", "Nobody owns this post-mortem")


#: In the order of the document. Each topic keeps its own function in its own file.
CHECKS: tuple[Callable[[Document], Iterator[Missing]], ...] = (
    missing_owner, missing_causes,
)  # fmt: skip


def missing(document: Document) -> list[Missing]:
    return [each for check in CHECKS for each in check(document)]

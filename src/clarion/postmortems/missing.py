"""What a post-mortem still lacks before it may be final: one list, to which each topic adds its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clarion.postmortems.document import Document


@dataclass(frozen=True)
class Missing:
    """`where` is the id of a part of the page; `words` say what to add, as a sentence without a full stop."""

    where: str
    words: str


def missing_owner(document: Document) -> Iterator[Missing]:
    if not document.owner:
        yield Missing("top", "Nobody owns this post-mortem")


#: In the order of the document. Each topic keeps its own function in its own file.
CHECKS: tuple[Callable[[Document], Iterator[Missing]], ...] = (missing_owner,)


def missing(document: Document) -> list[Missing]:
    return [each for check in CHECKS for each in check(document)]

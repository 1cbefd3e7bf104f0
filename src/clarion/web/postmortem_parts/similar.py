"""The part "problem and similar incidents" of a post-mortem's page."""

from typing import Any

from clarion.accounts.people import Person
from clarion.postmortems.document import Document
from clarion.postmortems.postmortem import PostMortem
from clarion.web.seen_before import KnownBefore, known_before


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """A function, which only the template of this part calls: the answer for another part does not search."""

    def known() -> KnownBefore:
        return known_before(postmortem)

    return {"known_before": known}

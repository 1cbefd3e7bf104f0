"""The part "problem and similar incidents" of a post-mortem's page."""

from typing import Any

from clarion.accounts.people import Person
from clarion.postmortems.document import Document
from clarion.postmortems.postmortem import PostMortem
from clarion.web.seen_before import Learned, SeenBefore, learned_elsewhere, seen_before_postmortem


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """Functions, which only the template of this part calls: the answer for another part does not search."""

    def seen() -> SeenBefore:
        return seen_before_postmortem(postmortem)

    def learned() -> Learned:
        return learned_elsewhere(postmortem)

    return {"seen_before": seen, "learned": learned}

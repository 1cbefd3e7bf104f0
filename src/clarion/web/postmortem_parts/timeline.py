"""The part "timeline" of a post-mortem's page."""

from typing import Any

from clarion.accounts.people import Person
from clarion.postmortems.document import Document
from clarion.postmortems.postmortem import PostMortem


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    return {}

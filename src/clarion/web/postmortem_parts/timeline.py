"""The part "timeline" of a post-mortem's page."""

from typing import Any

from django.utils.safestring import mark_safe

from clarion.accounts.people import Person
from clarion.postmortems.document import Document
from clarion.postmortems.exports.timeline_picture import timeline_svg
from clarion.postmortems.postmortem import PostMortem


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    return {"timeline_picture": mark_safe(timeline_svg(document))}

"""The part "readers" of a post-mortem's page: the texts for others, and how far each has come."""

from itertools import groupby
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.causes_for_readers import untold_causes
from clarion.postmortems.document import Document
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.reader_texts import texts_of
from clarion.updates.known_facts import workspace_lexicon


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    by_incident = groupby(texts_of(postmortem), key=lambda text: text.incident)
    return {
        "reader_texts": [(incident, list(texts)) for incident, texts in by_incident],
        "untold_causes": untold_causes(document, lexicon=workspace_lexicon()) if document.whys else [],
        "may_write_texts": person.may(Act.WRITE),
    }

"""The part "summary": what the record says of each incident, beside the words about it."""

from typing import Any

from clarion.accounts.people import Person
from clarion.postmortems.document import Document
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.summary import duration_of, suggested_summary


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """`records` are the facts with how long it lasted; `suggested_summary` is the summary as the record tells it now."""
    return {
        "records": [(facts, duration_of(facts)) for facts in document.incidents],
        "suggested_summary": suggested_summary(document.incidents),
    }

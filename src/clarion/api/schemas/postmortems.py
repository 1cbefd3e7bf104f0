"""Post-mortems as programs see them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from pydantic import Field

from clarion.api.fields import Answer
from clarion.api.schemas.people import Named
from clarion.incidents.states import Severity
from clarion.postmortems.document import Document
from clarion.postmortems.missing import missing
from clarion.postmortems.postmortem import PostMortem, Stage


class PostMortemAnswer(Answer):
    id: int
    reference: str
    title: str
    address: str = Field(description="Its permanent address in the console.")
    severity: Severity
    stage: Stage
    incidents: list[int] = Field(description="The numbers of the incidents that it covers.")
    owner: Named | None
    due_on: date | None
    opened_at: datetime
    finished_at: datetime | None = Field(description="When it was made final.")
    published_at: datetime | None = Field(description="When it was published in the company.")
    version: int = Field(description="Counts every change of anything in it.")

    @classmethod
    def of(cls, postmortem: PostMortem) -> "PostMortemAnswer":
        """The post-mortem must come from `with_incidents`."""
        return cls(**_facts(postmortem))


class WholePostMortem(PostMortemAnswer):
    """With its texts. What is final or published reads as it was agreed."""

    sections: dict[str, str] = Field(description="Part -> its text in Markdown; empty where nobody wrote.")
    missing: list[str] = Field(description="What it still lacks before it may be final; empty once it is.")

    @classmethod
    def whole(cls, postmortem: PostMortem, document: Document) -> "WholePostMortem":
        lacks = [each.words for each in missing(document)] if postmortem.is_writable else []
        sections = {str(part): text for part, text in document.sections.items()}
        return cls(**_facts(postmortem), sections=sections, missing=lacks)


def _facts(postmortem: PostMortem) -> dict[str, Any]:
    return {
        "id": postmortem.pk,
        "reference": postmortem.reference,
        "title": postmortem.title,
        "address": f"{settings.CONSOLE_URL}/postmortems/{postmortem.public_id}/",
        "severity": postmortem.severity,
        "stage": postmortem.stage,
        "incidents": [incident.pk for incident in postmortem.incidents.all()],
        "owner": Named.of(postmortem.owner),
        "due_on": postmortem.due_on,
        "opened_at": postmortem.opened_at,
        "finished_at": postmortem.finished_at,
        "published_at": postmortem.published_at,
        "version": postmortem.version,
    }

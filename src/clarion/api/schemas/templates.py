"""Templates: what suggested texts are filled from."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from clarion.api.fields import Answer, Body, Key, SeenVersion, Text
from clarion.api.schemas.people import Named
from clarion.api.schemas.review import ReviewAnswer
from clarion.drafting.checking import LONGEST
from clarion.updates.audiences import Audience, Kind
from clarion.updates.template_preview import Preview
from clarion.updates.templates import InForce, MessageTemplate

TemplateText = Annotated[Text, Field(max_length=LONGEST)]
Note = Annotated[Text, Field(max_length=200, description="What changes, and why: for the history.")]


class TemplateAnswer(Answer):
    """What is in force. Version, note and editor are those of the last change; 0, empty and null before the first."""

    audience: Audience
    kind: Kind
    version: int = Field(
        description="Send it back when you save; 0 while nobody has changed the shipped text."
    )
    is_shipped: bool = Field(description="The shipped text is in force, also of a later release.")
    text: str
    note: str
    edited_at: datetime | None
    edited_by: Named | None

    @classmethod
    def of(cls, current: InForce) -> "TemplateAnswer":
        latest = current.latest
        return cls(
            audience=current.audience, kind=current.kind, version=current.version,
            is_shipped=current.is_shipped, text=current.text, note=latest.note if latest else "",
            edited_at=latest.edited_at if latest else None,
            edited_by=Named.of(latest.edited_by) if latest else None,
        )  # fmt: skip


class TemplateVersionAnswer(Answer):
    version: int
    is_shipped: bool = Field(description="The shipped text was in force again; `text` is what it said then.")
    text: str
    note: str
    edited_at: datetime
    edited_by: Named | None

    @classmethod
    def of(cls, row: MessageTemplate) -> "TemplateVersionAnswer":
        return cls(
            version=row.version, is_shipped=row.is_shipped, text=row.text, note=row.note,
            edited_at=row.edited_at, edited_by=Named.of(row.edited_by),
        )  # fmt: skip


class TemplateTyped(Body):
    text: TemplateText
    incident: Key | None = Field(
        None, description="The number of an incident whose record fills it; left out: the sample."
    )


class TemplatePreview(Answer):
    text: str = Field(description="The template filled from the record.")
    problems: list[str] = Field(description="What keeps the template from being saved, each with its place.")
    objections: list[str] = Field(description="Why the review would let no such text go out.")
    review: ReviewAnswer

    @classmethod
    def of(cls, preview: Preview, *, problems: list[str]) -> "TemplatePreview":
        review = ReviewAnswer.of(preview.review)
        return cls(text=preview.text, problems=problems, objections=preview.objections, review=review)


class NewTemplate(Body):
    version: SeenVersion
    text: TemplateText
    note: Note = ""
    anyway: Annotated[bool, Field(strict=True)] = Field(
        False, description="Save it although the review objects to the sample that it is filled from."
    )


class Restoration(Body):
    version: SeenVersion
    restore: Annotated[StrictInt, Field(ge=1, le=2**31 - 1)] | Literal["shipped"] = Field(
        description="An earlier version, or the shipped text."
    )

"""What the review says of a text."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, WithJsonSchema

from clarion import review as said
from clarion.api.fields import Answer, Body, Count, Key, Line, Moment, Percent, Text
from clarion.incidents.states import Severity, State
from clarion.review.finding import Finding


def _inline(choices: type[StrEnum]) -> WithJsonSchema:
    """Describe the choices where they are used: incidents have a severity and updates an audience of the same name."""
    return WithJsonSchema({"type": "string", "enum": [choice.value for choice in choices]})


Rank = Annotated[said.Severity, _inline(said.Severity)]
Reader = Annotated[said.Audience, _inline(said.Audience)]
Genre = Annotated[said.Kind, _inline(said.Kind)]
Name = Annotated[Text, StringConstraints(max_length=120)]


class CauseSent(Body):
    confirmed: Annotated[bool, Field(strict=True)] = False
    text: Line | None = None


class RecordSent(Body):
    """Facts to check the text against. What is left out is not known."""

    status: State | None = None
    severity: Severity | None = None
    started_at: Moment | None = None
    services: Annotated[list[Name], Field(max_length=200)] = []
    users_affected: Count | None = None
    percent_affected: Percent | None = None
    regions: Annotated[list[Name], Field(max_length=50)] = []
    cause: CauseSent | None = None
    workaround: Line | None = None
    resolved_at: Moment | None = None
    now: Moment | None = Field(None, description="When the text is written; left out: now.")

    def record(self) -> said.Record:
        cause = self.cause or CauseSent()
        percent = self.percent_affected
        return said.Record(
            status=self.status, severity=self.severity, started_at=self.started_at,
            services=tuple(self.services), users_affected=self.users_affected,
            percent_affected=float(percent) if percent is not None else None,
            regions=tuple(self.regions), cause=said.Cause(cause.confirmed, cause.text or None),
            workaround=self.workaround or None, resolved_at=self.resolved_at, now=self.now,
        )  # fmt: skip


class ToReview(Body):
    audience: Reader
    kind: Genre
    text: Annotated[Text, Field(max_length=20_000)]
    incident: Key | None = Field(
        None, description="The number of an incident whose record the text is checked against."
    )
    record: RecordSent | None = Field(None, description="A record of your own, instead of an incident.")


class FindingAnswer(Answer):
    """Something that should not stand as it is written. Offsets count characters; `end` is exclusive."""

    rule: str
    start: int
    end: int
    quote: str
    severity: Rank
    message: str
    suggestion: str | None
    safe: bool = Field(description="The suggestion may be applied unseen.")
    dismissible: bool = Field(description="False for a secret.")

    @classmethod
    def of(cls, found: Finding) -> "FindingAnswer":
        return cls(**found._asdict())


class ElementAnswer(Answer):
    """Something that a message of this kind must say."""

    name: str
    present: bool
    start: int | None
    end: int | None
    quote: str | None
    zone_missing: bool = Field(description="A time of day without a zone proves it.")


class ClaimAnswer(Answer):
    """A statement that the record does not bear out."""

    field: str
    start: int
    end: int
    quote: str
    verdict: said.Verdict
    recorded: str | None = Field(description="What the record holds.")

    @classmethod
    def of(cls, claim: said.Claim) -> "ClaimAnswer":
        return cls(**claim._asdict())


class AllowedAnswer(Answer):
    """A finding that somebody let stand."""

    finding: FindingAnswer
    reason: str
    by: str | None = Field(description="Null where a comment in the text allows it.")


class ReviewAnswer(Answer):
    findings: list[FindingAnswer]
    elements: list[ElementAnswer]
    claims: list[ClaimAnswer]
    allowed: list[AllowedAnswer]

    @classmethod
    def of(cls, review: said.Review) -> "ReviewAnswer":
        return cls(
            findings=[FindingAnswer.of(found) for found in review.findings],
            elements=[ElementAnswer(**element._asdict()) for element in review.elements],
            claims=[ClaimAnswer.of(claim) for claim in review.claims],
            allowed=[
                AllowedAnswer(finding=FindingAnswer.of(each.finding), reason=each.reason, by=each.by)
                for each in review.allowed
            ],
        )

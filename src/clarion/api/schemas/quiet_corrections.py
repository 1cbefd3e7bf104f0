"""Quiet corrections: a typo or a wrong time of an update, put right without telling readers anew."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Line, Text
from clarion.api.schemas.people import Named
from clarion.updates.quiet_corrections import QuietCorrection, QuietProposal
from clarion.updates.quiet_limits import LONGEST, QuietReason

Words = Annotated[Text, StringConstraints(min_length=1, max_length=LONGEST)]


class NewProposal(Body):
    wrong_words: Words = Field(description="The words that are wrong, exactly as they stand in the text now.")
    right_words: Words
    reason: QuietReason


class QuietYes(Body):
    approval_reason: Line = Field("", description="Why the one who wrote the words approves them too.")


class ProposalAnswer(Answer):
    id: int
    update: int
    wrong_words: str
    right_words: str
    reason: QuietReason
    by: Named
    proposed_at: datetime
    closed_at: datetime | None = Field(description="When it was approved or withdrawn; null while it waits.")

    @classmethod
    def of(cls, proposal: QuietProposal) -> "ProposalAnswer":
        return cls(
            id=proposal.pk, update=proposal.update_id, wrong_words=proposal.wrong_words,
            right_words=proposal.right_words, reason=QuietReason(proposal.reason),
            by=Named(id=proposal.by_id, name=proposal.by.name), proposed_at=proposal.proposed_at,
            closed_at=proposal.closed_at,
        )  # fmt: skip


class QuietCorrectionAnswer(Answer):
    wrong_words: str
    right_words: str
    reason: QuietReason
    by: Named = Field(description="Who wrote it.")
    approved_by: Named
    approval_reason: str
    at: datetime

    @classmethod
    def of(cls, correction: QuietCorrection) -> "QuietCorrectionAnswer":
        return cls(
            wrong_words=correction.wrong_words, right_words=correction.right_words,
            reason=QuietReason(correction.reason), by=Named(id=correction.by_id, name=correction.by.name),
            approved_by=Named(id=correction.approved_by_id, name=correction.approved_by.name),
            approval_reason=correction.approval_reason, at=correction.at,
        )  # fmt: skip


class QuietCorrections(Answer):
    waiting: ProposalAnswer | None = Field(description="What waits for a yes.")
    made: list[QuietCorrectionAnswer] = Field(description="In the order in which they apply.")

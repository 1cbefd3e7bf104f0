"""Deliveries: how many were told of an update, and by which channel."""

from datetime import datetime

from pydantic import Field

from clarion.api.fields import Answer
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.tallies import Tally
from clarion.subscribers.told import Told
from clarion.updates.audiences import Audience, Kind


class TallyAnswer(Answer):
    channel: Channel
    written: int = Field(description="All deliveries of the update by this channel.")
    sent: int
    failed: int = Field(description="Given up; see `try_failed_deliveries_again`.")
    waiting: int
    not_needed: int = Field(description="They left, or their address was disabled, before it went out.")

    @classmethod
    def of(cls, tally: Tally) -> "TallyAnswer":
        return cls(
            channel=Channel(tally.channel), written=tally.written, sent=tally.sent, failed=tally.failed,
            waiting=tally.waiting, not_needed=tally.not_needed,
        )  # fmt: skip


class ToldAnswer(Answer):
    """One update, and who of the subscribers was told. Readers of the page are not counted."""

    update: int
    audience: Audience
    kind: Kind
    published_at: datetime
    complete: bool = Field(description="False while the list of recipients is still being written.")
    channels: list[TallyAnswer]

    @classmethod
    def of(cls, told: Told) -> "ToldAnswer":
        update = told.update
        return cls(
            update=update.pk, audience=Audience(update.audience), kind=Kind(update.kind), published_at=update.published_at,
            complete=told.sum.complete, channels=[TallyAnswer.of(tally) for tally in told.tallies],
        )  # fmt: skip


class TriedAgain(Answer):
    deliveries: int = Field(description="How many had failed and wait again.")

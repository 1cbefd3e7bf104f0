"""The cadence: how long which audience may wait."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictInt, StringConstraints

from clarion.api.fields import Answer, Body, SeenVersion, Text
from clarion.api.schemas.people import Named
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import LONGEST, SHORTEST, CadenceSettings

Cell = Annotated[Text, StringConstraints(max_length=60)]
Minutes = Annotated[StrictInt, Field(ge=SHORTEST, le=LONGEST)]


class CadenceAnswer(Answer):
    minutes: dict[str, int | None] = Field(
        description="Cell -> minutes, for example `public.SEV1.identified` or `warn_before`; null sets no time."
    )
    shipped: dict[str, int | None] = Field(description="The same as Clarion ships it.")
    version: int = Field(description="Send it back when you change the table; 0 while nobody has.")
    changed_at: datetime | None
    changed_by: Named | None

    @classmethod
    def of(cls, settings: CadenceSettings) -> "CadenceAnswer":
        return cls(
            minutes=settings.table(), shipped=dict(SHIPPED), version=settings.version,
            changed_at=settings.changed_at, changed_by=Named.of(settings.changed_by),
        )  # fmt: skip


class NewCadence(Body):
    version: SeenVersion
    minutes: Annotated[dict[Cell, Minutes | None], Field(max_length=100)] = Field(
        description="The whole table: every cell that a read answers."
    )

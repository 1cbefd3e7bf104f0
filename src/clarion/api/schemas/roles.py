"""Roles of an incident."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from clarion.api.fields import Body, Key
from clarion.incidents.hand_over import POSITIONS

Position = StrEnum("Position", {name.upper(): name for name in POSITIONS})  # type: ignore[misc]


class HandOver(Body):
    """`from` is who holds the role as far as you know; it is refused when somebody else holds it by now."""

    role: Position
    holder: Key | None = Field(alias="from", description="The id of the person who holds it; null: nobody.")
    to: Key | None = Field(description="The id of the person who takes it; null: nobody.")


class HandOvers(Body):
    hand_overs: Annotated[list[HandOver], Field(min_length=1, max_length=len(POSITIONS))]

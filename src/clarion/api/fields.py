"""Bounded values of requests: what no database holds and no clock knows is refused with the name of its field."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

LARGEST_KEY = 2**63 - 1
#: Years of times: before the first nothing was recorded, after the last no time zone can be added.
YEARS = range(2000, 9999)

_DIGITS = re.compile(r"[0-9]{1,19}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class Body(BaseModel):
    """Base of what is sent: a field that is not known is an error, because it is a typing error more often than not."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """Base of what is answered."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def no_nul(text: str) -> str:
    """Raises ValueError: PostgreSQL stores no NUL character."""
    if "\0" in text:
        raise ValueError("Take the NUL character out of this text.")
    return text


def digits(value: Any) -> Any:
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise ValueError("Write a whole number.")
    return value


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("Write a day as 2026-03-10.")
    day = date.fromisoformat(value)
    if day.year not in YEARS:
        raise ValueError("Choose a day from the year 2000 on.")
    return day


def _moment(value: Any) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("Write a time with its zone, for example 2026-03-10T09:31:00Z.")
    written = re.sub(r"([.][0-9]{6})[0-9]+", r"\1", value.upper())
    moment = datetime.fromisoformat(written)
    if moment.year not in YEARS:
        raise ValueError("Choose a time from the year 2000 on.")
    return moment.astimezone(UTC)


def _percent(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("Write a number from 0 to 100.")  # noqa: TRY004 -- pydantic collects ValueError only
    if not 0 <= value <= 100:
        raise ValueError("Write a number from 0 to 100.")
    percent = Decimal(str(value)).quantize(Decimal("0.01"))
    if percent != Decimal(str(value)):
        raise ValueError("Write at most two digits after the point.")
    return percent


#: A number in an address or a query.
Number = Annotated[int, Field(ge=1, le=LARGEST_KEY), BeforeValidator(digits)]
#: A number in a body.
Key = Annotated[StrictInt, Field(ge=1, le=LARGEST_KEY)]
Count = Annotated[StrictInt, Field(ge=0, le=LARGEST_KEY)]
#: Which version of a record or draft the writer saw.
Version = Annotated[
    StrictInt, Field(ge=1, le=2**31 - 1, description="The version that you read; 409 when it is another now.")
]
#: The same where nothing is saved before the first change: 0 while what is shipped stands.
SeenVersion = Annotated[
    StrictInt, Field(ge=0, le=2**31 - 1, description="The version that you read; 409 when it is another now.")
]
Offset = Annotated[StrictInt, Field(ge=0, le=100_000)]

Text = Annotated[StrictStr, AfterValidator(no_nul)]
Line = Annotated[Text, Field(max_length=400)]
#: Words of a query.
Words = Annotated[str, Field(max_length=200), AfterValidator(no_nul)]

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Percent = Annotated[
    Decimal, BeforeValidator(_percent), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]

"""Months of the history, in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from django.utils.formats import date_format


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime) -> Self:
        in_utc = instant.astimezone(UTC)
        return cls(in_utc.year, in_utc.month)

    @classmethod
    def named(cls, name: str) -> Self:
        """The month of a name such as "2026-03". Raises ValueError."""
        year, number = name.split("-")
        return cls(int(year), int(number))

    @property
    def name(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def words(self) -> str:
        """Month and year as the language that is being spoken writes them."""
        return date_format(self.first_day, "YEAR_MONTH_FORMAT")

    @property
    def first_day(self) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    def span(self) -> tuple[datetime, datetime]:
        """Its first instant, and the first one after it."""
        after = Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)
        return self.first_day, after.first_day

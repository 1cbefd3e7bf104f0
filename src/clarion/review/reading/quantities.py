"""The words with which a time, date, duration or number can begin or end, for one look at every word of a text."""

from clarion.review.reading.classes import NUMBER_WORDS, SCALES
from clarion.review.reading.durations import UNITS
from clarion.review.reading.numbers import FRACTIONS
from clarion.review.reading.times import MONTHS, NAMED_HOURS, RELATIVE_DAYS, WEEKDAYS

QUANTITY_WORDS = frozenset(
    {*NUMBER_WORDS, *SCALES, *UNITS, *FRACTIONS, *MONTHS, *NAMED_HOURS, *RELATIVE_DAYS, *WEEKDAYS, "hourly"}
)

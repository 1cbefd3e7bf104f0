"""A time of day without its day: around midnight it means the day before, or the day after.

Only where that is near. At nine in the morning "14:00" as a moment that has passed is a slip or another zone, not
yesterday afternoon; so the time stays today's, and whoever asks for one that has passed, or lies ahead, refuses it.
"""

from datetime import datetime, timedelta

from clarion.incidents.incident import CLOCKS_DIFFER

#: A time of the day before or after is meant while it is this near.
NEAR = timedelta(hours=12)
A_DAY = timedelta(days=1)


def last_such_time(today: datetime, *, at: datetime) -> datetime:
    """The same time the day before, where `today`'s lies ahead of `at` and that one passed lately."""
    ahead = today > at + CLOCKS_DIFFER
    return today - A_DAY if ahead and at - (today - A_DAY) <= NEAR else today


def next_such_time(today: datetime, *, at: datetime) -> datetime:
    """The same time the day after, where `today`'s has passed by `at` and that one comes soon."""
    return today + A_DAY if today <= at and (today + A_DAY) - at <= NEAR else today

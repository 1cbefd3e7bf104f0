"""Days in UTC, as a reader chooses them: from one midnight to another."""

from datetime import UTC, date, datetime, timedelta

from django.db import models


def midnight(day: date) -> datetime:
    """When the day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def within_days(field: str, *, since: date | None, until: date | None) -> models.Q:
    """That the moment lies on one of the days, both included; None bounds nothing, and nor does the last day there is."""
    within = models.Q()
    if since:
        within &= models.Q(**{f"{field}__gte": midnight(since)})
    if until and until < date.max:
        within &= models.Q(**{f"{field}__lt": midnight(until + timedelta(days=1))})
    return within

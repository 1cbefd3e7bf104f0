"""Times, days and durations as readers are told them, on the page, in feeds and in mails, in the language that is spoken.

Times are UTC and say so in every language. Months and days are written as Django's formats of the language have it.
"""

from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from clarion.review.reading.durations import whole_minutes


def time_words(at: datetime) -> str:
    """ "10:40 UTC"; `at` in UTC."""
    return pgettext("time of day, always with its zone", "%(time)s UTC") % {"time": f"{at:%H:%M}"}


def day_words(at: datetime) -> str:
    """ "10 March 2026". English puts the day first, so that no reader takes it for the month."""
    return date_format(at, "j F Y" if get_language() == "en" else "DATE_FORMAT")


def day_and_time_words(at: datetime) -> str:
    return gettext("%(day)s, %(time)s") % {"day": day_words(at), "time": time_words(at)}


def moment_words(at: datetime, *, beside: datetime) -> str:
    """The time, with its day where that is another than the day of `beside`."""
    at = at.astimezone(UTC)
    return time_words(at) if at.date() == beside.astimezone(UTC).date() else day_and_time_words(at)


def duration_words(length: timedelta) -> str:
    """ "42 min", "1 h 12 min", "3 days 4 h", "12 days": whole minutes that have passed (see `whole_minutes`), in the two largest units.

    From ten days on in days alone.
    """
    minutes = whole_minutes(length)
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        words = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
        return _both(words, _hours(hours)) if hours and days < 10 else words
    if hours:
        return _both(_hours(hours), _minutes(left)) if left else _hours(hours)
    return _minutes(left)


def _hours(number: int) -> str:
    return pgettext("duration, in short", "%(number)s h") % {"number": number}


def _minutes(number: int) -> str:
    return pgettext("duration, in short", "%(number)s min") % {"number": number}


def _both(longer: str, shorter: str) -> str:
    return pgettext("duration: days and hours, or hours and minutes", "%(longer)s %(shorter)s") % {
        "longer": longer,
        "shorter": shorter,
    }

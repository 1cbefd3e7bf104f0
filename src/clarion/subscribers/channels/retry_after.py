"""How long a receiver asks us to wait: the header Retry-After, in seconds or as a date (RFC 9110)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: Nobody puts us off for longer: a promise to readers is older than that.
LONGEST_PAUSE = timedelta(hours=1)


def seconds_in(headers: Mapping[str, str]) -> float | None:
    """None where it is not there or cannot be read; never less than 0. `headers` have lower-case names.

    A date is read beside the server's own: its clock may differ from ours.
    """
    said = headers.get("retry-after", "").strip()
    if not said:
        return None
    try:
        return (
            max(0.0, min(float(said), LONGEST_PAUSE.total_seconds()))
            if _is_number(said)
            else _until(said, headers)
        )
    except (ValueError, OverflowError):
        return None


def pause_in(headers: Mapping[str, str]) -> timedelta | None:
    seconds = seconds_in(headers)
    return None if seconds is None else timedelta(seconds=seconds)


def _is_number(said: str) -> bool:
    return said.replace(".", "", 1).isascii() and said.replace(".", "", 1).isdigit()


def _until(said: str, headers: Mapping[str, str]) -> float | None:
    if "date" not in headers:
        return None
    until, now = _instant(said), _instant(headers["date"])
    return max(0.0, min((until - now).total_seconds(), LONGEST_PAUSE.total_seconds()))


def _instant(said: str) -> datetime:
    instant = parsedate_to_datetime(said)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)

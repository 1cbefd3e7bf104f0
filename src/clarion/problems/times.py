"""How often within 90 days, in words."""

from datetime import datetime, timedelta

DAYS = 90
_ORDINALS = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split()


def since(at: datetime) -> datetime:
    """The beginning of the 90 days that end at `at`."""
    return at - timedelta(days=DAYS)


def times_in_words(count: int) -> str:
    """For example "Third time in 90 days"; empty for what happened once or never."""
    if count < 2:
        return ""
    ordinal = _ORDINALS[count - 1] if count <= len(_ORDINALS) else _in_figures(count)
    return f"{ordinal} time in {DAYS} days"


def _in_figures(count: int) -> str:
    """11th, 22nd."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count % 100 // 10 != 1 else "th"
    return f"{count}{ending}"

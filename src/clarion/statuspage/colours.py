"""Colours as people write them, and whether a text in one can be read on another (WCAG 2.2, 1.4.3).

Only what this file has read gets into a style sheet: a number sign and six hexadecimal digits.
"""

import re
from collections.abc import Iterable

#: The least contrast of text of usual size (level AA).
READABLE = 4.5
WHITE, BLACK = "#ffffff", "#000000"
_WRITTEN = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def read_colour(text: str) -> str | None:
    """ "#1F5FBF", "1f5fbf" or "#15b" as "#1f5fbf"; None when it is no colour."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def ink_on(ground: str) -> str:
    """Black or white, whichever reads better there; one of them always reads well enough."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def nearest_readable(colour: str, grounds: Iterable[str]) -> str:
    """The colour, moved towards black or white until it can be read on all these grounds."""
    grounds = list(grounds)
    goal = max((WHITE, BLACK), key=lambda ink: least_contrast(ink, grounds))
    steps = (_mixed(colour, goal, part / 50) for part in range(51))
    return next(step for step in steps if least_contrast(step, grounds) >= READABLE)


def _mixed(colour: str, goal: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(goal), strict=True)
    return "#" + "".join(f"{round(255 * (one + (other - one) * part)):02x}" for one, other in pairs)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]

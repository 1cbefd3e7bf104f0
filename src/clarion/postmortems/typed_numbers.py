"""Numbers as people type them: "1,200", "1 200", "0.5", "1,200.50". What could be two numbers is refused."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

_GROUPED = re.compile(r"\d{1,3}(?:(?P<by>[,\u202f\u00a0 '’])\d{3})(?:(?P=by)\d{3})*(?:\.\d{1,2})?")
_PLAIN = re.compile(r"\d{1,18}(?:\.\d{1,2})?")
_LIKE_THOUSANDS = re.compile(r"(?P<whole>\d{1,3})\.(?P<rest>\d{3})")
_TOO_FINE = re.compile(r"\d{1,18}\.\d{3,20}")
_COMMA = re.compile(r"(?P<whole>\d+),(?P<rest>\d{1,2})")
_SIGN = re.compile(r"[-−–]\s*[\d.,]")


def read_number(typed: str) -> Decimal:
    """Raises ValidationError, which says how to write what was probably meant. Two decimals are kept."""
    words = typed.strip().lstrip("+~≈")
    if _SIGN.match(words):
        raise ValidationError("An impact is not negative. Write how much it was, and name what was lost.")
    if _PLAIN.fullmatch(words) or (_GROUPED.fullmatch(words) and len(words) <= 24):
        return Decimal(re.sub(r"[^\d.]", "", words))
    if two_ways := _LIKE_THOUSANDS.fullmatch(words):
        whole = two_ways["whole"] + two_ways["rest"]
        raise ValidationError(f"“{words}” may be {int(whole):,} or {_to_cents(words)}. Write one of them.")
    if _TOO_FINE.fullmatch(words):
        raise ValidationError(f"Two decimals are kept. Write {_to_cents(words)}.")
    if comma := _COMMA.fullmatch(words):
        raise ValidationError(
            f"Write decimals with a point: {comma['whole']}.{comma['rest']}. Commas part thousands."
        )
    raise ValidationError(
        "Write one number, such as 1200, 1,200 or 0.5; its unit has a field of its own. An estimate is better than none."
    )


def _to_cents(words: str) -> str:
    return f"{round(Decimal(words), 2).normalize():f}"

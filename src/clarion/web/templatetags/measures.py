"""Measures of impact as people read them."""

from datetime import timedelta
from decimal import Decimal

from django import template

from clarion.updates.time_words import duration_words

register = template.Library()

_LONG = Decimal(90)
_LETTERS_OF_A_CURRENCY = 3


@register.simple_tag
def amount(value: Decimal | int, unit: str) -> str:
    """ "1,200 users", "25 % of users", "EUR 1,250.50", "1 ticket", "150 minutes (2 h 30 min)"."""
    number = f"{Decimal(value).normalize():,f}"
    if len(unit) == _LETTERS_OF_A_CURRENCY and unit.isupper():
        return f"{unit} {number}"
    if value == 1 and unit.endswith("s") and not unit.startswith("%"):
        unit = unit.removesuffix("s")
    told = f"{number} {unit}"
    if unit == "minutes" and value > _LONG:
        return f"{told} ({duration_words(timedelta(minutes=float(value)))})"
    return told

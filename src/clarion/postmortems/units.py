"""What each metric is counted in, and how much of it cannot be."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from clarion.postmortems.impact import SIDES, Measure, Metric, Side

#: Offered for each metric, the usual one first. Money takes any currency by its three letters.
UNITS: dict[str, tuple[str, ...]] = {
    Metric.USERS: ("users", "customers", "accounts", "% of users", "% of customers"),
    Metric.DURATION: ("minutes", "hours", "days"),
    Metric.REQUESTS: ("requests", "% of requests"),
    Metric.REVENUE: ("EUR", "USD", "GBP", "CHF", "JPY", "INR", "BRL"),
    Metric.TICKETS: ("tickets", "calls", "e-mails"),
    Metric.PEOPLE: ("people",),
    Metric.HOURS: ("hours",),
    Metric.DELAYED_WORK: ("hours", "days", "weeks"),
    Metric.OTHER: (),
}
_COUNTED = frozenset({"users", "customers", "accounts", "requests", "tickets", "calls", "e-mails", "people"})
_CURRENCY = re.compile(r"[A-Z]{3}")
#: Above these nobody counts: there are fewer people, and no incident lasts ten years.
_MOST_PEOPLE = Decimal(8_500_000_000)
_MOST_COLLEAGUES = Decimal(1_000_000)
_MOST_DAYS = 3660
_DAYS_IN = {"minutes": Decimal(1) / 1440, "hours": Decimal(1) / 24, "days": Decimal(1), "weeks": Decimal(7)}


def unit_that_fits(metric: str, typed: str) -> str:
    """The unit as it is kept; the usual one where none was typed. Raises ValidationError with those that fit."""
    offered = UNITS[metric]
    words = " ".join(typed.split())
    if not words and offered and metric != Metric.REVENUE:
        return offered[0]
    if metric == Metric.REVENUE:
        return _currency(words)
    if metric == Metric.OTHER:
        if not words:
            raise ValidationError({"unit": "Write what the number counts, such as orders or messages."})
        return words
    spelled = {unit.casefold(): unit for unit in (*offered, *(unit.rstrip("s") for unit in offered))}
    known = spelled.get(words.casefold())
    if words == "%" and any(unit.startswith("%") for unit in offered):
        known = next(unit for unit in offered if unit.startswith("%"))
    if known is None:
        label = Metric(metric).label
        raise ValidationError(
            {"unit": f"{label} is counted in {_listed(offered)}. For anything else choose “Other”."}
        )
    return known if known in offered else f"{known}s"


def must_make_sense(measure: Measure) -> None:
    """Raises ValidationError for a number that cannot be, with the field and what to do."""
    _must_be_of_its_side(measure)
    value, unit = measure.value, measure.unit
    if value < 0:
        raise ValidationError({"value": "An impact is not negative. Write how much it was."})
    if unit.startswith("%") and value > 100:
        raise ValidationError(
            {"value": "More than 100 % of them cannot be affected. Write the share, or a count."}
        )
    if unit in _COUNTED and value != value.to_integral_value():
        raise ValidationError({"value": f"There are no halves of {unit}. Write a whole number."})
    most = _MOST_COLLEAGUES if measure.metric == Metric.PEOPLE else _MOST_PEOPLE
    if measure.metric in {Metric.USERS, Metric.PEOPLE} and value > most:
        raise ValidationError({"value": f"There are not so many {unit}. Check the number and its unit."})
    if measure.metric == Metric.DURATION and value * _DAYS_IN[unit] > _MOST_DAYS:
        raise ValidationError({"value": "That is longer than ten years. Check the number and its unit."})


def _must_be_of_its_side(measure: Measure) -> None:
    if measure.metric not in SIDES[Side(measure.side)]:
        raise ValidationError({"what": "This is not counted on that side. Choose what was measured again."})
    if measure.metric == Metric.OTHER and not measure.name.strip():
        raise ValidationError({"name": "Write what was measured, such as “orders lost”."})


def _currency(words: str) -> str:
    code = words.upper()
    if not _CURRENCY.fullmatch(code):
        raise ValidationError({"unit": "Write the currency by its three letters, such as EUR or USD."})
    return code


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

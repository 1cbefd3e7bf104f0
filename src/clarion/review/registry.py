"""Every rule, element and claim field by name, from the lists in their packages; modules are imported when first asked.

The lists are written out (a test compares them with the folders), so that nothing happens by being imported and a
frozen or zipped installation finds the same rules.
"""

from functools import cache
from importlib import import_module

from clarion.review.claim import ClaimRule
from clarion.review.claims import CLAIMS
from clarion.review.element import ElementRule
from clarion.review.elements import ELEMENTS
from clarion.review.rule import Rule
from clarion.review.rules import RULES


@cache
def rules() -> dict[str, Rule]:
    """Return the rules by id, in the order of `rules.RULES`."""
    return {
        name: _load(f"clarion.review.rules.{topic}.{name}", "RULE", Rule) for name, topic in RULES.items()
    }


@cache
def elements() -> dict[str, ElementRule]:
    return {name: element(name) for name in ELEMENTS}


@cache
def element(name: str) -> ElementRule:
    """Return one element: a cold command asks for those of its kind only."""
    return _load(f"clarion.review.elements.{name}", "ELEMENT", ElementRule)


@cache
def claims() -> dict[str, ClaimRule]:
    return {name: _load(f"clarion.review.claims.{name}", "CLAIM", ClaimRule) for name in CLAIMS}


def _load[T](module: str, name: str, expected: type[T]) -> T:
    value = getattr(import_module(module), name)
    if not isinstance(value, expected):
        raise TypeError(f"{module}.{name} is not a {expected.__name__}")
    return value

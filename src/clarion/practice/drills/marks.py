"""A mark: what one side of a drill was like, in a tier with its reason and what to try next time. Never a number alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from clarion.practice.tiers import Tier

_NAMES = {
    "public": "The public page",
    "customer": "Customers",
    "support": "Support",
    "partners": "Partners",
    "leadership": "Leadership",
    "engineering": "Engineering",
}


@dataclass(frozen=True)
class Mark:
    name: str
    tier: Tier
    reason: str
    try_next: str


def name_of(audience: str) -> str:
    return _NAMES[audience]


def worst_of(tiers: Iterable[Tier]) -> Tier:
    """The worst; excellent of nothing, since nothing was owed."""
    return min(tiers, key=lambda tier: tier.rank, default=Tier.EXCELLENT)

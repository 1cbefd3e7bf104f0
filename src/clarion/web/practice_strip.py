"""The last attempts at a skill as a small picture: from left to right in time, the higher the better.

Each tier has its height and its shape, so that no colour is needed to read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clarion.practice.progress import Tried
from clarion.practice.tiers import Tier

SHOWN = 12
STEP, MARGIN, HEIGHT = 20, 10, 44
_AT = {Tier.NEEDS_WORK: 36, Tier.SOLID: 22, Tier.EXCELLENT: 8}


@dataclass(frozen=True)
class Dot:
    tier: Tier
    x: int
    y: int


@dataclass(frozen=True)
class Strip:
    """`words` says the same for whoever does not see the picture; `line` joins the dots."""

    dots: tuple[Dot, ...]
    line: str
    width: int
    height: int
    words: str


def strip_of(tries: Sequence[Tried]) -> Strip | None:
    """The latest twelve; None of nothing."""
    latest = tries[-SHOWN:]
    if not latest:
        return None
    dots = tuple(Dot(each.tier, MARGIN + STEP * place, _AT[each.tier]) for place, each in enumerate(latest))
    return Strip(
        dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        width=2 * MARGIN + STEP * (len(dots) - 1),
        height=HEIGHT,
        words="From the oldest to the latest: " + ", ".join(dot.tier.label for dot in dots),
    )

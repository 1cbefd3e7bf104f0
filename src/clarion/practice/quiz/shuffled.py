"""An order that a seed decides, the same on every machine and in every version of Python."""

from collections.abc import Iterable
from hashlib import sha256


def shuffled(items: Iterable[str], *, seed: object) -> list[str]:
    """The items in an order that looks random and depends on the seed and the items alone, not on how they came."""
    return sorted(items, key=lambda item: sha256(f"{seed}\n{item}".encode()).digest())

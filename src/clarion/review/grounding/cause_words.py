"""Which words of a cause tell what it is: its core before a preposition, without heads that say nothing by themselves."""

from functools import lru_cache

from clarion.review.grounding.likeness import content_of, stem
from clarion.review.grounding.told import Told
from clarion.review.reading import Reading
from clarion.review.reading.classes import PREPOSITIONS

GENERIC = frozenset(
    map(
        stem,
        """
        rate latency latencies delay timeout degradation increase elevated high higher spike rise unavailability
        failure fault error problem issue defect malfunction lack shortage loss absence exhaustion outage breakdown crash overload
        combination series part bug mistake interruption disruption result effect number kind sort case consequence shortcoming
        """.split(),
    )
)
"""Stems of heads that say nothing by themselves: "a fault in ...", "a lack of ..."."""


def core_end(reading: Reading, told: Told) -> int:
    """Return the last word of what is named first, before "at", "in", "of": "a power cut | at the image store"."""
    if reading.lower[told.first] in PREPOSITIONS:
        return told.last
    for word in range(told.first + 1, told.last + 1):
        if reading.lower[word] in PREPOSITIONS or reading.lower[word] in {"beside", "next"}:
            return word - 1
    return told.last


@lru_cache(maxsize=64)
def core_of(recorded: str) -> frozenset[str]:
    """Return the telling stems of a recorded cause before it says where; all of them where there are none."""
    words = recorded.lower().split()
    stop = next((place for place, text in enumerate(words) if place and text in _WHERE), len(words))
    return content_of(" ".join(words[:stop])) - GENERIC or content_of(recorded)


_WHERE = frozenset("in at on near inside within between behind".split())

"""Whether two texts tell the same cause: they share words, and what failed in one is named in the other.

A third of the words is little: "a failed update of the card terminals" and "a failed disk in the card terminals" share more. So up to
three quarters the head decides, the noun that the rest only places: update, disk. A head that says nothing by itself (change,
release, setting) hands over to what it is of.
"""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from clarion.review.grounding.cause_words import GENERIC
from clarion.review.grounding.harm import HARM
from clarion.review.grounding.likeness import content_of, likeness, stem
from clarion.review.reading.classes import BE, HAVE, MODALS, PREPOSITIONS, RELATIVES
from clarion.review.reading.geography import lineage

ALIKE = 0.34
_SURELY_ALIKE = 0.75
_STOPS = (
    PREPOSITIONS | RELATIVES | BE | HAVE | MODALS | HARM | {"that", "did", "does", "when", "while", "because"}
)
_LIGHT = frozenset(
    map(stem, "change update upgrade release deployment version configuration setting operation work".split())
)
"""Stems of heads that say what was done and not to what: "a change of the tax table"."""
_ADJECTIVES = frozenset(
    map(
        stem,
        "wrong faulty failed broken bad new old damaged full expired defective missing incorrect planned short long".split(),
    )
)


def same_cause(told: str, recorded: str, *, by_head: bool) -> bool:
    """Tell whether a cause that a text tells is the recorded one, as far as words show it.

    `by_head` is for nouns ("a failed update of ..."): a clause may tell the same from the other side, with another subject.
    """
    words, known = content_of(told), content_of(recorded)
    share = likeness(words, known)
    if share < ALIKE:
        return False
    mine, theirs = words - GENERIC - _ADJECTIVES, known - GENERIC - _ADJECTIVES
    if not by_head or not mine or not theirs or likeness(mine, theirs) >= _SURELY_ALIKE:
        return True
    ours, recorded_head = head_of(told), head_of(recorded)
    if ours in _LIGHT and recorded_head in _LIGHT:
        return not _telling(mine, told).isdisjoint(theirs) or not _telling(theirs, recorded)
    return ours is None or recorded_head is None or ours in known or recorded_head in words


def _telling(stems: AbstractSet[str], text: str) -> set[str]:
    """Return the stems without light heads and without places."""
    places = {stem(word.lower()) for word in text.split() if word[:1].isupper() and lineage(word.strip(".,"))}
    return set(stems) - _LIGHT - places


@lru_cache(maxsize=256)
def head_of(cause: str) -> str | None:
    """Return the stem of the noun that a cause is about: the last one before a preposition or a verb, None where there is none."""
    head = None
    for word in cause.lower().replace(",", " , ").split():
        if head is not None and (word in _STOPS or word == ","):
            return head
        for found in content_of(word) - GENERIC - _ADJECTIVES:
            head = found
    return head

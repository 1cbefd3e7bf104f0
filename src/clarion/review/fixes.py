"""Safe rewrites, applied to a text: only those that never change what is said, never in code or quotations.

Applied until nothing is left to apply, so that a fixed text has no safe rewrite and fixing it again changes nothing.
"""

from collections.abc import Callable
from typing import NamedTuple

from clarion.review.finding import Finding, Review
from clarion.review.reading import Region, read

_NEVER_TOUCHED = frozenset({Region.CODE, Region.QUOTE, Region.SPOKEN, Region.LINK, Region.MARKUP})
_ROUNDS = 10
"""A rewrite may make room for another; that many rounds are more than any text needs, and end even a circle."""


class Fixed(NamedTuple):
    text: str
    rewrites: int
    """How many rewrites were applied."""


def fix(text: str, reviewed: Callable[[str], Review]) -> Fixed:
    """Apply the safe rewrites that `reviewed` offers for a text, and those that it offers for the result.

    Stops before a text that was there already: two rewrites that undo each other leave the text as it was.
    """
    seen, count = {text}, 0
    for _ in range(_ROUNDS):
        applied = _applied(text, reviewed(text))
        if applied.rewrites == 0 or applied.text in seen:
            break
        text, count = applied.text, count + applied.rewrites
        seen.add(text)
    return Fixed(text, count)


def fixable(review: Review, text: str) -> list[Finding]:
    """Return the findings whose rewrite may be applied unseen, without those that overlap an earlier one."""
    offered = [
        found for found in review.findings if found.safe and found.suggestion not in {None, found.quote}
    ]
    if not offered:
        return []
    reading, chosen = read(text), list[Finding]()
    for found in offered:
        free = not chosen or found.start >= chosen[-1].end
        if free and _NEVER_TOUCHED.isdisjoint(reading.regions(found.start, found.end)):
            chosen.append(found)
    return chosen


def _applied(text: str, review: Review) -> Fixed:
    chosen = fixable(review, text)
    for found in reversed(chosen):
        text = text[: found.start] + (found.suggestion or "") + text[found.end :]
    return Fixed(text, len(chosen))

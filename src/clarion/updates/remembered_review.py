"""The review of a text, remembered: the same words with the same facts have the same review, so it is asked once.

The room shows the review of every draft to everybody who looks, again and again; the texts change far more rarely.
"""

from functools import lru_cache

from clarion.review import Lexicon, Record, Review, review


@lru_cache(maxsize=512)
def remembered_review(
    text: str, *, audience: str, kind: str, record: Record | None = None, lexicon: Lexicon | None = None
) -> Review:
    """As `clarion.review.review`, whose arguments are all values and whose answer depends on nothing else."""
    return review(text, audience=audience, kind=kind, record=record, lexicon=lexicon)

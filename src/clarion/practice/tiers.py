"""How good a text is, in three words from one table. There are no points: a number would hide what is missing.

| tier | when |
|---|---|
| needs work | a criterion that must be met is not, the review would block the text, or nothing was written |
| solid | every criterion that must be met is, and the review would let the text go out |
| excellent | all criteria are met, and the review has nothing to warn of |
"""

from collections.abc import Iterable
from enum import StrEnum

from clarion.practice.criteria import Met
from clarion.review import Review, Severity


class Tier(StrEnum):
    NEEDS_WORK = "needs_work"
    SOLID = "solid"
    EXCELLENT = "excellent"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")

    @property
    def rank(self) -> int:
        return list(Tier).index(self)

    @property
    def when(self) -> str:
        """The row of the table above, in words for the reader of a page."""
        return _WHEN[self]


_WHEN = {
    Tier.NEEDS_WORK: "a criterion that must be met is not, or nothing was written",
    Tier.SOLID: "every criterion that must be met is",
    Tier.EXCELLENT: "all criteria are met, and the review has nothing to warn of",
}


def tier_of(met: Iterable[Met], review: Review) -> Tier:
    """The tier that the table above gives; `met` holds every criterion of the task."""
    met = list(met)
    if review.worst == Severity.BLOCK or not all(each.met for each in met if each.criterion.must):
        return Tier.NEEDS_WORK
    clean = not review.claims and not review.telling
    return Tier.EXCELLENT if clean and all(each.met for each in met) else Tier.SOLID

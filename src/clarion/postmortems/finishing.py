"""The gate before a post-mortem is final: what stands in the way, each in words that say what to do.

Two kinds: what the document lacks (see `missing.py`), and reviewers who have not agreed. A reason that is recorded
overrides both, as it does at the gate of an update; comments that are open are told and never stand in the way.
"""

from clarion.postmortems.document import Document
from clarion.postmortems.missing import missing
from clarion.postmortems.postmortem import Answer, PostMortem, Stage


class NotFinishable(Exception):
    """The post-mortem cannot be final as it is. `reasons` says why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def must_be_finishable(postmortem: PostMortem, document: Document, *, override_reason: str = "") -> None:
    """Raises NotFinishable. A reason lets it pass all the same; it is kept with the version that became final."""
    reasons = [f"{each.words}." for each in missing(document)] + without_yes(postmortem)
    if reasons and not override_reason.strip():
        raise NotFinishable(reasons)


def without_yes(postmortem: PostMortem) -> list[str]:
    """Reviewers who have not agreed, one sentence each; that nobody was asked is one, too.

    What was said of a text that has become a draft again was said of other words.
    """
    reviewers = list(postmortem.reviewers.select_related("person"))
    if not reviewers:
        return ["Nobody was asked to review it."]
    if postmortem.stage == Stage.DRAFT:
        return ["Its reviewers were asked before it became a draft again. Ask for a review anew."]
    said = {
        Answer.WAITING: "{} was asked to review it and has not answered.",
        Answer.WANTS_CHANGES: "{} wants changes.",
    }
    return [said[Answer(each.answer)].format(each.person) for each in reviewers if each.answer in said]

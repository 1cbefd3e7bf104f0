"""How a draft stands: what it still lacks, and the next act that it waits for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clarion.drafting import unfilled_prompts
from clarion.review import Lexicon, Severity, Verdict
from clarion.review.finding import Claim
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.drafts import Draft
from clarion.updates.gate import unfinished
from clarion.updates.review_of_draft import objections_around, objections_of, review_draft


class NextAct(StrEnum):
    """What somebody has to do with a draft now."""

    WRITE = "write"
    MEND = "mend"
    APPROVE = "approve"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Standing:
    """`blocks` and `warns` count findings, `to_fill` the prompts that nobody has replaced yet.

    `unfinished` says what no reason can override, `around` what the review holds against what is not in the text (its
    title, its translations), one sentence each.
    """

    draft: Draft
    next_act: NextAct
    unfinished: tuple[str, ...]
    missing: tuple[str, ...]
    blocks: int
    warns: int
    to_fill: int
    contradicted: tuple[Claim, ...]
    around: tuple[str, ...]
    approval: Approval | None


def standing_of(draft: Draft, *, at: datetime, lexicon: Lexicon | None = None) -> Standing:
    """How the draft stands now. `lexicon` None reads the workspace's words."""
    said = review_draft(draft, at=at, lexicon=lexicon)
    approval, lacking, around = standing_approval(draft), unfinished(draft, at=at), objections_around(draft)
    if approval:
        act = NextAct.PUBLISH
    elif lacking:
        act = NextAct.WRITE
    else:
        act = NextAct.MEND if around or objections_of(said, state=draft.state) else NextAct.APPROVE
    severities = [found.severity for found in said.findings]
    return Standing(
        draft=draft,
        next_act=act,
        unfinished=tuple(lacking),
        missing=said.missing,
        blocks=severities.count(Severity.BLOCK),
        warns=severities.count(Severity.WARN),
        to_fill=len(unfilled_prompts(draft.text)),
        contradicted=tuple(claim for claim in said.claims if claim.verdict == Verdict.CONTRADICTED),
        around=tuple(around),
        approval=approval,
    )

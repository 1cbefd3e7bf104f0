"""What a change of the record makes wrong: statements in the last text of an audience that the facts contradict by now."""

from datetime import datetime

from clarion.review import Verdict, review
from clarion.review.finding import Claim
from clarion.updates.known_facts import record_of, workspace_lexicon
from clarion.updates.publication import IncidentUpdate

#: Facts that move on by their nature: a text that told them rightly then is not wrong now.
_MOVES_ON = frozenset({"status", "resolved_at"})


def contradicted_by_now(update: IncidentUpdate, *, at: datetime) -> list[Claim]:
    """The claims of a published update that the record contradicts at `at`; what a correction quotes is left out."""
    said = review(
        update.text,
        audience=update.audience,
        kind=update.kind,
        record=record_of(update.incident, now=at),
        lexicon=workspace_lexicon(),
    )
    return [
        claim
        for claim in said.claims
        if claim.verdict == Verdict.CONTRADICTED
        and claim.field not in _MOVES_ON
        and claim.quote not in update.wrong_words
    ]

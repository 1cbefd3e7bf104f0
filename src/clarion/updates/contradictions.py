"""What a change of the record makes wrong: statements in the last text of an audience that the facts contradict by now."""

from collections.abc import Iterable

from clarion.incidents.incident import Incident
from clarion.review import Lexicon, Verdict
from clarion.review.finding import Claim
from clarion.updates.known_facts import record_of, workspace_lexicon
from clarion.updates.publication import IncidentUpdate
from clarion.updates.remembered_review import remembered_review

#: Facts that move on by their nature: a text that told them rightly then is not wrong now.
_MOVES_ON = frozenset({"status", "resolved_at"})


def contradicted_by_now(
    incident: Incident, updates: Iterable[IncidentUpdate], *, lexicon: Lexicon | None = None
) -> dict[int, list[Claim]]:
    """Update's key -> what the record contradicts by now; what a correction quotes as wrong is left out.

    "Ten minutes ago" means ten minutes before the text went out, so each is read at its own time.
    """
    lexicon, wrong = lexicon or workspace_lexicon(incident), {}
    for update in updates:
        record = record_of(incident, now=update.published_at)
        said = remembered_review(
            update.text_now, audience=update.audience, kind=update.kind, record=record, lexicon=lexicon
        )
        wrong[update.pk] = [
            claim
            for claim in said.claims
            if claim.verdict == Verdict.CONTRADICTED
            and claim.field not in _MOVES_ON
            and f" {claim.quote} " not in f" {update.wrong_words} "
        ]
    return wrong

"""Audiences side by side: what each last heard, what it is owed by when, what is being written for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from clarion.incidents.incident import Incident
from clarion.review.finding import Claim
from clarion.updates.approval import Approval
from clarion.updates.audiences import EXTERNAL_AUDIENCES, KINDS, Audience
from clarion.updates.contradictions import contradicted_by_now
from clarion.updates.destinations import beyond_the_room
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate, latest_updates
from clarion.updates.replies import is_reply
from clarion.updates.standing import Standing, standing_of


@dataclass(frozen=True)
class AudienceRow:
    audience: Audience
    heard: IncidentUpdate | None
    owed: Promise | None
    standing: Standing | None
    """How the draft stands that is being written for it."""
    external: bool
    read_at: str
    """Where readers outside the incident room find it, and who they are; "" where that goes without saying."""
    wrong: list[Claim]
    """What it last heard and the record contradicts by now."""


def audience_rows(incident: Incident, *, at: datetime) -> list[AudienceRow]:
    """One row an audience, the one that is owed first on top. A fixed number of queries."""
    owed = {promise.audience: promise for promise in incident.promises.owed()}
    heard, lexicon = latest_updates(incident), workspace_lexicon(incident)
    # Numbers are put right after the end as well; of an imported history nobody keeps the record.
    told = heard.values() if incident.is_open or incident.source_key is None else []
    wrong = contradicted_by_now(incident, told, lexicon=lexicon)
    standings = {}
    writing = incident.drafts.open().filter(publish_at=None)  # what is written ahead waits beside it
    for draft in writing.select_related("edited_by").prefetch_related(*_read_with_drafts()):
        if is_reply(draft):
            continue
        draft.incident = incident  # read once, with its services
        standings[draft.audience] = standing_of(draft, at=at, lexicon=lexicon)
    rows = [
        AudienceRow(
            audience,
            heard.get(audience),
            owed.get(audience),
            standings.get(audience),
            audience in EXTERNAL_AUDIENCES,
            beyond_the_room(audience),
            wrong.get(heard[audience].pk, []) if audience in heard else [],
        )
        for audience in KINDS
    ]
    # What is owed first comes first; what is owed nothing stands last, in the order of the design.
    return sorted(rows, key=lambda row: (row.owed is None, row.owed.due_at if row.owed else at))


def _read_with_drafts() -> "list[Prefetch[str]]":
    return [
        Prefetch("approvals", queryset=Approval.objects.select_related("by")),
        Prefetch("dismissed", queryset=DismissedFinding.objects.select_related("by")),
    ]

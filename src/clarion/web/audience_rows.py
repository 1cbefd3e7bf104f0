"""Audiences side by side: what each last heard, what it is owed by when, what is being written for it."""

from dataclasses import dataclass
from datetime import datetime

from clarion.incidents.incident import Incident
from clarion.review.finding import Claim
from clarion.updates.audiences import EXTERNAL_AUDIENCES, KINDS, Audience
from clarion.updates.contradictions import contradicted_by_now
from clarion.updates.drafts import Draft
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate, latest_update
from clarion.updates.replies import is_reply


@dataclass(frozen=True)
class AudienceRow:
    audience: Audience
    heard: IncidentUpdate | None
    owed: Promise | None
    draft: Draft | None
    external: bool
    wrong: list[Claim]
    """What it last heard and the record contradicts by now."""


def audience_rows(incident: Incident, *, at: datetime) -> list[AudienceRow]:
    owed = {promise.audience: promise for promise in Promise.objects.owed().filter(incident=incident)}
    drafts = {draft.audience: draft for draft in incident.drafts.open() if not is_reply(draft)}
    heard = {audience: latest_update(incident, audience) for audience in KINDS}
    told = [update for update in heard.values() if update and incident.is_open]
    wrong = contradicted_by_now(incident, told) if told else {}
    rows = [
        AudienceRow(
            audience,
            last,
            owed.get(audience),
            drafts.get(audience),
            audience in EXTERNAL_AUDIENCES,
            wrong.get(last.pk, []) if last else [],
        )
        for audience, last in heard.items()
    ]
    # What is owed first comes first; what is owed nothing stands last, in the order of the design.
    return sorted(rows, key=lambda row: (row.owed is None, row.owed.due_at if row.owed else at))

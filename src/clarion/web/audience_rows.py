"""Audiences side by side: what each last heard, what it is owed by when, what is being written for it."""

from dataclasses import dataclass
from datetime import datetime

from clarion.incidents.incident import Incident
from clarion.updates.audiences import KINDS, Audience
from clarion.updates.drafts import Draft
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate, latest_update


@dataclass(frozen=True)
class AudienceRow:
    audience: Audience
    heard: IncidentUpdate | None
    owed: Promise | None
    draft: Draft | None


def audience_rows(incident: Incident, *, at: datetime) -> list[AudienceRow]:
    owed = {promise.audience: promise for promise in Promise.objects.owed().filter(incident=incident)}
    drafts = {draft.audience: draft for draft in incident.drafts.open()}
    rows = [
        AudienceRow(audience, latest_update(incident, audience), owed.get(audience), drafts.get(audience))
        for audience in KINDS
    ]
    # What is owed first comes first; what is owed nothing stands last, in the order of the design.
    return sorted(rows, key=lambda row: (row.owed is None, row.owed.due_at if row.owed else at))

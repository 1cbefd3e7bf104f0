"""Resolve an incident. Where readers have heard of it, that takes a resolution update; else a click does it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.flows.change import change
from clarion.flows.learn import learn_from
from clarion.incidents.incident import Incident
from clarion.incidents.record import change_record
from clarion.incidents.states import State
from clarion.updates.approval import void_approvals_of_incident
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Kind
from clarion.updates.drafts import Draft, let_drafts_follow
from clarion.updates.promises import end_promises
from clarion.updates.publication import latest_update
from clarion.updates.suggested_text import open_draft, start_draft


@transaction.atomic
def resolve(incident: Incident, *, by: Person, at: datetime) -> Draft | None:
    """The resolution draft to be reviewed, approved and published; None when nobody outside had to be told.

    Raises NotAllowed; ValidationError when another draft for these readers is in the way.
    """
    require(by, Act.CHANGE_RECORD)
    # Locked before anybody is asked what readers heard: a first update that is being published comes before or after.
    incident = Incident.with_drills.select_for_update().get(pk=incident.pk)
    if incident.state == State.RESOLVED:
        raise ValidationError(f"{incident.reference} is resolved already.")
    told = next((audience for audience in EXTERNAL_AUDIENCES if latest_update(incident, audience)), None)
    if told is None:
        before = incident.state
        change_record(incident, {"state": State.RESOLVED}, by=by, at=at)
        let_drafts_follow(incident, before=before)
        void_approvals_of_incident(incident, "the incident was resolved", at=at)
        end_promises(incident, at=at)
        learn_from(incident, by=by, at=at)
        return None
    if incident.mitigated_at is None:
        # Pressing Resolve says that it works again; the resolution tells readers since when, from the record.
        change(incident, {"mitigated_at": at}, by=by, at=at)
    draft = open_draft(incident, told)
    if draft and draft.kind != Kind.RESOLUTION:
        raise ValidationError(
            f"There is a draft for {told.label.lower()} that is not a resolution. Publish or discard it, then resolve."
        )
    return draft or start_draft(incident, told, kind=Kind.RESOLUTION, by=by, at=at)

"""Publish an approved draft: all that follows from it in one transaction, the page's files after the commit."""

from datetime import datetime
from functools import partial

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.flows.learn import learn_from
from clarion.incidents.drills import require_in
from clarion.incidents.incident import Incident
from clarion.incidents.record import APPROVAL_DEPENDS_ON, change_record
from clarion.incidents.states import State
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.reader_texts import not_agreed
from clarion.statuspage.publishing import freeze, write_behind
from clarion.statuspage.which_page import page_for
from clarion.subscribers.deliveries import write_distribution
from clarion.subscribers.delivery_tasks import tell_subscribers_soon
from clarion.updates.approval import void_approvals_of_incident
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft, close_published, let_drafts_follow, locked_open_draft
from clarion.updates.gate import must_be_publishable
from clarion.updates.leaving import leaves_the_company
from clarion.updates.planned_work import follow_publication, promise_by_window
from clarion.updates.promises import end_promises, make_promise, settle_promise
from clarion.updates.publication import IncidentUpdate, write_update
from clarion.updates.replies import is_reply
from clarion.updates.withdrawals import withdraw_superseded


@transaction.atomic
def publish(draft: Draft, *, seen_version: int | None = None, by: Person, at: datetime) -> IncidentUpdate:
    """`seen_version` is the version that the publisher saw; None does not ask.

    Raises NotAllowed, NotPublishable (it says what is missing), DraftChanged, DraftClosed when somebody was faster.
    """
    incident = Incident.with_drills.select_for_update().get(pk=draft.incident_id)
    outside = leaves_the_company(draft.audience)
    require_in(incident, by, Act.PUBLISH_EXTERNAL if outside else Act.PUBLISH_INTERNAL)
    draft = locked_open_draft(draft, seen_version=seen_version)
    approval = must_be_publishable(draft, also=not_agreed(draft), at=at)

    before = incident.state
    changed = change_record(incident, {"state": draft.state}, by=by, at=at)
    update = write_update(draft, incident, approval=approval, by=by, at=at)
    close_published(draft, at=at)
    if changed & APPROVAL_DEPENDS_ON:
        let_drafts_follow(incident, before=before)
        why = f"the {draft.get_audience_display().lower()} update changed the state"
        void_approvals_of_incident(incident, why, at=at, also_ahead=False)
    if incident.planned:
        follow_publication(update, incident, by=by, at=at)
    if not is_reply(draft):  # a letter to one customer is no news for all of them
        settle_promise(incident, draft.audience, kept_by=update, at=at)
        if incident.state == State.RESOLVED:
            end_promises(incident, at=at)
        elif draft.next_update_at:
            make_promise(incident, draft.audience, due_at=draft.next_update_at, at=at, made_by=update)
        elif incident.planned:
            promise_by_window(update, incident, at=at)
    done = "recorded as sent" if is_reply(draft) else "published"
    record_entry(incident, f"{draft} {done}", source=Source.UPDATE, at=at, by=by)
    record_act(Done.PUBLISHED, str(draft), by=by, at=at, detail=_said(update))
    if draft.audience == Audience.PUBLIC:
        withdraw_superseded(update, by=by, at=at)
    if not incident.drill:
        _send_out(update, resolves="state" in changed and incident.state == State.RESOLVED, by=by, at=at)
    return update


def _send_out(update: IncidentUpdate, *, resolves: bool, by: Person, at: datetime) -> None:
    """What leaves the room of an incident: deliveries, the page, the post-mortem. Nothing of a drill comes here."""
    write_distribution(update, at=at)
    if resolves:
        learn_from(update.incident, by=by, at=at)
    if page := page_for(update.audience):
        freeze(update, at=at, page=page)
        # After the commit, never inside: a full disk must not undo a publication, and a reader must not
        # see what is then rolled back. If it fails, the sweep writes the files (see statuspage/site.py).
        transaction.on_commit(partial(write_behind, at=at, page=page))
    # Behind the page, and robust: a queue that fails must not make a publication look as if it had failed.
    transaction.on_commit(tell_subscribers_soon, robust=True)


def _said(update: IncidentUpdate) -> str:
    """What the audit log tells of a publication: which update it is, what it announces and promises."""
    promise = f"; next update by {update.next_update_at:%Y-%m-%d %H:%M} UTC" if update.next_update_at else ""
    return f"update {update.public_id}, {update.get_state_display().lower()}{promise}"

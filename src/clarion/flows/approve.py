"""Approve the exact text of a draft."""

from datetime import datetime

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.drills import require_in
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.reader_texts import not_agreed
from clarion.updates.approval import Approval, fingerprint, void_approvals
from clarion.updates.drafts import Draft, locked_open_draft
from clarion.updates.gate import must_be_approvable
from clarion.updates.leaving import leaves_the_company


@transaction.atomic
def approve(
    draft: Draft, *, seen_version: int, by: Person, at: datetime, override_reason: str = ""
) -> Approval:
    """A yes to the version that the approver saw.

    `override_reason` lets a text pass that the review objects to, or that its author approves. Raises NotAllowed, DraftChanged,
    DraftClosed, NotApprovable (it says what stands in the way).
    """
    outside = leaves_the_company(draft.audience)
    require_in(draft.incident, by, Act.APPROVE_EXTERNAL if outside else Act.APPROVE_INTERNAL)
    if draft.publish_at:
        # Nobody is asked again: at its time the sweep publishes it in the name of whoever says yes now.
        require_in(draft.incident, by, Act.PUBLISH_EXTERNAL if outside else Act.PUBLISH_INTERNAL)
    current = locked_open_draft(draft, seen_version=seen_version)
    must_be_approvable(current, also=not_agreed(current), by=by, override_reason=override_reason, at=at)
    void_approvals(current, "approved again", at=at)
    approval = Approval.objects.create(
        draft=current, fingerprint=fingerprint(current), by=by, at=at, override_reason=override_reason.strip()
    )
    note = f" all the same: {approval.override_reason}" if approval.override_reason else ""
    record_entry(current.incident, f"{current} approved{note}", source=Source.UPDATE, at=at, by=by)
    record_act(Done.APPROVED, str(current), by=by, at=at, detail=f"version {current.version}{note}")
    return approval

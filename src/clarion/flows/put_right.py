"""Put a typo or a wrong time right without telling readers anew: propose, approve, and the page's files after the commit.

No update, no delivery, no promise: what readers were promised and told stays, the words for it are put right.
"""

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.drills import require_in
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.statuspage.publishing import freeze, write_behind
from clarion.statuspage.which_page import page_for
from clarion.updates.audiences import Audience
from clarion.updates.gate import NotApprovable, eyes_needed
from clarion.updates.leaving import leaves_the_company
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietCorrection, QuietProposal, must_be_quiet, propose
from clarion.updates.quiet_limits import QuietReason
from clarion.updates.replies import is_reply
from clarion.updates.withdrawals import withdraw_quoting


class ProposalClosed(Exception):
    """This correction does not wait any more: somebody approved or withdrew it."""


@transaction.atomic
def propose_quietly(
    update: IncidentUpdate, *, wrong_words: str, right_words: str, reason: str, by: Person, at: datetime
) -> QuietProposal:
    """Raises NotAllowed, ValidationError; ReadersMustBeTold when it would change what readers were told."""
    require(by, Act.WRITE)
    if is_reply(update):
        raise ValidationError(
            "A reply went to one customer, who has its words. Write that customer another one that says what is right."
        )
    Incident.with_drills.select_for_update().get(pk=update.incident_id)
    proposal = propose(update, wrong_words=wrong_words, right_words=right_words, reason=reason, by=by, at=at)
    record_act(Done.PROPOSED_QUIETLY, _named(update), by=by, at=at, detail=str(proposal))
    return proposal


@transaction.atomic
def put_right_quietly(
    proposal: QuietProposal, *, by: Person, at: datetime, approval_reason: str = ""
) -> QuietCorrection:
    """A yes to the proposed words, which puts them before readers: it takes the right to approve and to publish.

    `approval_reason` says why the one who wrote them may approve them too.

    Raises NotAllowed, NotApprovable, ProposalClosed, ReadersMustBeTold.
    """
    update = proposal.update
    external = leaves_the_company(update.audience)
    require_in(update.incident, by, Act.PUBLISH_EXTERNAL if external else Act.PUBLISH_INTERNAL)
    require_in(update.incident, by, Act.APPROVE_EXTERNAL if external else Act.APPROVE_INTERNAL)
    incident = Incident.with_drills.select_for_update().get(pk=update.incident_id)
    if QuietProposal.objects.filter(pk=proposal.pk, closed_at=None).update(closed_at=at) == 0:
        raise ProposalClosed(ProposalClosed.__doc__)
    eyes = eyes_needed(update.audience, writers={proposal.by_id}, by=by, incident=incident)
    if eyes and not approval_reason.strip():
        raise NotApprovable(eyes)
    update = IncidentUpdate.with_drills.get(pk=update.pk)
    must_be_quiet(update, proposal.wrong_words, proposal.right_words, reason=QuietReason(proposal.reason))

    correction = QuietCorrection(
        update=update, wrong_words=proposal.wrong_words, right_words=proposal.right_words, reason=proposal.reason,
        by=proposal.by, approved_by=by, approval_reason=approval_reason.strip() if eyes else "", at=at,
    )  # fmt: skip
    correction.full_clean()
    correction.save()
    record_entry(incident, _entry(correction), source=Source.UPDATE, at=at, by=by)
    record_act(Done.CORRECTED_QUIETLY, _named(update), by=by, at=at, detail=_entry(correction))
    if update.audience == Audience.PUBLIC:
        withdraw_quoting(update, correction.wrong_words, by=by, at=at)
    if not update.drill and (page := page_for(update.audience)):
        freeze(update, at=at, page=page)
        # After the commit, never inside (see `publish.py`); if it fails, the sweep writes the files.
        transaction.on_commit(partial(write_behind, at=at, page=page))
    return correction


@transaction.atomic
def withdraw_quiet_proposal(proposal: QuietProposal, *, by: Person, at: datetime) -> None:
    """The proposal is put away, nothing changes for readers. Raises NotAllowed, ProposalClosed."""
    require(by, Act.WRITE)
    if QuietProposal.objects.filter(pk=proposal.pk, closed_at=None).update(closed_at=at) == 0:
        raise ProposalClosed(ProposalClosed.__doc__)
    record_act(Done.WITHDREW_PROPOSAL, _named(proposal.update), by=by, at=at, detail=str(proposal))


def _named(update: IncidentUpdate) -> str:
    return f"{update.get_audience_display()} update of {update.published_at:%H:%M} UTC, {update.incident.reference}"


def _entry(correction: QuietCorrection) -> str:
    update = correction.update
    what = f"{update.get_audience_display()} update of {update.published_at:%H:%M} UTC put right without notifying"
    note = f" all the same: {correction.approval_reason}" if correction.approval_reason else ""
    return f"{what} ({correction.get_reason_display()}): {correction}, written by {correction.by}{note}"

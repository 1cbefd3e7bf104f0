"""Quiet corrections: propose, say yes, withdraw; what was put right of an update."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.schemas.incidents import no_such
from clarion.api.schemas.quiet_corrections import (
    NewProposal,
    ProposalAnswer,
    QuietCorrectionAnswer,
    QuietCorrections,
    QuietYes,
)
from clarion.api.schemas.updates import UpdateAnswer
from clarion.api.updates import find_update
from clarion.flows.put_right import propose_quietly, put_right_quietly, withdraw_quiet_proposal
from clarion.updates.quiet_corrections import QuietProposal, waiting_proposal

of_updates = Router(tags=["Quiet corrections"])
router = Router(tags=["Quiet corrections"])


@of_updates.get(
    "/{pk}/quiet-corrections",
    response=answers(QuietCorrections, errors=READING),
    summary="What was put right of an update without telling readers, and what waits for a yes",
    **asks(Act.SEE),
)
def list_quiet_corrections(request: HttpRequest, pk: Number) -> QuietCorrections:
    update = find_update(pk)
    waiting = waiting_proposal(update)
    return QuietCorrections(
        waiting=ProposalAnswer.of(waiting) if waiting else None,
        made=[QuietCorrectionAnswer.of(made) for made in update.quiet_corrections.all()],
    )


@of_updates.post(
    "/{pk}/quiet-corrections",
    response=answers(ProposalAnswer, status=201, errors=WRITING),
    summary="Propose to put a typo or a wrong time right",
    **asks(
        Act.WRITE,
        also="Nothing changes for readers until somebody says yes. What is more than a typo or a time is refused with "
        "the code `readers_must_be_told`. One proposal of an update waits at a time.",
    ),
)
def propose(request: HttpRequest, pk: Number, body: NewProposal) -> Status[object]:
    proposal = propose_quietly(
        find_update(pk),
        wrong_words=body.wrong_words,
        right_words=body.right_words,
        reason=body.reason,
        by=person_of(request),
        at=timezone.now(),
    )
    return Status(201, ProposalAnswer.of(proposal))


@router.post(
    "/{pk}/approve",
    response=answers(UpdateAnswer, errors=WRITING),
    summary="Say yes to the proposed words, which puts them before readers",
    auth=asks(Act.SEE)["auth"],
    description=(
        "Nobody is notified and no promise moves. Who proposed words that leave the company approves them only with "
        "`approval_reason`, where another communications lead could. Scope: `approve` and `publish`, both."
    ),
)
def approve_proposal(request: HttpRequest, pk: Number, body: QuietYes) -> UpdateAnswer:
    proposal = find_proposal(pk)
    put_right_quietly(
        proposal, approval_reason=body.approval_reason, by=person_of(request), at=timezone.now()
    )
    return UpdateAnswer.of(find_update(proposal.update_id))


@router.post(
    "/{pk}/withdraw",
    response=answers(ProposalAnswer, errors=(404, 409)),
    summary="Put a proposal away",
    **asks(Act.WRITE, also="Nothing changes for readers."),
)
def withdraw(request: HttpRequest, pk: Number) -> ProposalAnswer:
    withdraw_quiet_proposal(find_proposal(pk), by=person_of(request), at=timezone.now())
    return ProposalAnswer.of(find_proposal(pk))


def find_proposal(pk: int) -> QuietProposal:
    """Raises Http404."""
    proposal = (
        QuietProposal.objects.select_related("update__incident", "by")
        .filter(pk=pk, update__drill=False)
        .first()
    )
    if proposal is None:
        raise no_such("proposal", pk)
    return proposal

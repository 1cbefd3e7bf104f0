"""Correct what was published: tell readers, or put a typo or a wrong time right without telling them anew."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.flows.correct import correct
from clarion.flows.put_right import (
    ProposalClosed,
    propose_quietly,
    put_right_quietly,
    withdraw_quiet_proposal,
)
from clarion.incidents.drills import may_in
from clarion.updates.gate import NotApprovable, eyes_needed
from clarion.updates.leaving import leaves_the_company
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import REASONS, QuietProposal, ReadersMustBeTold, waiting_proposal
from clarion.updates.quiet_limits import LONGEST
from clarion.updates.review_of_draft import sentences_of
from clarion.web.access import allowed, person_of
from clarion.web.rooms import proposal_for, time_in, update_for


@allowed(Act.WRITE)
def correct_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick what was wrong. Telling readers opens a draft that quotes it; a quiet correction says here what is right."""
    update = update_for(request, pk)
    if request.method != "POST":
        return _page(request, update)
    quietly = request.POST.get("how") == "quiet"
    try:
        return _quietly(request, update) if quietly else _aloud(request, update)
    except ReadersMustBeTold as refused:
        return _page(request, update, error=" ".join(refused.messages), must_tell=True, status=422)
    except ValidationError as error:
        return _page(request, update, error=" ".join(error.messages), status=422)


@allowed(Act.WRITE)
@require_POST
def approve_quiet(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = proposal_for(request, pk)
    if _approved(request, proposal):
        return redirect("room", proposal.update.incident_id)
    return redirect("correct", proposal.update_id)


@allowed(Act.WRITE)
@require_POST
def withdraw_quiet(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = proposal_for(request, pk)
    try:
        withdraw_quiet_proposal(proposal, by=person_of(request), at=time_in(proposal.update.incident))
        messages.info(request, "The proposal is put away. Nothing changed for readers.")
    except ProposalClosed as closed:
        messages.error(request, str(closed))
    return redirect("correct", proposal.update_id)


def _aloud(request: HttpRequest, update: IncidentUpdate) -> HttpResponse:
    draft = correct(update, wrong_words=_picked(request), by=person_of(request), at=time_in(update.incident))
    return redirect("compose", draft.pk)


def _quietly(request: HttpRequest, update: IncidentUpdate) -> HttpResponse:
    """Propose, and approve at once where the writer may. Raises ValidationError, ReadersMustBeTold."""
    person = person_of(request)
    proposal = propose_quietly(
        update, wrong_words=_picked(request), right_words=request.POST.get("right_words", "").strip(),
        reason=request.POST.get("reason", ""), by=person, at=time_in(update.incident),
    )  # fmt: skip
    reason = request.POST.get("approval_reason", "").strip()
    alone = not eyes_needed(update.audience, writers={person.pk}, by=person, incident=update.incident)
    if _may_approve(person, update) and (alone or reason) and _approved(request, proposal):
        return redirect("room", update.incident_id)
    messages.info(
        request, "Somebody who may publish this approves it first. Nothing changed for readers yet."
    )
    return redirect("correct", update.pk)


def _approved(request: HttpRequest, proposal: QuietProposal) -> bool:
    reason = request.POST.get("approval_reason", "")
    try:
        put_right_quietly(
            proposal, by=person_of(request), at=time_in(proposal.update.incident), approval_reason=reason
        )
    except (NotApprovable, ProposalClosed) as refused:
        messages.error(request, str(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(
            request, "Put right. Readers see the old words beside the new ones; nobody was notified."
        )
        return True
    return False


def _picked(request: HttpRequest) -> str:
    """The words that are wrong; a browser sends a line break as two characters."""
    picked = request.POST.get("own_words", "").strip() or request.POST.get("wrong_words", "")
    return picked.replace("\r\n", "\n")


def _may_approve(person: Person, update: IncidentUpdate) -> bool:
    external = leaves_the_company(update.audience)
    return may_in(update.incident, person, Act.PUBLISH_EXTERNAL if external else Act.PUBLISH_INTERNAL)


def _page(request: HttpRequest, update: IncidentUpdate, *, status: int = 200, **more: Any) -> HttpResponse:
    person, waiting = person_of(request), waiting_proposal(update)
    writer = waiting.by_id if waiting else person.pk
    context = {
        "update": update,
        "incident": update.incident,  # the bar of a drill
        "sentences": sentences_of(update.text_now),
        "waiting": waiting,
        "may_approve": _may_approve(person, update),
        "eyes": eyes_needed(update.audience, writers={writer}, by=person, incident=update.incident),
        "reasons": REASONS,
        "longest": LONGEST,
        "typed": request.POST,
        "picked": _picked(request),
        **more,
    }
    return render(request, "web/correct.html", context, status=status)

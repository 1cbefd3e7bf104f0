"""Start a draft: the record as facts, the template's words as the first text."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.drafting import Facts, fill, shipped_template
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.updates.audiences import AFTER_THE_END, KINDS, Audience, Kind
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.past_tense import told_afterwards
from clarion.updates.planned_texts import (
    KIND_OF_STEP,
    STATE_OF,
    Step,
    planned_template,
    state_by_now,
    step_of,
    window_words,
)
from clarion.updates.publication import IncidentUpdate, latest_update
from clarion.updates.replies import untouched_reply
from clarion.updates.templates import template_in_force
from clarion.updates.withdrawals import explained_by

#: Kinds that the life of an open incident does not ask for by itself.
ON_OCCASION = (Kind.RESOLUTION, Kind.CORRECTION, Kind.CUSTOMER_REPLY, *AFTER_THE_END)

#: The template of an update without news, for every audience.
HEARTBEAT = "heartbeat"


def open_draft(incident: Incident, audience: str) -> Draft | None:
    """The draft that is being written for the audience; replies to single customers stand beside it, and what is
    written ahead for the start and end of planned work.
    """
    drafts = incident.drafts.open().filter(audience=audience, publish_at=None)
    return drafts.exclude(kind=Kind.CUSTOMER_REPLY).first()


def start_draft(
    incident: Incident,
    audience: str,
    *,
    kind: str | None = None,
    corrects: IncidentUpdate | None = None,
    wrong_words: str = "",
    no_news_until: datetime | None = None,
    by: Person | None,
    at: datetime,
) -> Draft:
    """The open draft of that audience, or a new one with a suggested text.

    `kind` None proposes the one that the incident's life asks for. `no_news_until` makes it a heartbeat that promises
    the next word by then (see `heartbeats.py`). Raises ValidationError for a kind that
    the audience is not sent, and when an open draft of another kind is in the way.
    """
    chosen = Kind(kind or proposed_kind(incident, audience))
    if chosen not in KINDS.get(Audience(audience), ()):
        raise ValidationError(f"“{chosen.label}” is not written for {Audience(audience).label}.")
    with transaction.atomic():
        incident = Incident.with_drills.select_for_update().get(pk=incident.pk)
        if existing := _in_hand(incident, audience, chosen, by=by):
            if corrects:
                _must_be_the_same_correction(existing, corrects, wrong_words)
            return existing
        announced = _announced(incident, audience, chosen, at=at)
        draft = Draft(
            incident=incident, audience=audience, kind=chosen, state=announced,
            next_update_at=no_news_until or _proposed_promise(incident, announced, audience, at=at),
            corrects=corrects, wrong_words=wrong_words, explains=explained_by(incident, chosen),
            heartbeat=no_news_until is not None,
            created_at=at, edited_at=at, edited_by=by,
        )  # fmt: skip
        detail = f"corrects update {corrects.public_id}" if corrects else ""
        return _begun(draft, detail=detail, by=by, at=at)


def start_looking_back(
    incident: Incident, audience: str, *, found: Mapping[str, str], by: Person | None, at: datetime
) -> Draft:
    """The draft that looks back for that audience: the open one, or a new one. Raises ValidationError as `start_draft`.

    `found`: words for placeholders that the record does not know, because a post-mortem found them.
    """
    kind = next((kind for kind in KINDS[Audience(audience)] if kind in AFTER_THE_END), None)
    if kind is None:
        raise ValidationError(f"Nothing that looks back is written for {Audience(audience).label}.")
    with transaction.atomic():
        incident = Incident.with_drills.select_for_update(of=("self",)).get(pk=incident.pk)
        if existing := open_draft(incident, audience):
            if existing.kind != kind:
                what, whom = existing.kind_words, existing.get_audience_display().lower()
                raise ValidationError(
                    f"Another text for {whom} is being written ({what}). Publish or discard it, then begin this one."
                )
            return existing
        draft = Draft(
            incident=incident, audience=audience, kind=kind, state=State.RESOLVED,
            created_at=at, edited_at=at, edited_by=by,
        )  # fmt: skip
        return _begun(draft, detail="", found=found, by=by, at=at)


def start_planned_draft(incident: Incident, step: Step, *, by: Person | None, at: datetime) -> Draft:
    """The draft for the public page that announces this step of planned work: the open one, or a new one.

    Raises ValidationError when a text that says something else is being written for the page.
    """
    state, cancels = STATE_OF[step], step == Step.CANCELLATION
    with transaction.atomic():
        incident = Incident.with_drills.select_for_update(of=("self",)).get(pk=incident.pk)
        if existing := open_draft(incident, Audience.PUBLIC):
            if (existing.state, existing.cancels) != (state, cancels):
                raise ValidationError(
                    "Another text for the public page is being written. Publish or discard it first, then press again."
                )
            return existing
        kind = Kind.RESOLUTION if state == State.RESOLVED else KIND_OF_STEP.get(step, Kind.PROGRESS)
        draft = Draft(
            incident=incident, audience=Audience.PUBLIC, kind=kind, state=state, cancels=cancels,
            created_at=at, edited_at=at, edited_by=by,
        )  # fmt: skip
        return _begun(draft, detail="", by=by, at=at)


def _begun(
    draft: Draft, *, detail: str, found: Mapping[str, str] | None = None, by: Person | None, at: datetime
) -> Draft:
    """Fill and save a new draft; call it in a transaction."""
    draft.text = suggested_text(draft, found=found, at=at)
    draft.save()
    record_act(Done.STARTED_DRAFT, str(draft), by=by, at=at, detail=detail)
    return draft


def suggested_text(draft: Draft, *, found: Mapping[str, str] | None = None, at: datetime) -> str:
    """What the template in force says for this draft with the record as it is now; no news has a shipped one.

    `found`: see `start_looking_back`.
    """
    if draft.heartbeat:
        template = shipped_template(draft.audience, HEARTBEAT)
    elif step := step_of(draft):
        template = planned_template(step, draft.audience)
    else:
        template = template_in_force(draft.audience, draft.kind).text
    return fill(template, {**facts_of(draft, at=at).words(), **(found or {})})


def proposed_kind(incident: Incident, audience: str) -> Kind:
    """The first kind for who has heard nothing, the second for who has, a resolution once it is over, where there is one."""
    kinds = KINDS[Audience(audience)]
    heard = latest_update(incident, audience) is not None
    if heard and not incident.is_open and Kind.RESOLUTION in kinds:
        return Kind.RESOLUTION
    if incident.planned and incident.is_ahead and not heard:
        return kinds[0]
    first, *others = [kind for kind in kinds if kind not in ON_OCCASION]
    return others[0] if others and heard else first


def _announced(incident: Incident, audience: str, kind: Kind, *, at: datetime) -> State:
    if kind == Kind.RESOLUTION or kind in AFTER_THE_END:
        return State.RESOLVED
    heard = latest_update(incident, audience) is not None
    return state_by_now(incident, at=at) if incident.planned and heard else State(incident.state)


def _proposed_promise(incident: Incident, state: str, audience: str, *, at: datetime) -> datetime | None:
    """By the cadence; planned work promises its window, and a further update only where its writer sets one."""
    if incident.planned:
        return None
    return current_cadence().next_update_at(incident.severity, state, audience, at=at)


def _in_hand(incident: Incident, audience: str, kind: Kind, *, by: Person | None) -> Draft | None:
    """What is being written already; of replies, one that nobody has written in yet."""
    return untouched_reply(incident, by=by) if kind == Kind.CUSTOMER_REPLY else open_draft(incident, audience)


def _must_be_the_same_correction(existing: Draft, corrects: IncidentUpdate, wrong_words: str) -> None:
    """Raises ValidationError: who opens a draft must find in it what they picked."""
    if existing.corrects_id != corrects.pk:
        raise ValidationError(
            "There is a draft for this audience already. Publish or discard it, then correct."
        )
    if existing.wrong_words != wrong_words:
        raise ValidationError(
            f"A correction of this update is being written already (it quotes “{existing.wrong_words}”). "
            "Add the sentence there, or publish it first."
        )


def facts_of(draft: Draft, *, at: datetime) -> Facts:
    incident = draft.incident
    last = latest_update(incident, draft.audience) if draft.heartbeat else None
    resolving = draft.state == State.RESOLVED
    return Facts(
        now=at,
        reference=incident.reference,
        title=incident.title,
        severity=incident.severity,
        state=draft.state,
        impact=incident.impact,
        impact_then=told_afterwards(incident.impact or incident.title),
        services=[line.service.name for line in incident.affected.select_related("service")],
        users_affected=incident.users_affected,
        percent_affected=float(incident.percent_affected) if incident.percent_affected is not None else None,
        regions=incident.regions,
        cause=incident.cause,
        cause_confirmed=incident.cause_confirmed,
        workaround=incident.workaround,
        started_at=incident.began_at(),
        resolved_at=(incident.mitigated_at or incident.resolved_at or incident.planned_end)
        if resolving
        else None,
        next_update_at=draft.next_update_at,
        commander=incident.commander.name if incident.commander else "",
        external_questions_go_to=_external_contact(incident),
        corrected_at=draft.corrects.published_at if draft.corrects else None,
        wrong_words=draft.wrong_words,
        public_words=published.text_now if (published := draft.explains) else "",
        public_at=published.published_at if published else None,
        public_next_update_at=published.next_update_at if published else None,
        customer=draft.customer,
        last_update_at=last.published_at if last else None,
        names_days=draft.kind in AFTER_THE_END,
        **window_words(draft),
    )


def _external_contact(incident: Incident) -> str:
    """Who answers questions from outside: the lead, before there is one the workspace's contact; empty asks the writer."""
    lead = incident.communications_lead
    return lead.name if lead else Workspace.current().external_questions_go_to.strip()

"""Start a draft: the record as facts, the template's words as the first text."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.workspace import Workspace
from clarion.drafting import Facts, draft_text
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.updates.audiences import KINDS, Audience, Kind
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate, latest_update

#: The template of an update without news, for every audience.
HEARTBEAT = "heartbeat"


def open_draft(incident: Incident, audience: str) -> Draft | None:
    """The draft that is being written for the audience."""
    return incident.drafts.open().filter(audience=audience).first()


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
        Incident.objects.select_for_update().get(pk=incident.pk)
        if existing := open_draft(incident, audience):
            if corrects and existing.corrects_id != corrects.pk:
                raise ValidationError(
                    "There is a draft for this audience already. Publish or discard it, then correct."
                )
            return existing
        state = State.RESOLVED if chosen == Kind.RESOLUTION else State(incident.state)
        draft = Draft(
            incident=incident, audience=audience, kind=chosen, state=state,
            next_update_at=no_news_until
            or current_cadence().next_update_at(incident.severity, state, audience, at=at),
            corrects=corrects, wrong_words=wrong_words, heartbeat=no_news_until is not None,
            created_at=at, edited_at=at, edited_by=by,
        )  # fmt: skip
        draft.text = suggested_text(draft, at=at)
        draft.save()
    return draft


def suggested_text(draft: Draft, *, at: datetime) -> str:
    """What the template says for this draft with the record as it is now."""
    return draft_text(
        facts_of(draft, at=at), audience=draft.audience, kind=HEARTBEAT if draft.heartbeat else draft.kind
    )


def proposed_kind(incident: Incident, audience: str) -> Kind:
    """The first kind for who has heard nothing, the second for who has, where there is one."""
    first, *others = KINDS[Audience(audience)]
    heard = latest_update(incident, audience) is not None
    return others[0] if others and heard else first


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
        services=[line.service.name for line in incident.affected.select_related("service")],
        users_affected=incident.users_affected,
        percent_affected=float(incident.percent_affected) if incident.percent_affected is not None else None,
        regions=incident.regions,
        cause=incident.cause,
        cause_confirmed=incident.cause_confirmed,
        workaround=incident.workaround,
        started_at=incident.began_at(),
        resolved_at=(incident.resolved_at or incident.mitigated_at) if resolving else None,
        next_update_at=draft.next_update_at,
        commander=incident.commander.name if incident.commander else "",
        external_questions_go_to=_external_contact(incident),
        corrected_at=draft.corrects.published_at if draft.corrects else None,
        wrong_words=draft.wrong_words,
        last_update_at=last.published_at if last else None,
    )


def _external_contact(incident: Incident) -> str:
    lead = incident.communications_lead
    return lead.name if lead else Workspace.current().external_questions_go_to

"""Our own document of an update, as docs/webhooks.md describes it: with promise, correction and what was put right."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from clarion.accounts.workspace import Workspace
from clarion.subscribers.channels.webhook.said_before import impact_of, state_of
from clarion.subscribers.where_to_read import address_of
from clarion.updates.audiences import Kind
from clarion.updates.leaving import leaves_the_company
from clarion.updates.markdown import render_markdown
from clarion.updates.publication import IncidentUpdate
from clarion.updates.translations import said_to

VERSION = 1


def document_of(update: IncidentUpdate, language: str) -> dict[str, Any]:
    """Without what is the subscriber's; that comes before it (see `deliver.py`)."""
    return {
        "type": "correction" if update.kind == Kind.CORRECTION else "update",
        "version": VERSION,
        "page": _page(),
        "incident": _incident(update, language),
        "update": _update(update, language),
        "services": [_service(line) for line in update.services],
    }


def note_document(text: str) -> dict[str, Any]:
    """A test message: the same envelope, no incident."""
    return {"type": "test", "version": VERSION, "page": _page(), "text": text}


def instant(moment: datetime) -> str:
    """ISO 8601 in UTC, with milliseconds, as everywhere in Clarion's JSON."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _page() -> dict[str, str]:
    workspace = Workspace.current()
    return {"id": workspace.public_id, "name": workspace.name, "url": settings.PUBLIC_URL}


def _incident(update: IncidentUpdate, language: str) -> dict[str, Any]:
    """Readers outside are told impact, not severity; colleagues both, with the reference."""
    said = said_to(update, language)
    incident = {
        "id": update.incident.public_id,
        "title": said.title,
        "state": state_of(update),
        "impact": impact_of(update),
        "planned": update.incident.planned,
        "url": address_of(update, language).partition("#")[0],
    }
    if not leaves_the_company(update.audience):
        incident |= {"reference": update.incident.reference, "severity": update.severity}
    return incident


def _update(update: IncidentUpdate, language: str) -> dict[str, Any]:
    said = said_to(update, language)
    due = None if state_of(update) in {"resolved", "completed"} else update.next_update_at
    return {
        "id": update.public_id,
        "audience": update.audience,
        "kind": update.kind,
        "state": state_of(update),
        "language": said.language,
        "text": said.text,
        "html": str(render_markdown(said.text)),
        "published_at": instant(update.published_at),
        "next_update_by": instant(due) if due else None,
        "corrects": _corrects(update),
        "put_right": [
            {"wrong_words": each.wrong_words, "right_words": each.right_words}
            for each in update.quiet_corrections.all()
        ],
        "url": address_of(update, language),
    }


def _corrects(update: IncidentUpdate) -> dict[str, str] | None:
    if update.corrects is None:
        return None
    corrected = update.corrects
    return {
        "id": corrected.public_id,
        "published_at": instant(corrected.published_at),
        "wrong_words": update.wrong_words,
    }


def _service(line: dict[str, str]) -> dict[str, str]:
    return {"id": line["id"], "name": line["name"], "status": line["status"], "before": line["before"]}

"""Editing a draft: what voids approvals is written with what voids them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.updates.approval import void_approvals
from clarion.updates.audiences import Kind
from clarion.updates.drafts import Draft, locked_open_draft
from clarion.updates.editors import keep_editors
from clarion.updates.suggested_text import suggested_text
from clarion.updates.translations import merged_translations

#: Who goes on typing after a shorter pause is still at the same edit, as the audit log counts.
PAUSE_BETWEEN_EDITS = timedelta(minutes=10)

WRITABLE = frozenset(
    {
        "kind",
        "text",
        "state",
        "next_update_at",
        "explains",
        "customer",
        "customer_words",
        "heartbeat",
        "translations",
    }
)


def edit_draft(
    draft: Draft,
    changes: Mapping[str, Any],
    *,
    found: Mapping[str, str] | None = None,
    seen_version: int | None,
    by: Person | None,
    at: datetime,
) -> bool:
    """Save changes of what a writer may change; True when something changed, which voids approvals.

    "translations" holds the languages to change alone (see `merged_translations`).
    Raises DraftChanged, DraftClosed, ValidationError. `seen_version` None does not ask. `found` is what the text was filled
    with besides the record (see `start_looking_back`).
    """
    with transaction.atomic():
        current = locked_open_draft(draft, seen_version=seen_version)
        if "translations" in changes:
            changes = {**changes, "translations": merged_translations(current, changes["translations"])}
        changed = {name for name in WRITABLE & set(changes) if getattr(current, name) != changes[name]}
        if "kind" in changed and Kind.CUSTOMER_REPLY in (current.kind, changes["kind"]):
            raise ValidationError(
                "A reply to one customer and an update for all are two drafts. Start the other."
            )
        for name in changed:
            setattr(current, name, changes[name])
        if changed:
            begins = _begins_an_edit(current, by=by, at=at)
            current.version += 1
            current.edited_at, current.edited_by = at, by
            current.full_clean(exclude=["incident", "corrects", "explains", "edited_by"])
            current.save()
            keep_editors(current, changed, filled=_is_filled(current, changes, found, at=at), by=by, at=at)
            voided = void_approvals(current, "the draft was edited", at=at)
            if begins or voided:
                detail = f"from version {current.version}" + (
                    "; the approval no longer holds" if voided else ""
                )
                record_act(Done.EDITED_DRAFT, str(current), by=by, at=at, detail=detail)
    draft.refresh_from_db()
    return bool(changed)


def _begins_an_edit(draft: Draft, *, by: Person | None, at: datetime) -> bool:
    """Tell whether a change begins an edit, which is one act however often it is saved; ask before it is made.

    The composer saves at every pause in typing. A row for each would bury the log, and a row that is extended would
    not be append-only: so the first change is the act, and another one only when another person goes on, after a
    longer pause, or when an approval is voided.
    """
    first = draft.version == 1
    return first or draft.edited_by != by or at - draft.edited_at > PAUSE_BETWEEN_EDITS


def _is_filled(
    draft: Draft, changes: Mapping[str, Any], found: Mapping[str, str] | None, *, at: datetime
) -> bool:
    """Whether the change filled the text again: it names a kind, and the text is what the record says for it."""
    return {"kind", "text"} <= set(changes) and draft.text == suggested_text(draft, found=found, at=at)


def discard_draft(draft: Draft, *, by: Person | None, at: datetime) -> None:
    """Put a draft away; its text stays in the database. Raises DraftClosed."""
    with transaction.atomic():
        current = locked_open_draft(draft)
        current.discarded_at = at
        current.save()
        record_act(Done.DISCARDED_DRAFT, str(current), by=by, at=at, detail=f"version {current.version}")

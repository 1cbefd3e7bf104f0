"""Approval: a person's yes to one exact text.

Any edit voids it, and so does a change of state, severity or impact. Voiding is written down when it
happens, and checked again from the fingerprint when the text is published: a path that forgot to void
would still not publish another text than the one approved.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident, affected_services
from clarion.incidents.planned_window import window_of
from clarion.updates.drafts import Draft
from clarion.updates.translations import standing_translations


class Approval(models.Model):
    """`override_reason` says why the text may go out although the review objects or its author approves; else empty."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="approvals")
    fingerprint = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    override_reason = models.CharField(max_length=400, blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.by} approved {self.draft}"


def fingerprint(draft: Draft) -> str:
    """SHA-256 over the exact words in all languages and all that decides what they mean: audience, kind, promise, state, record."""
    incident = draft.incident
    approved: dict[str, Any] = {
        "text": draft.text,
        "audience": draft.audience,
        "kind": draft.kind,
        "announces": draft.state,
        "next_update_at": draft.next_update_at.isoformat() if draft.next_update_at else None,
        "corrects": draft.corrects_id,
        "explains": draft.explains_id,
        "customer": draft.customer,
        "title": incident.title,
        # Written ahead it is meant for its time, whatever the state until then; else for the state as it is now.
        "state": draft.publish_at.isoformat() if draft.publish_at else incident.state,
        "severity": incident.severity,
        "impact": [
            incident.impact,
            incident.users_affected,
            str(incident.percent_affected),
            incident.regions,
            sorted((line.service_id, line.status) for line in affected_services(incident)),
        ],
    }
    # Only where there are any, so that approvals from before translations hold.
    if translations := standing_translations(draft):
        approved["translations"] = translations
    if incident.planned:
        window = window_of(incident)
        approved["planned"] = [draft.cancels, *((str(window.start), str(window.end)) if window else ())]
    return hashlib.sha256(json.dumps(approved, sort_keys=True).encode()).hexdigest()


def standing_approval(draft: Draft) -> Approval | None:
    """The approval that holds for the draft as it is now, if there is one."""
    if "approvals" in getattr(draft, "_prefetched_objects_cache", {}):
        latest = next((approval for approval in draft.approvals.all() if approval.voided_at is None), None)
    else:
        latest = draft.approvals.filter(voided_at=None).select_related("by").first()
    return latest if latest and latest.fingerprint == fingerprint(draft) else None


def void_approvals(draft: Draft, reason: str, *, at: datetime) -> int:
    return draft.approvals.filter(voided_at=None).update(voided_at=at, void_reason=reason)


def void_approvals_of_incident(
    incident: Incident, reason: str, *, at: datetime, also_ahead: bool = True
) -> int:
    """`also_ahead` False leaves texts alone that were written ahead: another state is what they wait for."""
    drafts = incident.drafts.open()
    if not also_ahead:
        drafts = drafts.filter(publish_at=None)
    standing = Approval.objects.filter(draft__in=drafts, voided_at=None)
    return standing.update(voided_at=at, void_reason=reason)

"""The pulse of a room: a short token that changes when anything changes that the room shows.

The room asks for it every second and a half; while it is the same, the answer is empty. It is made of a few
look-ups by index, so that many people can watch one room.
"""

import hashlib
from datetime import datetime

from django.db.models import Count, Max

from clarion.incidents.incident import Incident
from clarion.updates.approval import Approval
from clarion.updates.dismissals import DismissedFinding

#: Clocks are written in minutes; they are brought up to date at least this often, in seconds.
CLOCKS_EVERY = 15


def pulse(incident: Incident, *, at: datetime) -> str:
    """The token for the room as it is now. `incident` must be freshly read."""
    drafts = incident.drafts.open()
    seen = [
        incident.version,
        incident.state,
        incident.commander_id,
        incident.communications_lead_id,
        incident.backup_id,
        incident.operations_lead_id,
        incident.scribe_id,
        incident.entries.aggregate(last=Max("pk")),
        incident.updates.aggregate(last=Max("pk")),
        list(drafts.order_by("pk").values_list("pk", "version", "edited_by")),
        list(Approval.objects.filter(draft__in=drafts).order_by("pk").values_list("pk", "voided_at")),
        DismissedFinding.objects.filter(draft__in=drafts, taken_back_at=None).aggregate(
            last=Max("pk"), number=Count("pk")
        ),
        list(incident.promises.filter(closed_at=None).order_by("pk").values_list("pk", "due_at", "outcome")),
        int(at.timestamp()) // CLOCKS_EVERY,
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

"""The pulse of a room: a short token that changes when anything changes that the room shows.

The room asks for it every second and a half; while it is the same, the answer is empty. It is made of a few
look-ups by index, so that many people can watch one room.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from clarion.incidents.incident import Incident
from clarion.updates.approval import Approval
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.quiet_corrections import QuietProposal

#: Clocks are written in minutes; they are brought up to date at least this often, in seconds. The clock of a drill may be
#: fast, and is looked at once in each of its own minutes.
CLOCKS_EVERY, DRILLS_EVERY = 15, 60


class Pulse(NamedTuple):
    """Two tokens: of the timeline, whose many lines are sent only when one of them changed, and of all the rest."""

    timeline: str
    rest: str

    def __str__(self) -> str:
        return f"{self.timeline}.{self.rest}"

    @classmethod
    def read(cls, text: str) -> "Pulse":
        """The pulse that a page holds; what is none differs from every pulse."""
        timeline, _, rest = text.partition(".")
        return cls(timeline, rest)


def pulse_of(incident: Incident, *, at: datetime) -> Pulse:
    """The room as it is now. `incident` must be freshly read."""
    drafts = incident.drafts.open()
    seen = [
        incident.version,
        incident.state,
        incident.commander_id,
        incident.communications_lead_id,
        incident.backup_id,
        incident.operations_lead_id,
        incident.scribe_id,
        incident.updates.aggregate(last=Max("pk")),
        list(drafts.order_by("pk").values_list("pk", "version", "edited_by")),
        list(Approval.objects.filter(draft__in=drafts).order_by("pk").values_list("pk", "voided_at")),
        DismissedFinding.objects.filter(draft__in=drafts, taken_back_at=None).aggregate(
            last=Max("pk"), number=Count("pk")
        ),
        list(incident.promises.filter(closed_at=None).order_by("pk").values_list("pk", "due_at", "outcome")),
        QuietProposal.objects.filter(update__incident=incident, closed_at=None).aggregate(
            last=Max("pk"), number=Count("pk")
        ),
        int(at.timestamp()) // (DRILLS_EVERY if incident.drill else CLOCKS_EVERY),
        incident.drill and incident.drill_of.ended_at,
    ]
    return Pulse(_token(incident.entries.aggregate(last=Max("pk"))), _token(seen))


def _token(seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

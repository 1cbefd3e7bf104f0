"""The pulse of a room, and of the composer: a short token that changes when anything changes that the page shows.

The page asks for it every second and a half; while it is the same, the answer is empty. It is made of a few
look-ups by index, so that many people can watch one room, and no text is reviewed for it.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from clarion.incidents.hand_over import POSITIONS
from clarion.incidents.incident import Incident
from clarion.postmortems.reader_texts import not_agreed
from clarion.updates.approval import Approval
from clarion.updates.audiences import AFTER_THE_END
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
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


class DraftPulse(NamedTuple):
    """Three tokens: of what stands in the fields, of who said yes to it, and of all else that the composer shows."""

    words: str
    approvals: str
    rest: str

    def __str__(self) -> str:
        return ".".join(self)

    @classmethod
    def read(cls, text: str) -> "DraftPulse":
        """The pulse that a page holds; what is none differs from every pulse."""
        words, approvals, rest, *_ = [*text.split("."), "", "", ""]
        return cls(words, approvals, rest)


def draft_pulse_of(draft: Draft, *, at: datetime) -> DraftPulse:
    """The composer as it is now. `draft` must be freshly read, with its incident.

    Time changes nothing but what has passed: a promise, or the moment for which a text was written ahead.
    """
    incident = draft.incident
    moments = (draft.next_update_at, draft.publish_at)
    rest = [
        incident.version,
        incident.state,
        [getattr(incident, f"{position}_id") for position in POSITIONS],
        incident.updates.aggregate(last=Max("pk")),
        draft.dismissed.filter(taken_back_at=None).aggregate(last=Max("pk"), number=Count("pk")),
        [draft.published_at, draft.discarded_at],
        [moment is not None and moment <= at for moment in moments],
        not_agreed(draft) if draft.kind in AFTER_THE_END else None,
        incident.drill and incident.drill_of.ended_at,
    ]
    approvals = list(draft.approvals.order_by("pk").values_list("pk", "voided_at"))
    return DraftPulse(_token([draft.version, draft.state, *moments]), _token(approvals), _token(rest))


def _token(seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

"""Heartbeats: updates that say there is no news, deliberately and with a new promise.

They take the way of every update. More than two in a row tell readers nothing for long, so the third asks for
content, or for a longer interval than the last, which at least is honest about how slowly things move.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.updates.audiences import KINDS, Audience, Kind
from clarion.updates.cadence import on_five_minutes
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.publication import latest_update
from clarion.updates.suggested_text import open_draft, start_draft

#: So many in a row may go out as they are.
IN_A_ROW = 2
#: Where the workspace's cadence sets no time: a heartbeat promises something in any case.
AN_HOUR = timedelta(hours=1)


def start_heartbeat(incident: Incident, audience: str, *, by: Person | None, at: datetime) -> Draft:
    """A draft that says what is still true, that nothing is new, and when the next word comes.

    Raises ValidationError when the incident is over, when the audience has heard nothing yet, and when a draft is
    being written for it.
    """
    if why := _why_pointless(incident, audience):
        raise ValidationError(why)
    if draft := open_draft(incident, audience):
        if draft.heartbeat:
            return draft
        raise ValidationError(
            "A draft for this audience is being written. Open it, and fill it with “No news yet” there."
        )
    until = proposed_due(incident, audience, at=at)
    return start_draft(incident, audience, kind=heartbeat_kind(audience), no_news_until=until, by=by, at=at)


def heartbeat_kind(audience: str) -> Kind:
    """Progress, where the audience is sent it; else the one kind that it is sent."""
    kinds = KINDS[Audience(audience)]
    return Kind.PROGRESS if Kind.PROGRESS in kinds else kinds[0]


def in_a_row(incident: Incident, audience: str) -> int:
    """How many of the last updates to the audience were heartbeats, without another between them."""
    count = 0
    told = incident.updates.filter(audience=audience).exclude(kind=Kind.CUSTOMER_REPLY)
    told = told.order_by("-published_at", "-pk")
    for heartbeat in told.values_list("heartbeat", flat=True):
        if not heartbeat:
            break
        count += 1
    return count


def proposed_due(incident: Incident, audience: str, *, at: datetime) -> datetime:
    """When to promise the next word: by the cadence; after two heartbeats half as long again as the last time."""
    by_table = current_cadence().next_update_at(incident.severity, incident.state, audience, at=at)
    proposed = by_table or on_five_minutes(at + AN_HOUR)
    last = _last_interval(incident, audience)
    if last is None or in_a_row(incident, audience) < IN_A_ROW:
        return proposed
    return max(proposed, on_five_minutes(at + last * 1.5))


def too_many(draft: Draft, *, at: datetime) -> list[str]:
    """Why this heartbeat should not go out as it is, however it became one; else empty.

    It says nothing to them (see `start_heartbeat`), or is the third in a row and promised as soon as the last.
    `at` is when the text was approved, or now: the interval that somebody agreed to does not shrink while it waits.
    """
    if not draft.heartbeat or draft.next_update_at is None:
        return []
    if why := _why_pointless(draft.incident, draft.audience):
        return [f"{why} Take the mark “no news” away."]
    count, last = in_a_row(draft.incident, draft.audience), _last_interval(draft.incident, draft.audience)
    if count < IN_A_ROW or last is None or draft.next_update_at > at + last:
        return []
    later = f"{_up(at + last):%H:%M} UTC"
    reason = (
        f"The last {count} updates said that there is no news. Say what is known or done by now and take the"
    )
    return [f"{reason} mark “no news” away, or promise the next update later than {later}."]


def _why_pointless(incident: Incident, audience: str) -> str:
    """Why “no news” would say nothing to them; empty when it says something."""
    if not incident.is_open:
        return f"{incident.reference} is resolved; nothing is owed any more."
    if latest_update(incident, audience) is None:
        return "They have heard nothing yet, so there is nothing to keep alive. Write them a first update."
    return ""


def _last_interval(incident: Incident, audience: str) -> timedelta | None:
    """How long the last update asked its readers to wait; None when it promised nothing."""
    last = latest_update(incident, audience)
    return last.next_update_at - last.published_at if last and last.next_update_at else None


def _up(moment: datetime) -> datetime:
    """The full minute at or after the moment: a time that clocks show as later is later."""
    minute = moment.replace(second=0, microsecond=0)
    return moment if minute == moment else minute + timedelta(minutes=1)

"""How many subscribers an update would reach if it were published now: what the publish button says.

Exact as long as that is cheap. Beyond `EXACT` they are counted at most every few minutes, rounded, and said to be "about".
Few among very many take as long to find as many: what took longer than `CHEAP` is kept for some seconds, because the
composer asks at each pause in typing.
"""

import hashlib
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count

from clarion.subscribers.recipients import recipients_of
from clarion.subscribers.subscriber import Channel
from clarion.updates.destinations import Destination
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate, services_said
from clarion.updates.replies import is_reply

EXACT = 5000
#: Seconds for which a count of many is kept.
KEPT = 600
#: Seconds that an exact count may take at each pause in typing, and seconds for which one that took longer is kept.
CHEAP, KEPT_EXACT = 0.02, 15

NOUNS = {
    Channel.MAIL: ("mail", "mails"),
    Channel.WEBHOOK: ("webhook", "webhooks"),
    Channel.SLACK: ("Slack channel", "Slack channels"),
    Channel.TEAMS: ("Teams channel", "Teams channels"),
    Channel.DISCORD: ("Discord channel", "Discord channels"),
    Channel.APPRISE: ("other address", "other addresses"),
}


@dataclass(frozen=True)
class Expected:
    """`about`: the numbers are rounded, and some minutes old."""

    by_channel: dict[str, int]
    about: bool = False


def expected_recipients(draft: Draft, *, at: datetime) -> Expected:
    if is_reply(draft) or draft.incident.drill:
        return Expected({})
    published = _as_published(draft, at=at)
    key, began = _key(published), time.monotonic()
    kept: Expected | None = cache.get(key)
    if kept is None:
        kept = _counted(published)
        if kept.about:
            cache.set(key, kept, KEPT)
        elif time.monotonic() - began > CHEAP:
            cache.set(key, kept, KEPT_EXACT)
    return kept


def _counted(published: IncidentUpdate) -> Expected:
    recipients = recipients_of(published).order_by()
    some = Counter(recipients.values_list("channel", flat=True)[: EXACT + 1])
    if some.total() <= EXACT:
        return Expected(dict(some))
    counted = recipients.values_list("channel").annotate(number=Count("pk"))
    return Expected({channel: _rounded(number) for channel, number in counted}, about=True)


def _key(published: IncidentUpdate) -> str:
    """All that decides who is told."""
    services = sorted(line["id"] for line in published.services)
    asked = f"{published.incident_id} {published.audience} {published.corrects_id} {' '.join(services)}"
    return f"expected-recipients-{hashlib.sha256(asked.encode()).hexdigest()}"


def subscribers_told(draft: Draft, *, at: datetime) -> list[Destination]:
    """For the button: "about 210,000 mails", "12 webhooks"."""
    expected = expected_recipients(draft, at=at)
    return [
        Destination(NOUNS[channel][number != 1], number, counted=True, about=expected.about)
        for channel in Channel
        if (number := expected.by_channel.get(channel, 0))
    ]


def _as_published(draft: Draft, *, at: datetime) -> IncidentUpdate:
    """What the draft would become, as far as that decides who is told. Not saved."""
    return IncidentUpdate(
        incident=draft.incident, audience=draft.audience, kind=draft.kind, corrects=draft.corrects,
        services=services_said(draft.incident, draft.audience), published_at=at,
    )  # fmt: skip


def _rounded(number: int) -> int:
    """To two digits."""
    return round(number, 2 - len(str(number)))

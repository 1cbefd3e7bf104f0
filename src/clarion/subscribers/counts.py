"""How many subscribers there are, by audience, channel, language and standing."""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Value, When

from clarion.subscribers.subscriber import Channel, Standing, Subscriber
from clarion.updates.audiences import Audience


@dataclass
class Counts:
    """`table`: audience label -> standing -> number; the others count the active."""

    total: int = 0
    table: dict[str, dict[str, int]] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)

    @property
    def active(self) -> int:
        return sum(self.channels.values())


def count_subscribers() -> Counts:
    """One walk over all of them: about a tenth of a second for each hundred thousand."""
    counts = Counts()
    for audience, channel, language, standing, number in _groups():
        row = counts.table.setdefault(Audience(audience).label, dict.fromkeys(Standing.values, 0))
        row[standing] += number
        counts.total += number
        if standing == Standing.ACTIVE:
            label = str(Channel(channel).label)
            counts.channels[label] = counts.channels.get(label, 0) + number
            counts.languages[language] = counts.languages.get(language, 0) + number
    return counts


def _groups() -> list[tuple[str, str, str, str, int]]:
    standing = Case(
        When(left_at__isnull=False, then=Value(Standing.GONE.value)),
        When(disabled_at__isnull=False, then=Value(Standing.DISABLED.value)),
        When(confirmed_at=None, then=Value(Standing.ASKED.value)),
        default=Value(Standing.ACTIVE.value),
        output_field=CharField(),
    )
    grouped = (
        Subscriber.objects.annotate(stands=standing)
        .order_by()
        .values("audience", "channel", "language", "stands")
    )
    return list(grouped.annotate(n=Count("pk")).values_list("audience", "channel", "language", "stands", "n"))

"""The injects of a drill from a past incident: lines of its timeline, and what a timeline seldom has, from templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source
from clarion.practice.drills.cleaning import LEFT_OUT, Cleaner
from clarion.practice.drills.script import MINUTE
from clarion.practice.toml_writing import listed, quoted

#: As many lines as somebody can read beside writing.
MOST_LINES = 40


@dataclass
class PastInject:
    """An inject in the making: its minute in the script, and its keys."""

    minute: int
    keys: dict[str, str | list[str]]


@dataclass(frozen=True)
class FasterClock:
    """From moments of the incident to minutes of the drill, which lasts `minutes`."""

    declared_at: datetime
    faster: float
    minutes: int

    def minute(self, at: datetime) -> int:
        """Never before the declaration, never past the last minute."""
        passed = int((at - self.declared_at) / MINUTE / self.faster)
        return min(max(passed, 0), self.minutes - 1)

    def share(self, of: float) -> int:
        return min(max(round(self.minutes * of), 1), self.minutes - 1)


def from_timeline(incident: Incident, clock: FasterClock, clean: Cleaner) -> list[PastInject]:
    """What people, alerts and imports wrote, until the end; what was published and what the clock wrote is the drill's own."""
    telling = (Source.PERSON, Source.ALERT, Source.IMPORT)
    entries = incident.entries.current().filter(source__in=telling).exclude(kind=EntryKind.COMMUNICATION)
    lines = list(entries.order_by("occurred_at", "pk"))
    if len(lines) > MOST_LINES:  # chosen before they are cleaned, which takes a review of each
        lines = [lines[place * len(lines) // MOST_LINES] for place in range(MOST_LINES)]
    return [PastInject(clock.minute(line.occurred_at), _inject_of(line, clean)) for line in lines]


def _inject_of(entry: Entry, clean: Cleaner) -> dict[str, str | list[str]]:
    alert = entry.source == Source.ALERT or entry.kind == EntryKind.ALERT
    sender = "Monitoring" if alert else "An engineer"
    return {"kind": "alert" if alert else "finding", "from": sender, "text": clean(entry.text) or LEFT_OUT}


def from_templates(clock: FasterClock) -> list[PastInject]:
    return [
        PastInject(clock.share(0.25), {
            "kind": "customer", "from": "A customer, by mail", "to": "communications",
            "text": "Nothing works here, and your last message tells me nothing. When can I go on with my work?",
        }),
        PastInject(clock.share(0.4), {
            "kind": "leader", "from": "A member of the board", "to": "communications",
            "text": "I have a call in half an hour. When will it work again? Please give me a time.",
        }),
    ]  # fmt: skip


def rumour_of(over: int) -> list[PastInject]:
    """That it works again, and its disproof, both before the minute at which it does; none where that leaves no time."""
    said, disproved = round(over * 0.45), round(over * 0.6)
    if not 0 < said < disproved < over:
        return []
    return [
        PastInject(said, {
            "kind": "rumour", "from": "A colleague in another team", "to": "communications", "id": "repaired",
            "words": ["repaired", "works again", "work again"],
            "text": "I heard that it is repaired and works again. You can tell people.",
        }),
        PastInject(disproved, {
            "kind": "fact", "from": "An engineer", "about": "repaired",
            "text": "I checked: it is not repaired yet. What was heard was one single try that went well.",
        }),
    ]  # fmt: skip


def injects_in_toml(injects: Iterable[PastInject]) -> list[str]:
    lines: list[str] = []
    for each in injects:
        lines += ["", "[[injects]]", f"at = {each.minute}"]
        lines += [
            f"{key} = {listed(value) if isinstance(value, list) else quoted(value)}"
            for key, value in each.keys.items()
        ]
    return lines

"""A script from a past incident: its timeline becomes injects, its record the truth. It is a text that somebody edits first.

    timeline and record --> names become roles, secrets and addresses go --> TOML that reads as a script

A customer, a leader and a rumour are added from templates, because a timeline seldom has them.
"""

from datetime import datetime, timedelta
from math import ceil

from clarion.incidents.incident import Incident, affected_services
from clarion.practice.drills.cleaning import Cleaner
from clarion.practice.drills.past_injects import (
    FasterClock,
    from_templates,
    from_timeline,
    injects_in_toml,
    rumour_of,
)
from clarion.practice.drills.past_truths import truths_in_toml
from clarion.practice.drills.script import MINUTE
from clarion.practice.toml_writing import quoted

#: A drill as long as this keeps people awake; a longer incident is told faster.
LONGEST_TOLD = 60 * MINUTE
SHORTEST_TOLD = 20


def script_from(incident: Incident) -> str:
    """The text of a script, to be read by somebody and then by `read_script`. `incident` is over, or nearly so."""
    end = incident.resolved_at or incident.mitigated_at or _last_entry(incident)
    clean = Cleaner(incident)
    length = max(end - incident.declared_at, timedelta())
    faster = max(1.0, length / LONGEST_TOLD)
    clock = FasterClock(incident.declared_at, faster, _minutes(length / faster))
    over = clock.minute(incident.resolved_at) if incident.resolved_at else clock.minutes
    injects = sorted(
        [*from_timeline(incident, clock, clean), *from_templates(clock), *rumour_of(over)],
        key=lambda each: each.minute,
    )
    truths = truths_in_toml(incident, clock, clean, injects)  # adds what nobody told
    return "\n".join([*_head(incident, clock, clean), *truths, *injects_in_toml(injects), *_debrief()])


def _minutes(length: timedelta) -> int:
    """On a full five minutes, with some time left after the end."""
    return max(SHORTEST_TOLD, 5 * ceil((length / MINUTE + 3) / 5))


def _last_entry(incident: Incident) -> datetime:
    newest = incident.entries.current().first()
    return newest.occurred_at if newest else incident.declared_at


def _head(incident: Incident, clock: FasterClock, clean: Cleaner) -> list[str]:
    title, started = clean(incident.title, most=120), incident.declared_at - incident.began_at()
    faster = (
        [
            f"# Told {clock.faster:.1f} times as fast as it happened: one minute here was {clock.faster:.1f} minutes."
        ]
        if clock.faster > 1
        else []
    )
    services = affected_services(incident)
    return [
        f"# Made from {incident.reference}. Read every line before you use it: names became roles, and secrets and addresses",
        "# were left out, but only you know what else should not be told. The customer, the leader and the rumour are",
        "# invented; replace them by what was asked and said then.",
        *faster,
        f"title = {quoted(title)}",
        f"summary = {quoted(f'A drill from a past incident: {title}.')}",
        'level = "practised"',
        f"minutes = {clock.minutes}",
        f"severity = {quoted(incident.severity)}",
        'audiences = ["public", "support"]',
        "",
        "[begins]",
        f"title = {quoted(title)}",
        f"impact = {quoted(clean(incident.impact, most=400) or title)}",
        f"known = {quoted(f'It was declared as {incident.severity}. What else is known comes step by step.')}",
        f"started = {min(max(int(started / MINUTE / clock.faster), 0), 600)}",
        *(
            line
            for each in services
            for line in ("", "[[services]]", f"name = {quoted(each.service.name)}", f"status = {quoted(each.status)}")
        ),
        *(() if services else ("", "[[services]]", 'name = "Our service"', 'status = "partial_outage"')),
        "",
        "[roles]",
        'communications = "You write for the public page and for Support."',
        'commander = "You lead, and decide what is told."',
    ]  # fmt: skip


def _debrief() -> list[str]:
    return ["", "[debrief]", 'hints = ["Compare your messages with those that went out at that time."]', ""]

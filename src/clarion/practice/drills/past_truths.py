"""What was true in a past incident from which minute on, read backwards from the changes of its record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from clarion.incidents.incident import Incident
from clarion.incidents.record import FIELDS
from clarion.incidents.timeline import Source
from clarion.practice.drills.cleaning import Cleaner
from clarion.practice.drills.past_injects import FasterClock, PastInject
from clarion.practice.toml_writing import listed, quoted

_CHANGED = re.compile(rf"(?P<field>{'|'.join(FIELDS.values())}): (?P<before>.*) → (?P<after>.*)", re.DOTALL)
_NAMES = {words: name for name, words in FIELDS.items()}


@dataclass
class _Facts:
    """What the record held from a moment on, as the timeline wrote it."""

    at: datetime
    values: dict[str, str] = field(default_factory=dict)


def truths_in_toml(
    incident: Incident, clock: FasterClock, clean: Cleaner, injects: list[PastInject]
) -> list[str]:
    """One truth for each minute at which the record changed; a fact tells it, since no line of a timeline does so surely."""
    by_minute: dict[int, dict[str, str]] = {}
    for facts in _held(incident):
        by_minute[clock.minute(facts.at)] = facts.values
    first = by_minute.pop(0, None) or next(iter(by_minute.values()), {})
    lines = _truth(0, first, incident, clean)
    for minute in sorted(by_minute):
        injects.append(PastInject(minute, _fact_of(by_minute[minute], clean)))
        lines += _truth(minute, by_minute[minute], incident, clean)
    injects.sort(key=lambda each: each.minute)
    return lines


def _held(incident: Incident) -> list[_Facts]:
    """What the record held over time, the oldest first: from its end backwards, change by change."""
    values = {
        "state": incident.state, "severity": incident.severity, "cause": incident.cause,
        "cause_confirmed": "yes" if incident.cause_confirmed else "no", "workaround": incident.workaround,
        "regions": ", ".join(incident.regions),
        "users_affected": "" if incident.users_affected is None else str(incident.users_affected),
        "percent_affected": "" if incident.percent_affected is None else str(incident.percent_affected),
    }  # fmt: skip
    changes = incident.entries.filter(source=Source.RECORD, amends=None).order_by("-occurred_at", "-pk")
    held: list[_Facts] = []
    for entry in changes:
        found = _CHANGED.fullmatch(entry.text)
        if not found or _NAMES[found["field"]] not in values:
            continue
        held.append(_Facts(entry.occurred_at, dict(values)))
        values[_NAMES[found["field"]]] = "" if found["before"] == "not known" else found["before"]
    held.append(_Facts(incident.declared_at, values))
    return held[::-1]


def _truth(minute: int, values: Mapping[str, str], incident: Incident, clean: Cleaner) -> list[str]:
    lines = [
        "",
        "[[truth]]",
        f"from = {minute}",
        f"status = {quoted(values.get('state') or 'investigating')}",
    ]
    severity = values.get("severity") or incident.severity
    if severity != incident.severity:
        lines.append(f"severity = {quoted(severity)}")
    for key, name in (("percent", "percent_affected"), ("users", "users_affected")):
        if number := _number(values.get(name, "")):
            lines.append(f"{key} = {number}")
    if regions := [part for part in values.get("regions", "").split(", ") if part]:
        lines.append(f"regions = {listed(regions)}")
    if cause := clean(values.get("cause", ""), most=400):
        lines.append(f"cause = {quoted(cause)}")
        lines.append(f"confirmed = {'true' if values.get('cause_confirmed') == 'yes' else 'false'}")
    if workaround := clean(values.get("workaround", ""), most=400):
        lines.append(f"workaround = {quoted(workaround)}")
    return lines


def _number(words: str) -> str:
    """A whole number; less than a half is left out, because none is another statement than few."""
    try:
        whole = round(float(words))
    except ValueError:
        return ""
    return str(whole) if whole or float(words) == 0 else ""


def _fact_of(values: Mapping[str, str], clean: Cleaner) -> dict[str, str | list[str]]:
    """What the record says from then on, as a colleague would read it out."""
    number, share = _number(values.get("users_affected", "")), _number(values.get("percent_affected", ""))
    parts = [values.get("severity", ""), values.get("state") or "investigating"]
    parts += [f"{number} users affected"] if number else []
    parts += [f"{share} % affected"] if share else []
    parts += [f"regions {values['regions'][:200]}"] if values.get("regions") else []
    if cause := clean(values.get("cause", ""), most=400):
        sure = "confirmed" if values.get("cause_confirmed") == "yes" else "not confirmed"
        parts.append(f"cause, {sure}: {cause}")
    return {
        "kind": "fact",
        "from": "The incident commander",
        "text": f"The record now says: {'; '.join(filter(None, parts))}.",
    }

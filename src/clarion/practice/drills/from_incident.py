"""A script from a past incident: its timeline becomes injects, its record the truth. It is a text that somebody edits first.

    timeline and record --> names become roles, secrets and addresses go --> TOML that reads as a script

A customer, a leader and a rumour are added from templates, because a timeline seldom has them.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from unicodedata import category

from clarion.accounts.people import Person
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident, affected_services
from clarion.incidents.record import FIELDS
from clarion.incidents.timeline import Entry, Source
from clarion.practice.drills.script import MINUTE
from clarion.review import Audience, Kind, Lexicon, review
from clarion.review.secrets import secrets_of
from clarion.updates.known_facts import workspace_lexicon

#: A drill as long as this keeps people awake; a longer incident is told faster.
LONGEST_TOLD = 60 * MINUTE
SHORTEST_TOLD = 20
#: As many lines as somebody can read beside writing.
MOST_LINES = 40
LEFT_OUT = "[left out]"
ROLES = {
    "commander": "the incident commander",
    "communications_lead": "the communications lead",
    "backup": "the backup for communications",
    "operations_lead": "the operations lead",
    "scribe": "the scribe",
}
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_CHANGED = re.compile(rf"(?P<field>{'|'.join(FIELDS.values())}): (?P<before>.*) → (?P<after>.*)", re.DOTALL)
_NAMES = {words: name for name, words in FIELDS.items()}


@dataclass
class _Told:
    """An inject in the making: its minute in the script, and its keys."""

    minute: int
    keys: dict[str, str | list[str]]


@dataclass
class _Facts:
    """What the record held from a moment on, as the timeline wrote it."""

    at: datetime
    values: dict[str, str] = field(default_factory=dict)


def script_from(incident: Incident) -> str:
    """The text of a script, to be read by somebody and then by `read_script`. `incident` is over, or nearly so."""
    end = incident.resolved_at or incident.mitigated_at or _last_entry(incident)
    clean = _Cleaner(incident)
    length = max(end - incident.declared_at, timedelta())
    faster = max(1.0, length / LONGEST_TOLD)
    clock = _Clock(incident.declared_at, faster, _minutes(length / faster))
    over = clock.minute(incident.resolved_at) if incident.resolved_at else clock.minutes
    injects = sorted(
        [*_from_timeline(incident, clock, clean), *_from_templates(clock), *_rumour(over)],
        key=lambda each: each.minute,
    )
    truths = _truths(incident, clock, clean, injects)  # adds what nobody told
    return "\n".join([*_head(incident, clock, clean), *truths, *_injects(injects), *_debrief()])


@dataclass(frozen=True)
class _Clock:
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


def _minutes(length: timedelta) -> int:
    """On a full five minutes, with some time left after the end."""
    return max(SHORTEST_TOLD, 5 * ceil((length / MINUTE + 3) / 5))


def _last_entry(incident: Incident) -> datetime:
    newest = incident.entries.current().first()
    return newest.occurred_at if newest else incident.declared_at


# -- what must not be taken along


class _Cleaner:
    """Exchanges people for roles, and takes out addresses, secrets and what the rule `leak` finds."""

    def __init__(self, incident: Incident) -> None:
        self._roles = _roles_of_people(incident)
        longest_first = sorted(self._roles, key=lambda name: -len(name))
        named = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._names = re.compile(rf"(?<!\w)(?:{named})(?!\w)")
        self._lexicon: Lexicon = workspace_lexicon()

    def __call__(self, text: str, *, most: int = 900) -> str:
        text = "".join(letter for letter in " ".join(text.split()) if category(letter) != "Cc")
        text = _ADDRESS.sub(LEFT_OUT, text)
        text = self._names.sub(lambda found: self._roles[found[0]], text)
        said = review(text, audience=Audience.PUBLIC, kind=Kind.PROGRESS, lexicon=self._lexicon)
        spans = [(each.start, each.end) for each in said.findings if each.rule == "leak"]
        for start, end in sorted([*spans, *secrets_of(text)], reverse=True):
            # A role that took the place of a name is no leak inside the company.
            if not any(text[start:end].strip() in role for role in self._roles.values()):
                text = text[:start] + LEFT_OUT + text[end:]
        text = re.sub(rf"{re.escape(LEFT_OUT)}[^\s]*{re.escape(LEFT_OUT)}", LEFT_OUT, text)
        return text if len(text) <= most else f"{text[: most - 1]}…"


def _roles_of_people(incident: Incident) -> dict[str, str]:
    """Names, and the first and last one of each, with what stands in their place."""
    held = {getattr(incident, position): role for position, role in reversed(ROLES.items())}
    found: dict[str, str] = {}
    for person in Person.objects.all():
        role, words = held.get(person, "a responder"), person.name.split()
        for part in {*words[:1], *words[-1:]}:
            # Of two people of one name the one with a role is meant more often.
            if len(part) > 1 and found.get(part, "a responder") == "a responder":
                found[part] = role
        found[" ".join(words)] = role
    return found


# -- injects


def _from_timeline(incident: Incident, clock: _Clock, clean: _Cleaner) -> list[_Told]:
    """What people, alerts and imports wrote, until the end; what was published and what the clock wrote is the drill's own."""
    telling = (Source.PERSON, Source.ALERT, Source.IMPORT)
    entries = incident.entries.current().filter(source__in=telling).exclude(kind=EntryKind.COMMUNICATION)
    lines = list(entries.order_by("occurred_at", "pk"))
    if len(lines) > MOST_LINES:  # chosen before they are cleaned, which takes a review of each
        lines = [lines[place * len(lines) // MOST_LINES] for place in range(MOST_LINES)]
    return [_Told(clock.minute(line.occurred_at), _inject_of(line, clean)) for line in lines]


def _inject_of(entry: Entry, clean: _Cleaner) -> dict[str, str | list[str]]:
    alert = entry.source == Source.ALERT or entry.kind == EntryKind.ALERT
    sender = "Monitoring" if alert else "An engineer"
    return {"kind": "alert" if alert else "finding", "from": sender, "text": clean(entry.text) or LEFT_OUT}


def _from_templates(clock: _Clock) -> list[_Told]:
    return [
        _Told(clock.share(0.25), {
            "kind": "customer", "from": "A customer, by mail", "to": "communications",
            "text": "Nothing works here, and your last message tells me nothing. When can I go on with my work?",
        }),
        _Told(clock.share(0.4), {
            "kind": "leader", "from": "A member of the board", "to": "communications",
            "text": "I have a call in half an hour. When will it work again? Please give me a time.",
        }),
    ]  # fmt: skip


def _rumour(over: int) -> list[_Told]:
    """That it works again, and its disproof, both before the minute at which it does; none where that leaves no time."""
    said, disproved = round(over * 0.45), round(over * 0.6)
    if not 0 < said < disproved < over:
        return []
    return [
        _Told(said, {
            "kind": "rumour", "from": "A colleague in another team", "to": "communications", "id": "repaired",
            "words": ["repaired", "works again", "work again"],
            "text": "I heard that it is repaired and works again. You can tell people.",
        }),
        _Told(disproved, {
            "kind": "fact", "from": "An engineer", "about": "repaired",
            "text": "I checked: it is not repaired yet. What was heard was one single try that went well.",
        }),
    ]  # fmt: skip


# -- the truth, from the changes of the record


def _truths(incident: Incident, clock: _Clock, clean: _Cleaner, injects: list[_Told]) -> list[str]:
    """One truth for each minute at which the record changed; a fact tells it, since no line of a timeline does so surely."""
    by_minute: dict[int, dict[str, str]] = {}
    for facts in _held(incident):
        by_minute[clock.minute(facts.at)] = facts.values
    first = by_minute.pop(0, None) or next(iter(by_minute.values()), {})
    lines = _truth(0, first, incident, clean)
    for minute in sorted(by_minute):
        injects.append(_Told(minute, _fact_of(by_minute[minute], clean)))
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


def _truth(minute: int, values: Mapping[str, str], incident: Incident, clean: _Cleaner) -> list[str]:
    lines = [
        "",
        "[[truth]]",
        f"from = {minute}",
        f"status = {_quoted(values.get('state') or 'investigating')}",
    ]
    severity = values.get("severity") or incident.severity
    if severity != incident.severity:
        lines.append(f"severity = {_quoted(severity)}")
    for key, name in (("percent", "percent_affected"), ("users", "users_affected")):
        if number := _number(values.get(name, "")):
            lines.append(f"{key} = {number}")
    if regions := [part for part in values.get("regions", "").split(", ") if part]:
        lines.append(f"regions = {_listed(regions)}")
    if cause := clean(values.get("cause", ""), most=400):
        lines.append(f"cause = {_quoted(cause)}")
        lines.append(f"confirmed = {'true' if values.get('cause_confirmed') == 'yes' else 'false'}")
    if workaround := clean(values.get("workaround", ""), most=400):
        lines.append(f"workaround = {_quoted(workaround)}")
    return lines


def _number(words: str) -> str:
    """A whole number; less than a half is left out, because none is another statement than few."""
    try:
        whole = round(float(words))
    except ValueError:
        return ""
    return str(whole) if whole or float(words) == 0 else ""


def _fact_of(values: Mapping[str, str], clean: _Cleaner) -> dict[str, str | list[str]]:
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


# -- TOML


def _head(incident: Incident, clock: _Clock, clean: _Cleaner) -> list[str]:
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
        f"title = {_quoted(title)}",
        f"summary = {_quoted(f'A drill from a past incident: {title}.')}",
        'level = "practised"',
        f"minutes = {clock.minutes}",
        f"severity = {_quoted(incident.severity)}",
        'audiences = ["public", "support"]',
        "",
        "[begins]",
        f"title = {_quoted(title)}",
        f"impact = {_quoted(clean(incident.impact, most=400) or title)}",
        f"known = {_quoted(f'It was declared as {incident.severity}. What else is known comes step by step.')}",
        f"started = {min(max(int(started / MINUTE / clock.faster), 0), 600)}",
        *(
            line
            for each in services
            for line in ("", "[[services]]", f"name = {_quoted(each.service.name)}", f"status = {_quoted(each.status)}")
        ),
        *(() if services else ("", "[[services]]", 'name = "Our service"', 'status = "partial_outage"')),
        "",
        "[roles]",
        'communications = "You write for the public page and for Support."',
        'commander = "You lead, and decide what is told."',
    ]  # fmt: skip


def _injects(injects: Iterable[_Told]) -> list[str]:
    lines: list[str] = []
    for each in injects:
        lines += ["", "[[injects]]", f"at = {each.minute}"]
        lines += [
            f"{key} = {_listed(value) if isinstance(value, list) else _quoted(value)}"
            for key, value in each.keys.items()
        ]
    return lines


def _debrief() -> list[str]:
    return ["", "[debrief]", 'hints = ["Compare your messages with those that went out at that time."]', ""]


def _listed(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(text: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)

"""How values read in every export: names of kinds, times in UTC, numbers with their units, the facts on top."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from clarion.incidents.entry_kinds import EntryKind
from clarion.postmortems.action_items import ItemKind, ItemState, Worked
from clarion.postmortems.document import Document, IncidentFacts, ItemFacts, Line, MeasureFacts, WhyNode
from clarion.postmortems.five_whys import WhyKind
from clarion.postmortems.impact import Side
from clarion.postmortems.lessons import LessonKind
from clarion.postmortems.postmortem import WRITABLE, Stage
from clarion.updates.time_words import duration_words

#: Stages in which the words are those that were agreed.
AGREED = frozenset({Stage.FINAL, Stage.PUBLISHED})


def stage_name(document: Document) -> str:
    return str(Stage(document.stage).label)


def stage_words(document: Document) -> str:
    """The stage, and what it means to somebody who holds the file."""
    if is_agreed(document):
        return f"{stage_name(document)}: as it was agreed"
    return (
        f"{stage_name(document)}: it may still change" if document.stage in WRITABLE else stage_name(document)
    )


def is_agreed(document: Document) -> bool:
    return document.stage in AGREED


def kind_of_line(line: Line) -> str:
    return str(EntryKind(line.kind).label)


def kind_of_why(why: WhyNode) -> str:
    return str(WhyKind(why.kind).label)


def kind_of_item(item: ItemFacts) -> str:
    return str(ItemKind(item.kind).label)


def state_of_item(item: ItemFacts) -> str:
    """Whether it is done, and whether that worked, where somebody said so; or why it will not be done."""
    state = str(ItemState(item.state).label)
    if item.dropped_because:
        return f"{state}: {item.dropped_because}"
    return f"{state}. {Worked(item.worked).label}." if item.worked else state


def lessons_by_kind(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Those kinds that have any, in their order."""
    return [(str(kind.label), lines) for kind in LessonKind if (lines := document.lessons.get(kind))]


def measures_by_side(document: Document) -> list[tuple[str, list[MeasureFacts]]]:
    """Those sides that have any, outside first."""
    sides = ((side, [each for each in document.measures if each.side == side]) for side in Side)
    return [(str(side.label), measures) for side, measures in sides if measures]


def number(value: Decimal) -> str:
    """1200.50 as “1,200.5”."""
    words = f"{value:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def measured(measure: MeasureFacts) -> str:
    return f"{'about ' if measure.estimated else ''}{number(measure.value)} {measure.unit}"


def day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(at: datetime) -> str:
    """2026-03-10 09:31 UTC."""
    return f"{minute(at)} UTC"


def minute(at: datetime) -> str:
    """2026-03-10 09:31, where the head of a column says that it is UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def clock(at: datetime) -> str:
    return f"{at.astimezone(UTC):%H:%M}"


def facts(document: Document) -> list[tuple[str, str]]:
    """What stands on top, as pairs of name and value: first of the post-mortem, then of its only incident."""
    rows = [
        ("Stage", stage_words(document)),
        ("Severity", document.severity),
        ("Owner", document.owner or "nobody"),
    ]
    if document.due_on and not is_agreed(document):
        rows.append(("Due", day(document.due_on)))
    if is_agreed(document) and (agreed := document.published_at or document.finished_at):
        rows.append(("Agreed", moment(agreed)))
    if len(document.incidents) == 1:
        rows += facts_of_incident(document.incidents[0])
    return rows


def facts_of_incident(incident: IncidentFacts) -> list[tuple[str, str]]:
    """What its record knows. What is not known is left out."""
    return [(name, value) for name, value in _facts(incident) if value]


def _facts(incident: IncidentFacts) -> Iterator[tuple[str, str]]:
    yield "Incident", f"{incident.reference} {incident.title}"
    yield "Services", ", ".join(incident.services)
    yield "Impact", incident.impact
    yield "Users affected", "" if incident.users_affected is None else f"{incident.users_affected:,}"
    yield (
        "Share affected",
        "" if incident.percent_affected is None else f"{number(incident.percent_affected)} %",
    )
    yield "Regions", ", ".join(incident.regions)
    yield "Cause", _cause(incident)
    for name, at in incident.moments.items():
        yield name.capitalize(), moment(at)
    start, end = incident.moments.get("started"), incident.moments.get("resolved")
    yield "Lasted", duration_words(end - start) if start and end else ""


def _cause(incident: IncidentFacts) -> str:
    if not incident.cause:
        return ""
    return incident.cause if incident.cause_confirmed else f"{incident.cause} (not confirmed)"

"""The whole post-mortem as a value: what is exported, reviewed, frozen as a version and compared.

Names of people stand in `involved`, as owners and nowhere else; the timeline does not say who wrote a line.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from clarion.incidents.incident import Incident, affected_services
from clarion.incidents.timeline import Entry
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.published_lines import opening_words, updates_behind, without_looking_back

#: Moments of an incident in the order in which they usually come, with their words.
MOMENTS = {
    "started_at": "started", "detected_at": "detected", "acknowledged_at": "acknowledged", "declared_at": "declared",
    "first_published_at": "first published", "mitigated_at": "mitigated", "resolved_at": "resolved",
}  # fmt: skip


@dataclass(frozen=True)
class IncidentFacts:
    """What the record says. `moments` maps a name of `MOMENTS` to a time in UTC; what is not known is missing."""

    reference: str
    title: str
    severity: str
    services: tuple[str, ...]
    impact: str
    users_affected: int | None
    percent_affected: Decimal | None
    regions: tuple[str, ...]
    cause: str
    cause_confirmed: bool
    moments: dict[str, datetime]


@dataclass(frozen=True)
class Line:
    """One line of the timeline. `kind` and `source` are values of `EntryKind` and `Source`; `entry` is its first row.

    A line about what the public page was told quotes its opening words.
    `recorded_at` is when it was first written down, None where nobody asked.
    """

    entry: int
    incident: str
    at: datetime
    kind: str
    source: str
    text: str
    evidence_url: str
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class WhyNode:
    """An answer with the answers below it. `items` are references of action items.

    `evidence` holds the line of the timeline that shows it, too, where one was chosen.
    """

    key: int
    answer: str
    kind: str
    evidence: str
    evidence_url: str
    hypothesis: bool
    accepted_risk: str
    items: tuple[str, ...]
    below: tuple["WhyNode", ...]


@dataclass(frozen=True)
class MeasureFacts:
    side: str
    label: str
    value: Decimal
    unit: str
    estimated: bool
    source: str
    source_url: str


@dataclass(frozen=True)
class ItemFacts:
    public_id: str
    reference: str
    text: str
    kind: str
    owner: str
    due_on: date | None
    outcome: str
    state: str
    worked: str
    dropped_because: str = ""


@dataclass(frozen=True)
class Document:
    """`sections` maps a value of `Part` to Markdown; `lessons` a value of `LessonKind` to its lines; `involved` are
    pairs of name and role.
    """

    reference: str
    public_id: str
    title: str
    stage: str
    severity: str
    owner: str
    due_on: date | None
    opened_at: datetime
    finished_at: datetime | None
    published_at: datetime | None
    incidents: tuple[IncidentFacts, ...]
    sections: dict[str, str]
    timeline: tuple[Line, ...]
    whys: tuple[WhyNode, ...]
    measures: tuple[MeasureFacts, ...]
    lessons: dict[str, tuple[str, ...]]
    items: tuple[ItemFacts, ...]
    involved: tuple[tuple[str, str], ...]


def read_document(postmortem: PostMortem) -> Document:
    """The document as it reads now: a dozen queries, whatever its length."""
    incidents = _incidents(postmortem)
    lessons: dict[str, list[str]] = defaultdict(list)
    for lesson in postmortem.lessons.all():
        lessons[lesson.kind].append(lesson.text)
    timeline = _timeline(incidents)
    return Document(
        reference=postmortem.reference,
        public_id=postmortem.public_id,
        title=postmortem.title,
        stage=postmortem.stage,
        severity=postmortem.severity,
        owner=str(postmortem.owner or ""),
        due_on=postmortem.due_on,
        opened_at=postmortem.opened_at,
        finished_at=postmortem.finished_at,
        published_at=postmortem.published_at,
        incidents=tuple(map(_facts, incidents)),
        sections={section.part: section.text for section in postmortem.sections.all()},
        timeline=timeline,
        whys=tree_of(postmortem, timeline=timeline),
        measures=tuple(
            MeasureFacts(
                measure.side, measure.label, measure.value, measure.unit, measure.estimated, measure.source,
                measure.source_url,
            )
            for measure in postmortem.measures.all()
        ),
        lessons={kind: tuple(lines) for kind, lines in lessons.items()},
        items=tuple(_item(item) for item in postmortem.action_items.select_related("owner").order_by("pk")),
        involved=tuple((each.name, each.role) for each in postmortem.involved.all()),
    )  # fmt: skip


def facts_of(postmortem: PostMortem) -> tuple[IncidentFacts, ...]:
    """What the records of its incidents say, the incident that was declared first first."""
    return tuple(map(_facts, _incidents(postmortem)))


def as_json(document: Document) -> dict[str, Any]:
    """The document in values of JSON: times in ISO 8601 with their zone, numbers of measures as strings."""
    plain: dict[str, Any] = _plain(asdict(document))
    return plain


def tree_of(postmortem: PostMortem, *, timeline: tuple[Line, ...] = ()) -> tuple[WhyNode, ...]:
    """The standing answers as a tree. What hangs below an answer that was taken out is out, too.

    Evidence in the timeline is quoted as `timeline` tells it now.
    """
    told = {line.entry: f"{line.at:%H:%M} UTC {line.text}" for line in timeline}
    below: dict[int | None, list[Why]] = defaultdict(list)
    items = Prefetch("action_items", queryset=ActionItem.objects.order_by("pk"))
    for why in postmortem.whys.standing().select_related("evidence_entry").prefetch_related(items):
        below[why.above_id].append(why)

    def nodes(above: int | None) -> tuple[WhyNode, ...]:
        return tuple(_node(why, nodes(why.pk), told) for why in below[above])

    return nodes(None)


def _incidents(postmortem: PostMortem) -> list[Incident]:
    return list(postmortem.incidents.with_services().order_by("declared_at", "pk"))


def _facts(incident: Incident) -> IncidentFacts:
    return IncidentFacts(
        reference=incident.reference,
        title=incident.title,
        severity=incident.severity,
        services=tuple(each.service.name for each in affected_services(incident)),
        impact=incident.impact,
        users_affected=incident.users_affected,
        percent_affected=incident.percent_affected,
        regions=tuple(incident.regions),
        cause=incident.cause,
        cause_confirmed=incident.cause_confirmed,
        moments={words: at for name, words in MOMENTS.items() if (at := getattr(incident, name))},
    )


def _timeline(incidents: list[Incident]) -> tuple[Line, ...]:
    """The lines of all its incidents, the oldest first, without what was hidden as noise or looks back."""
    names = {incident.pk: incident.reference for incident in incidents}
    updates = updates_behind(incidents)
    told = {key: opening_words(update) for key, update in updates.items()}
    entries = Entry.objects.filter(incident__in=names).current().select_related("original").reverse()
    return tuple(
        Line(
            each.first.pk, names[each.incident_id], each.occurred_at, each.kind, each.source,
            told.get(each.first.pk) or each.text, each.evidence_url, each.first.recorded_at,
        )
        for each in without_looking_back(entries, updates)
    )  # fmt: skip


def _node(why: Why, below: tuple[WhyNode, ...], told: dict[int, str]) -> WhyNode:
    return WhyNode(
        key=why.pk,
        answer=why.answer,
        kind=why.kind,
        evidence=_evidence(why, told),
        evidence_url=why.evidence_url,
        hypothesis=why.is_hypothesis,
        accepted_risk=why.accepted_risk,
        items=tuple(item.reference for item in why.action_items.all()),
        below=below,
    )


def _evidence(why: Why, told: dict[int, str]) -> str:
    line = why.evidence_entry
    if line is None:
        return why.evidence
    words = told.get(line.original_id or line.pk, f"{line.occurred_at:%H:%M} UTC {line.text}")
    return f"{why.evidence}; {words}" if why.evidence else words


def _item(item: ActionItem) -> ItemFacts:
    dropped_because = item.closing_words if item.state == ItemState.DROPPED else ""
    return ItemFacts(
        item.public_id, item.reference, item.text, item.kind, str(item.owner or ""), item.due_on, item.outcome,
        item.state, item.worked, dropped_because,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

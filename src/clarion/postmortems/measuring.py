"""Writing measures of impact: add, change, take out; and what the record suggests, one click each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document, IncidentFacts
from clarion.postmortems.impact import Measure, Metric, Side
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.units import must_make_sense, unit_that_fits
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen
from clarion.updates.audiences import AFTER_THE_END, EXTERNAL_AUDIENCES
from clarion.updates.publication import IncidentUpdate
from clarion.updates.time_words import duration_words

FIELDS = ("side", "metric", "name", "value", "unit", "estimated", "source", "source_url")


@dataclass(frozen=True)
class Suggested:
    """A measure that the record allows. `key` names it in a form; `fields` are those of a measure."""

    key: str
    fields: dict[str, Any]

    @property
    def measure(self) -> Measure:
        """As it would be, not saved."""
        return Measure(**self.fields)


@transaction.atomic
def add_measures(
    postmortem: PostMortem, new: Iterable[dict[str, Any]], *, by: Person, at: datetime
) -> list[Measure]:
    """All or none. Each of `new` holds the fields of one. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    postmortem = locked_for_writing(postmortem)
    return [_added(Measure(postmortem=postmortem, **fields), by=by, at=at) for fields in new]


@transaction.atomic
def change_measure(
    measure: Measure, changes: dict[str, Any], *, seen_version: int | None, by: Person, at: datetime
) -> Measure:
    """Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError; Measure.DoesNotExist when it was taken out."""
    require(by, Act.LEARN)
    locked_for_writing(measure.postmortem)
    current = must_be_as_seen(measure, seen_version=seen_version)
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    _clean(current)
    current.save()
    record_act(Done.CHANGED_MEASURE, _named(current), by=by, at=at)
    return current


@transaction.atomic
def remove_measure(measure: Measure, *, seen_version: int | None, by: Person, at: datetime) -> dict[str, Any]:
    """What it said, so that it can be added again. Raises NotAllowed, PostMortemClosed, RowChanged, Measure.DoesNotExist."""
    require(by, Act.LEARN)
    locked_for_writing(measure.postmortem)
    current = must_be_as_seen(measure, seen_version=seen_version)
    said = {name: getattr(current, name) for name in FIELDS}
    record_act(Done.REMOVED_MEASURE, _named(current), by=by, at=at)
    current.delete()
    return said


def suggested_measures(postmortem: PostMortem, document: Document) -> list[Suggested]:
    """What the record allows and nobody has written yet, in the order of the page."""
    told = IncidentUpdate.objects.filter(
        incident__in=postmortem.incidents.all(), audience__in=EXTERNAL_AUDIENCES
    )
    every = [
        *_of_record(document),
        *_of_people(document),
        *_of_updates(document, told.exclude(kind__in=AFTER_THE_END).count()),
    ]
    there = {(each.side, each.label) for each in document.measures}
    return [each for each in every if (each.fields["side"], each.measure.label) not in there]


def _added(measure: Measure, *, by: Person, at: datetime) -> Measure:
    _clean(measure)
    measure.save()
    record_act(Done.ADDED_MEASURE, _named(measure), by=by, at=at)
    return measure


def _clean(measure: Measure) -> None:
    measure.value = Decimal(measure.value)
    measure.unit = unit_that_fits(measure.metric, measure.unit)
    for name in ("name", "source"):
        setattr(measure, name, " ".join(getattr(measure, name).split()))
    must_make_sense(measure)
    try:
        measure.full_clean()
    except ValidationError as error:
        # The form has one field for side and metric.
        raise ValidationError(
            {
                "what" if name in {"side", "metric"} else name: found
                for name, found in error.message_dict.items()
            }
        ) from error


def _named(measure: Measure) -> str:
    # No words of the writer: the log is kept for ever, and a post-mortem can be put right.
    return f"{measure.get_metric_display().lower()} of {measure.postmortem.reference}"


def _of_record(document: Document) -> list[Suggested]:
    facts = document.incidents
    found = []
    if hit := _hit_most(facts, "users_affected"):
        source = _records([hit])
        found.append(
            _suggested("users", Metric.USERS, hit.users_affected or 0, "users", estimated=True, source=source)
        )
    if hit := _hit_most(facts, "percent_affected"):
        share, name, source = hit.percent_affected or 0, "Share of users affected", _records([hit])
        found.append(
            _suggested("share", Metric.USERS, share, "% of users", name=name, estimated=True, source=source)
        )
    for key, until, name in (
        ("duration", "resolved", ""),
        ("mitigated", "mitigated", "Until it was mitigated"),
    ):
        if (minutes := _minutes(facts, until)) > 0:
            source = f"{_records(_timed(facts, until))}, started to {until}"
            found.append(_suggested(key, Metric.DURATION, minutes, "minutes", name=name, source=source))
    return found


def _hit_most(facts: tuple[IncidentFacts, ...], field: str) -> IncidentFacts | None:
    """The incident whose record holds the highest figure, which is the one that is taken over; the first of equals."""
    most = max(facts, key=lambda each: getattr(each, field) or 0, default=None)
    return most if most and (getattr(most, field) or 0) > 0 else None


def _timed(facts: tuple[IncidentFacts, ...], until: str) -> list[IncidentFacts]:
    return [each for each in facts if "started" in each.moments and until in each.moments]


def _of_people(document: Document) -> list[Suggested]:
    people, minutes = len(document.involved), _minutes(document.incidents, "resolved")
    if not people:
        return []
    counted = _suggested(
        "people", Metric.PEOPLE, people, "people", side=Side.INTERNAL, source="people involved, below"
    )
    if minutes <= 0:
        return [counted]
    hours = round(Decimal(people * minutes) / 60, 1)
    source = f"{people} people, each for the whole {duration_words(timedelta(minutes=minutes))}"
    return [
        counted,
        _suggested("hours", Metric.HOURS, hours, "hours", side=Side.INTERNAL, estimated=True, source=source),
    ]


def _of_updates(document: Document, told: int) -> list[Suggested]:
    if not told:
        return []
    return [_suggested("updates", Metric.OTHER, told, "updates", name="Updates to readers outside", source="published updates")]  # fmt: skip


def _suggested(
    key: str,
    metric: Metric,
    value: Decimal | int,
    unit: str,
    *,
    side: Side = Side.EXTERNAL,
    name: str = "",
    estimated: bool = False,
    source: str,
) -> Suggested:
    fields = {
        "side": side, "metric": metric, "name": name, "value": Decimal(value), "unit": unit, "estimated": estimated,
        "source": source, "source_url": "",
    }  # fmt: skip
    return Suggested(key, fields)


def _minutes(facts: tuple[IncidentFacts, ...], until: str) -> int:
    """Whole minutes in which any of the incidents lasted; 0 where nobody knows. What lies between two of them is none."""
    spans = sorted((each.moments["started"], each.moments[until]) for each in _timed(facts, until))
    total, reached = timedelta(0), None
    for start, end in spans:
        begin = max(start, reached) if reached else start
        total += max(end - begin, timedelta(0))
        reached = max(end, reached) if reached else end
    return total // timedelta(minutes=1)


def _records(facts: Sequence[IncidentFacts]) -> str:
    named = ", ".join(each.reference for each in facts)
    return f"record of {named}" if len(named) < 150 else f"records of {len(facts)} incidents"

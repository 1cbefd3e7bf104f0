"""A document back from its JSON: what a kept version or an exported file holds, as the value that it was made of."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clarion.postmortems.document import (
    Document,
    IncidentFacts,
    ItemFacts,
    Line,
    MeasureFacts,
    WhyNode,
)

type Values = Mapping[str, Any]


def document_of(content: Values) -> Document:
    """The reverse of `as_json`. Keys that this version does not know are left out.

    Raises KeyError or ValueError for what is no document.
    """
    return _made(
        Document,
        content,
        due_on=_day,
        opened_at=datetime.fromisoformat,
        finished_at=_time,
        published_at=_time,
        incidents=_each(_incident),
        timeline=_each(_line),
        whys=_each(_why),
        measures=_each(_measure),
        lessons=_lessons,
        items=_each(_item),
        involved=_each(_pair),
    )


def _made[T](kind: type[T], content: Values, **readers: Callable[[Any], Any]) -> T:
    """The dataclass of these values, each read by its reader; without one it is taken as it is."""
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: readers.get(name, _same)(content[name]) for name in names})


def _same(value: Any) -> Any:
    return value


def _each[T](reader: Callable[[Any], T]) -> Callable[[list[Any]], tuple[T, ...]]:
    return lambda values: tuple(map(reader, values))


def _incident(content: Values) -> IncidentFacts:
    return _made(
        IncidentFacts,
        content,
        services=tuple,
        regions=tuple,
        percent_affected=lambda value: None if value is None else Decimal(value),
        moments=lambda moments: {name: datetime.fromisoformat(at) for name, at in moments.items()},
    )


def _line(content: Values) -> Line:
    return _made(Line, content, at=datetime.fromisoformat)


def _why(content: Values) -> WhyNode:
    return _made(WhyNode, content, items=tuple, below=_each(_why))


def _measure(content: Values) -> MeasureFacts:
    return _made(MeasureFacts, content, value=Decimal)


def _item(content: Values) -> ItemFacts:
    return _made(ItemFacts, content, due_on=_day)


def _lessons(content: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(lines) for kind, lines in content.items()}


def _pair(pair: list[str]) -> tuple[str, str]:
    name, role = pair
    return name, role


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)

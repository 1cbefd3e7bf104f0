"""A document back from its JSON: what a kept version or an exported file holds, as the value that it was made of.

The dataclasses of `document` say themselves what each value is, so that what they gain needs no line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from clarion.postmortems.document import Document


class NoDocument(ValueError):
    """These values are not those of a post-mortem."""


def document_of(content: Mapping[str, Any]) -> Document:
    """The reverse of `as_json`. Keys that this version does not know are left out; raises NoDocument."""
    try:
        made: Document = _made(Document, content)
    except (AttributeError, InvalidOperation, KeyError, TypeError, ValueError) as error:
        raise NoDocument(NoDocument.__doc__) from error
    return made


def _made(kind: Any, content: Mapping[str, Any]) -> Any:
    """One dataclass; what an older version did not write takes its default."""
    types = _types(kind)
    return kind(**{name: _read(types[name], content[name]) for name in types if name in content})


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _read(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else _read(arguments[0], value)
    if origin is dict:
        return {name: _read(arguments[1], each) for name, each in value.items()}
    if origin is tuple:
        kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_read(each, one) for each, one in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        return _made(kind, value)
    return READERS[kind](value)


def _same[T](kind: type[T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if isinstance(value, kind):
            return value
        raise NoDocument(f"{value!r} is no {kind.__name__}")

    return read


READERS: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    str: _same(str),
    int: _same(int),
    bool: _same(bool),
}

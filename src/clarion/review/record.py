"""The facts of an incident as values: what a text is checked against."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple


class RecordError(ValueError):
    """The record is not in the shape that the review reads; the message names the key."""


class Cause(NamedTuple):
    confirmed: bool = False
    text: str | None = None


class Record(NamedTuple):
    """Facts of one incident. None and empty mean "not known"; datetimes are aware."""

    status: str | None = None
    """investigating, identified, monitoring or resolved."""
    severity: str | None = None
    """SEV1 to SEV4."""
    started_at: datetime | None = None
    services: tuple[str, ...] = ()
    users_affected: int | None = None
    percent_affected: float | None = None
    regions: tuple[str, ...] = ()
    cause: Cause = Cause()
    workaround: str | None = None
    resolved_at: datetime | None = None
    now: datetime | None = None
    """When the text is written: what "20 minutes ago" and "yesterday" count from."""

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Record":
        """Read the JSON form (`eval/grounding.jsonl`, the API). Unknown keys are ignored: newer writers may add some.

        Raises RecordError when a value cannot be read.
        """
        cause = facts.get("cause") or {}
        if not isinstance(cause, Mapping):
            raise RecordError("cause: expected an object with confirmed and text")
        return cls(
            status=_text(facts, "status"),
            severity=_text(facts, "severity"),
            started_at=_moment(facts, "started_at"),
            services=_names(facts, "services"),
            users_affected=_count(facts, "users_affected"),
            percent_affected=_number(facts, "percent_affected"),
            regions=_names(facts, "regions"),
            cause=Cause(bool(cause.get("confirmed")), _text(cause, "text")),
            workaround=_text(facts, "workaround"),
            resolved_at=_moment(facts, "resolved_at"),
            now=_moment(facts, "now"),
        )


def _text(facts: Mapping[str, Any], key: str) -> str | None:
    value = facts.get(key)
    if value is not None and not isinstance(value, str):
        raise RecordError(f"{key}: expected text, got {value!r}")
    return value or None


def _names(facts: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = facts.get(key) or ()
    if isinstance(value, str) or not all(isinstance(name, str) for name in value):
        raise RecordError(f"{key}: expected a list of names, got {value!r}")
    return tuple(value)


def _number(facts: Mapping[str, Any], key: str) -> float | None:
    value = facts.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise RecordError(f"{key}: expected a number, got {value!r}")
    return value


def _count(facts: Mapping[str, Any], key: str) -> int | None:
    value = _number(facts, key)
    return None if value is None else int(value)


def _moment(facts: Mapping[str, Any], key: str) -> datetime | None:
    value = _text(facts, key)
    if value is None:
        return None
    try:
        return moment(value)
    except ValueError as error:
        raise RecordError(f"{key}: expected an ISO 8601 time, got {value!r}") from error


def moment(written: str) -> datetime:
    """Read an ISO 8601 time; one without an offset is in UTC, which is what the server stores. Raises ValueError."""
    read = datetime.fromisoformat(written)
    return read if read.tzinfo else read.replace(tzinfo=UTC)

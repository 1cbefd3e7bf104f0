"""The record of a practised situation in words, as it stands beside the text field and in the terminal."""

from datetime import UTC, datetime
from typing import NamedTuple

from clarion.review import Record


class Fact(NamedTuple):
    name: str
    words: str


def facts_of(record: Record) -> tuple[Fact, ...]:
    """What is known, in the order in which it is told. A cause that nobody knows is named, because nobody may tell one."""
    told = (
        ("now", _time(record.now)),
        ("state", record.status),
        ("severity", record.severity),
        ("services", ", ".join(record.services)),
        ("affected", _affected(record)),
        ("regions", ", ".join(record.regions)),
        ("began", _time(record.started_at)),
        ("ended", _time(record.resolved_at)),
        ("cause", _cause(record)),
        ("workaround", record.workaround),
    )
    return tuple(Fact(name, words) for name, words in told if words)


def _affected(record: Record) -> str:
    share = f"{record.percent_affected:g} %" if record.percent_affected is not None else ""
    count = f"{record.users_affected:,}" if record.users_affected is not None else ""
    return ", ".join(part for part in (share, count) if part)


def _cause(record: Record) -> str:
    if not record.cause.text:
        return "not known"
    return record.cause.text if record.cause.confirmed else f"not confirmed; suspected: {record.cause.text}"


def _time(moment: datetime | None) -> str:
    if moment is None:
        return ""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"

"""The timeline as a page shows it: the newest lines, of one kind or of all, with what the review says of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from clarion.incidents.amendments import may_be_hidden, why_not_reworded
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.incident import Incident
from clarion.incidents.remarks import remark_of
from clarion.incidents.timeline import Entry

#: Lines of one page; the link to the older ones stands below them.
SHOWN = 200


@dataclass(frozen=True)
class Line:
    """An entry with what may be done to it. `remark` is empty where its words read like a fact."""

    entry: Entry
    remark: str
    may_be_reworded: bool
    may_be_hidden: bool


@dataclass(frozen=True)
class TimelinePart:
    """`older` is the key of the last line shown, None where nothing is older. `hidden`: how many lines are hidden."""

    lines: list[Line]
    kinds: type[EntryKind]
    kind: EntryKind | None
    with_hidden: bool
    hidden: int
    older: int | None


def timeline_part(incident: Incident, asked: Mapping[str, str], *, most: int = SHOWN) -> TimelinePart:
    """`asked` is the query of the address: `kind`, `hidden=1`, `before=KEY`; what makes no sense is left out.

    `most` bounds the lines of one answer.
    """
    kind = EntryKind(asked["kind"]) if asked.get("kind") in EntryKind.values else None
    with_hidden = asked.get("hidden") == "1"
    entries = incident.entries.current(with_hidden=with_hidden)
    if kind:
        entries = entries.filter(kind=kind)
    if last := _entry(incident, asked.get("before", "")):
        entries = entries.before(last)
    shown = list(entries.with_people()[: most + 1])
    return TimelinePart(
        lines=[line_of(entry) for entry in shown[:most]],
        kinds=EntryKind,
        kind=kind,
        with_hidden=with_hidden,
        hidden=incident.entries.filter(hidden=True, amended_by=None).count(),
        older=shown[most - 1].pk if len(shown) > most else None,
    )


def line_of(entry: Entry) -> Line:
    return Line(entry, remark_of(entry), not why_not_reworded(entry), may_be_hidden(entry))


def _entry(incident: Incident, key: str) -> Entry | None:
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return None
    return incident.entries.filter(pk=int(key)).first()

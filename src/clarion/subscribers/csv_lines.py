"""Subscribers as lines of a CSV file: what a line must hold to be imported, and how one is exported.

Columns: address; and, where they differ from the default, audience (public), channel (mail), services (names, aliases or
ids, separated by semicolons), everything (yes where neither services nor incidents are named), language (en), confirmed
(no), incidents (their ids), payload (clarion), contact (the mail address of whoever answers for a webhook). What an export
writes beside them is read past, so that an export can be imported; who left or is disabled there is left out here, and so
is whom nobody could ask to confirm, or nothing could be told.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.core.exceptions import ValidationError

from clarion.accounts.audit_export import harmless
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.subscribers.addresses import clean_address
from clarion.subscribers.subscriber import Channel, Payload, Standing, Subscriber, SubscriberQuerySet
from clarion.updates.audiences import Audience

READ = (
    "audience", "channel", "address", "services", "language", "everything", "confirmed", "incidents", "payload", "contact",
)  # fmt: skip
WRITTEN = (*READ, "state", "note", "asked_at", "confirmed_at", "id")
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
AT_ONCE = 1000
# Asked once, not for each of a hundred thousand lines.
AUDIENCES, CHANNELS, STANDINGS, PAYLOADS = map(
    frozenset, (Audience.values, Channel.values, Standing.values, Payload.values)
)
LANGUAGES = frozenset(dict(settings.LANGUAGES))
QUOTE = "Put a text with commas into quotation marks."
UNCONFIRMED_WEBHOOK = (
    "A webhook has no mailbox to confirm by. Write yes if its owner agreed, name its owner's mail address under"
    " contact, or leave it out."
)
CONTRADICTION = (
    "It says yes, but services or incidents are named. Take them out to tell of everything, or write no."
)

_LIKE_A_FORMULA = re.compile(r"^'(?=[\s\ufeff]*[=+\-@＝＋－＠])")


class UnreadableFile(ValidationError):
    """The file as a whole cannot be read as CSV; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """A line that can be imported. `services` are keys of rows, `incidents` public ids.

    Two kinds of lines of an export will not be, without being wrong: `skipped`, who left or is disabled, and `unreached`,
    whom nothing could be told, or nobody could ask to confirm.
    """

    number: int
    audience: str
    channel: str
    address: str
    services: tuple[int, ...]
    everything: bool
    language: str
    confirmed: bool
    incidents: tuple[str, ...] = ()
    payload: str = Payload.CLARION
    contact: str = ""
    skipped: bool = False
    unreached: bool = False


@dataclass(frozen=True)
class WrongLine:
    """`problem` is a sentence that names the remedy."""

    number: int
    column: str
    problem: str


class _Wrong(Exception):
    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column, self.problem = column, problem


def read_lines(content: bytes) -> Iterator[Line | WrongLine]:
    """Line by line; the first has the number 2, below the heading. Raises UnreadableFile."""
    services = _by_name(Service.objects.all())
    rows = csv.reader(
        io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline=""), delimiter=_delimiter(content)
    )
    try:
        columns = _columns(next(rows, []))
        known = _Known(services, _incidents() if "incidents" in columns else frozenset())
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            yield _read(rows.line_num, columns, row, known)
    except UnicodeDecodeError:
        raise UnreadableFile("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.") from None
    except csv.Error as error:
        problem = f"Line {rows.line_num} cannot be read ({error}). Check its quotation marks."
        raise UnreadableFile(problem) from None


def write_lines(subscribers: SubscriberQuerySet) -> Iterator[str]:
    """All that were chosen and have an address, the oldest first, some at a time: no cursor stays open meanwhile."""
    writer = csv.writer(_Echo())
    yield writer.writerow(WRITTEN)
    there = subscribers.filter(wiped_at=None).order_by("pk").prefetch_related("services", "incidents")
    last = 0
    while some := list(there.filter(pk__gt=last)[:AT_ONCE]):
        for subscriber in some:
            yield writer.writerow([harmless(cell) for cell in _cells(subscriber)])
        last = some[-1].pk


class _Echo:
    """What csv writes to: hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _cells(subscriber: Subscriber) -> Iterator[str]:
    yield from (subscriber.audience, subscriber.channel, subscriber.address)
    named = not subscriber.everything
    yield "; ".join(service.name for service in subscriber.services.all() if named)
    yield from (
        subscriber.language,
        _yes_or_no(subscriber.everything),
        _yes_or_no(bool(subscriber.confirmed_at)),
    )
    yield "; ".join(incident.public_id for incident in subscriber.incidents.all() if named)
    yield from (subscriber.payload, subscriber.contact, subscriber.standing.value, subscriber.note)
    for moment in (subscriber.asked_at, subscriber.confirmed_at):
        yield moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""
    yield subscriber.public_id


def _yes_or_no(value: object) -> str:
    return "yes" if value else "no"


def _delimiter(content: bytes) -> str:
    """A comma, or the semicolon that spreadsheets write in countries where the comma stands in numbers."""
    heading = content[:1000].splitlines()[:1]
    return ";" if heading and heading[0].count(b";") > heading[0].count(b",") else ","


def _columns(heading: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in heading]
    if unknown := [name for name in names if name not in WRITTEN]:
        raise UnreadableFile(
            f"The heading has a column “{unknown[0][:40]}” that is not known. The first line names the columns:"
            f" {', '.join(READ)}; only address must be there."
        )
    if "address" not in names:
        raise UnreadableFile(
            f"There is no column “address”. The first line names the columns: {', '.join(READ)}."
        )
    if len(set(names)) < len(names):
        raise UnreadableFile("A column stands twice in the heading. Take one away.")
    return {name: place for place, name in enumerate(names)}


class _Cells:
    """The cells of a line by the names of their columns."""

    def __init__(self, columns: dict[str, int], row: list[str]) -> None:
        self.columns, self.row = columns, row

    def __call__(self, name: str, default: str = "") -> str:
        place = self.columns.get(name)
        text = self.row[place].strip() if place is not None and place < len(self.row) else ""
        return _LIKE_A_FORMULA.sub("", text, count=1) or default


@dataclass(frozen=True)
class _Known:
    """Services by their names, and the ids of all incidents."""

    services: dict[str, Service]
    incidents: frozenset[str]


def _incidents() -> frozenset[str]:
    return frozenset(Incident.objects.values_list("public_id", flat=True))


def _read(number: int, columns: dict[str, int], row: list[str], known: _Known) -> Line | WrongLine:
    try:
        if len(row) > len(columns):
            return WrongLine(number, "", f"It has {len(row)} cells, the heading {len(columns)}. {QUOTE}")
        return _line(number, _Cells(columns, row), known)
    except _Wrong as wrong:
        return WrongLine(number, wrong.column, wrong.problem)


def _line(number: int, cell: _Cells, known: _Known) -> Line:
    """Raises _Wrong."""
    standing = _choice("state", cell("state", Standing.ACTIVE), STANDINGS)
    channel = _choice("channel", cell("channel", Channel.MAIL).lower(), CHANNELS)
    # Only an export says it. What is gone here since is no mistake of whoever imports it.
    exported = bool(cell("state"))
    named, asked = _services(cell("services"), known.services), _parts(cell("incidents"))
    incidents = tuple(each for each in asked if each in known.incidents)
    if len(incidents) < len(asked) and not exported:
        missing = next(each for each in asked if each not in known.incidents)
        raise _Wrong(
            "incidents", f"There is no incident “{missing[:40]}”. Write its public id, or take it out."
        )
    everything = _bool("everything", cell("everything", _yes_or_no(not named and not asked)))
    if everything and (named or asked):
        raise _Wrong("everything", CONTRADICTION)
    nothing = not everything and not named and not incidents
    if nothing and not exported:
        raise _Wrong("services", "Nothing would be told. Name services, or write yes under everything.")
    confirmed = _bool("confirmed", cell("confirmed", "no")) and standing != Standing.ASKED
    contact = _address(Channel.MAIL, cell("contact")) if channel != Channel.MAIL and cell("contact") else ""
    nobody = not confirmed and channel != Channel.MAIL and not contact
    if nobody and not exported:
        raise _Wrong("confirmed", UNCONFIRMED_WEBHOOK)
    return Line(
        number=number,
        audience=_choice("audience", cell("audience", Audience.PUBLIC).lower(), AUDIENCES),
        channel=channel,
        address=_address(channel, cell("address")),
        services=() if everything else tuple(service.pk for service in named),
        everything=everything,
        language=_choice("language", cell("language", "en").lower(), LANGUAGES),
        confirmed=confirmed,
        incidents=() if everything else incidents,
        payload=_choice("payload", cell("payload", Payload.CLARION).lower(), PAYLOADS),
        contact=contact,
        unreached=nothing or nobody,
        skipped=standing in {Standing.DISABLED, Standing.GONE},
    )


def _choice(column: str, value: str, known: Collection[str]) -> str:
    if value not in known:
        raise _Wrong(column, f"“{value[:40]}” is not known. Use one of {', '.join(sorted(known))}.")
    return value


def _bool(column: str, value: str) -> bool:
    if value.lower() not in YES | NO:
        raise _Wrong(column, f"“{value[:40]}” is neither yes nor no. Write yes or no.")
    return value.lower() in YES


def _address(channel: str, typed: str) -> str:
    if not typed:
        raise _Wrong("address", "There is no address. Write one, or take the line out.")
    try:
        return clean_address(channel, typed)
    except ValidationError as error:
        raise _Wrong("address", f"“{typed[:80]}”: {' '.join(error.messages)}") from None


def _parts(typed: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in typed.split(";") if part.strip()))


def _services(typed: str, services: dict[str, Service]) -> list[Service]:
    names = _parts(typed)
    for name in names:
        if name.casefold() not in services:
            known = ", ".join(sorted({service.name for service in services.values()})[:12]) or "none yet"
            raise _Wrong(
                "services",
                f"There is no service “{name[:40]}”. Services: {known}. Separate several by semicolons.",
            )
    return list(dict.fromkeys(services[name.casefold()] for name in names))


def _by_name(services: Iterable[Service]) -> dict[str, Service]:
    """By id, name and alias; a name goes before another's alias."""
    found: dict[str, Service] = {}
    known = list(services)
    for service in known:
        found |= {str(alias).casefold(): service for alias in service.aliases}
    for service in known:
        found |= {service.name.casefold(): service, service.public_id: service}
    return found

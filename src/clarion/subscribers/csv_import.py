"""Import subscribers from a CSV file: looked through whole first, then written in steps.

All or nothing is decided by the look through: one wrong line, and no line is written. The writing itself is done in steps
of a thousand, each a transaction of its own, so that nobody who publishes has to wait for a hundred thousand lines. An
import that is killed is continued by importing the file again: who is there already is counted and left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.subscribers.csv_lines import AT_ONCE, Line, WrongLine, read_lines
from clarion.subscribers.letters import Letter, LetterKind
from clarion.subscribers.scope import Scope, clear_scope
from clarion.subscribers.subscriber import (
    IncidentSubscription,
    ServiceSubscription,
    Standing,
    Subscriber,
    address_key,
)

LARGEST_FILE = 20_000_000  # bytes; some 200,000 lines
WRONG_SHOWN, LINES_NAMED = 100, 10


@dataclass
class Preview:
    """What an import of the file would do. `wrong` are the first wrong lines, `wrong_lines` counts all.

    `unreached` are the numbers of lines whose subscribers nobody could ask to confirm, or nothing could be told.
    """

    active: int = 0
    to_confirm: int = 0
    there: int = 0
    twice: int = 0
    left_out: int = 0
    unreached: list[int] = field(default_factory=list)
    wrong_lines: int = 0
    wrong: list[WrongLine] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        return not self.wrong_lines and self.added > 0

    @property
    def added(self) -> int:
        return self.active + self.to_confirm

    def in_words(self) -> str:
        words = {
            "active at once": self.active,
            "asked to confirm": self.to_confirm,
            "there already": self.there,
            "twice in the file": self.twice,
            "left out, because they left, are disabled or complained": self.left_out,
        }
        if self.unreached:
            first = ", ".join(map(str, self.unreached[:LINES_NAMED]))
            more = " and further" if len(self.unreached) > LINES_NAMED else ""
            left_alone = f"left out, because nobody can be asked to confirm, or their incidents and services are not here: lines {first}{more}"
            words[left_alone] = len(self.unreached)
        return "; ".join(f"{number:,} {what}" for what, number in words.items() if number) or "no line"


def look_through(content: bytes) -> Preview:
    """Nothing is written. Raises UnreadableFile."""
    preview, seen = Preview(), set[bytes]()
    for lines in batched(read_lines(content), AT_ONCE):
        sound = [line for line in lines if isinstance(line, Line)]
        wrong = [line for line in lines if isinstance(line, WrongLine)]
        preview.wrong_lines += len(wrong)
        preview.wrong += wrong[: WRONG_SHOWN - len(preview.wrong)]
        _sorted(sound, seen, preview)
    return preview


def import_file(content: bytes, *, note: str, by: Person, at: datetime) -> Preview:
    """What was done. `note` says where the consent comes from.

    Raises NotAllowed, UnreadableFile; ValidationError when a line is wrong, or nothing is to be added.
    """
    require(by, Act.MANAGE_WORKSPACE)
    if not note.strip():
        raise ValidationError("Say where the consent comes from.")
    looked = look_through(content)
    if looked.wrong_lines:
        first = looked.wrong[0]
        raise ValidationError(f"Line {first.number}: {first.problem} Nothing was imported.")
    done, seen = Preview(), set[bytes]()
    with transaction.atomic():
        record_act(
            Done.IMPORTED_SUBSCRIBERS, "begun", by=by, at=at, detail=f"{looked.in_words()}; {note.strip()}"
        )
    for lines in batched(read_lines(content), AT_ONCE):
        with transaction.atomic():
            _write(_sorted([line for line in lines if isinstance(line, Line)], seen, done), note=note, at=at)
    record_act(Done.IMPORTED_SUBSCRIBERS, f"{done.added:,} subscribers", by=by, at=at, detail=done.in_words())
    return done


@dataclass(frozen=True)
class _ToDo:
    """`row` is there where somebody asked and did not confirm."""

    line: Line
    key: str
    row: Subscriber | None


def _sorted(lines: list[Line], seen: set[bytes], counts: Preview) -> list[_ToDo]:
    """Those that are to be written; all are counted."""
    keys = [address_key(line.channel, line.address) for line in lines]
    # By channel too: that is how the index begins.
    found = Subscriber.objects.filter(channel__in={line.channel for line in lines}, address_key__in=keys)
    rows = {(row.audience, row.address_key): row for row in found}
    todo = []
    for line, key in zip(lines, keys, strict=True):
        mark, row = f"{key[:40]}{line.audience}".encode(), rows.get((line.audience, key))
        if mark in seen:
            counts.twice += 1
        elif line.skipped or (
            row and (row.complained_at or row.standing in {Standing.GONE, Standing.DISABLED})
        ):
            counts.left_out += 1
        elif line.unreached:
            counts.unreached.append(line.number)
        elif row and (row.standing == Standing.ACTIVE or not line.confirmed):
            counts.there += 1
        else:
            counts.active += line.confirmed
            counts.to_confirm += not line.confirmed
            todo.append(_ToDo(line, key, row))
        seen.add(mark)
    return todo


def _write(todo: list[_ToDo], *, note: str, at: datetime) -> None:
    rows = [_row(each, note=note, at=at) for each in todo]
    known = [row for row in rows if row.pk]
    Subscriber.objects.bulk_create(row for row in rows if row.pk is None)
    Subscriber.objects.bulk_update(
        known, ["confirmed_at", "note", "language", "everything", "payload", "contact"]
    )
    clear_scope(known)
    ServiceSubscription.objects.bulk_create(_services(rows, todo))
    IncidentSubscription.objects.bulk_create(_incidents(rows, todo))
    Letter.objects.bulk_create(_letters(rows, todo, at=at))


def _row(each: _ToDo, *, note: str, at: datetime) -> Subscriber:
    row = each.row or Subscriber(
        audience=each.line.audience,
        channel=each.line.channel,
        address=each.line.address,
        address_key=each.key,
        asked_at=at,
    )
    row.note, row.language, row.everything = note.strip()[:400], each.line.language, each.line.everything
    row.payload, row.contact = each.line.payload, each.line.contact
    row.confirmed_at = at if each.line.confirmed else None
    return row


def _services(rows: list[Subscriber], todo: list[_ToDo]) -> Iterator[ServiceSubscription]:
    for row, each in zip(rows, todo, strict=True):
        for service in each.line.services:
            yield ServiceSubscription(subscriber=row, service_id=service)


def _incidents(rows: list[Subscriber], todo: list[_ToDo]) -> Iterator[IncidentSubscription]:
    asked = {incident for each in todo for incident in each.line.incidents}
    keys = dict(Incident.objects.filter(public_id__in=asked).values_list("public_id", "pk")) if asked else {}
    for row, each in zip(rows, todo, strict=True):
        for incident in each.line.incidents:
            yield IncidentSubscription(subscriber=row, incident_id=keys[incident])


def _letters(rows: list[Subscriber], todo: list[_ToDo], *, at: datetime) -> Iterator[Letter]:
    """To whoever has to confirm: of a webhook its contact."""
    services = _public_ids({service for each in todo for service in each.line.services})
    for row, each in zip(rows, todo, strict=True):
        if each.line.confirmed:
            continue
        named = tuple(services[key] for key in each.line.services)
        scope = Scope(each.line.everything, named, each.line.incidents)
        wanted = {**scope.as_json(), "language": row.language, "payload": row.payload}
        yield Letter(
            subscriber=row,
            to=row.mail_address,
            kind=LetterKind.CONFIRM,
            wanted=wanted,
            written_at=at,
            next_attempt_at=at,
        )


def _public_ids(keys: set[int]) -> dict[int, str]:
    return dict(Service.objects.filter(pk__in=keys).values_list("pk", "public_id"))

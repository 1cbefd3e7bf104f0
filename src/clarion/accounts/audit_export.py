"""The audit log for other programs: CSV for spreadsheets, JSON Lines for everything else, row by row."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

from clarion.accounts.audit import AuditEntry

#: A cell that begins like this is taken for a formula by spreadsheets; formulas can fetch and send.
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


class _Echo:
    """What csv writes to: hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


#: What an export says of an act; docs/audit.md says what each column means.
COLUMNS = ("id", "at", "person", "email", "via", "address", "token", "act", "subject", "detail")


def as_values(entry: AuditEntry) -> tuple[Any, ...]:
    at = entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return (
        entry.pk, at, entry.person_name, entry.person_email, entry.via, entry.address, entry.token,
        entry.act, entry.subject, entry.detail,
    )  # fmt: skip


def csv_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Lines of RFC 4180 with a heading. An apostrophe stands before what a spreadsheet would calculate."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([harmless(str(value)) for value in as_values(entry)])


def json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """One JSON object a line, exactly as recorded."""
    for entry in entries:
        yield json.dumps(dict(zip(COLUMNS, as_values(entry), strict=True)), ensure_ascii=False) + "\n"


def chosen_in_words(given: Mapping[str, object]) -> str:
    """What was chosen, for the line that an export leaves in the log itself."""
    return "; ".join(f"{name}: {value}" for name, value in given.items() if value) or "everything"


def harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


FORMATS: dict[str, Callable[[Iterable[AuditEntry]], Iterator[str]]] = {"csv": csv_lines, "jsonl": json_lines}

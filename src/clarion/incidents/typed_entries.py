"""Reading lines of the timeline as a tired person types or pastes them: "14:05 rolled back release 118 https://..."."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError

from clarion.incidents.evidence import evidence_address, split_off_evidence
from clarion.incidents.incident import CLOCKS_DIFFER, EARLIEST_YEAR
from clarion.incidents.typed_times import read_leading_time

LONGEST = 2000
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TypedLine:
    """`evidence_url` is empty where the line ends without an address."""

    occurred_at: datetime
    text: str
    evidence_url: str = ""


def read_typed_lines(typed: str, *, at: datetime) -> list[TypedLine]:
    """When each line happened and what; blank lines are left out. All lines are read or none.

    Raises ValidationError; with several lines it says which one is wrong.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_AT_ONCE:
        raise ValidationError(f"At most {MOST_AT_ONCE} lines at once; these are {len(lines)}.")
    if len(lines) < 2:
        return [read_typed_line(typed, at=at)]
    read = []
    for number, line in enumerate(lines, start=1):
        try:
            read.append(read_typed_line(line, at=at))
        except ValidationError as error:
            raise ValidationError(
                f"Line {number} (“{line.strip()[:60]}”): {' '.join(error.messages)}"
            ) from error
    return read


def read_typed_line(line: str, *, at: datetime) -> TypedLine:
    """When it happened, what, and the address that proves it. Without a leading time, it is now.

    Raises ValidationError for an empty or endless line, and for a time or an address that cannot be meant.
    """
    if not line.strip() or len(line) > LONGEST:
        raise ValidationError(f"Write what happened, in at most {LONGEST} characters.")
    occurred_at, rest = read_leading_time(line.strip(), at=at)
    text, evidence_url = split_off_evidence(rest.strip())
    if not text:
        before = "before the link" if evidence_url else "after the time"
        raise ValidationError(f"Write what happened {before}.")
    if evidence_url:
        evidence_address(evidence_url)
    return TypedLine(occurred_at or at, text, evidence_url)


def read_told_entry(text: str, *, occurred_at: datetime, at: datetime) -> tuple[datetime, str]:
    """One entry whose time is told apart from its text, which becomes one line and is kept as it is.

    Raises ValidationError for a time that lies ahead (clocks of two machines differ a little) or long ago, and for
    an empty or endless text.
    """
    must_have_happened(occurred_at, at=at)
    line = " ".join(text.split())
    if not line or len(line) > LONGEST:
        raise ValidationError({"text": f"Write what happened, in at most {LONGEST} characters."})
    return occurred_at, line


def must_have_happened(occurred_at: datetime, *, at: datetime) -> None:
    """Raises ValidationError for a time that lies ahead (clocks of two machines differ a little) or long ago."""
    if occurred_at > at + CLOCKS_DIFFER or occurred_at.year < EARLIEST_YEAR:
        raise ValidationError(
            {
                "occurred_at": "It cannot have happened in the future, nor before the year 2000. Write when it happened, in"
                f" UTC; it is {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC now."
            }
        )

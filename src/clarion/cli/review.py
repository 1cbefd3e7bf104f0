"""`clarion review`: review one text, or a file of texts with --batch."""

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from clarion.review import Audience, Kind, Record, RecordError, Review, Severity
from clarion.review import review as review_text

FINDINGS, USAGE = 1, 2
"""Exit codes; 0 is clean."""


class BatchError(click.ClickException):
    """A line of the batch cannot be read; the message says which and why."""

    exit_code = USAGE


@click.command()
@click.argument("source", metavar="FILE|-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--batch", is_flag=True, help="FILE holds one JSON object a line: id, audience, kind, text, record."
)
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
)
@click.option(
    "--kind", type=click.Choice([each.value for each in Kind]), default=Kind.PROGRESS.value, show_default=True
)
@click.option(
    "--threshold", type=click.Choice([each.value for each in Severity]), default=Severity.WARN.value, show_default=True,
    help="Findings from this severity on make the command fail.",
)  # fmt: skip
def review(source: str, *, batch: bool, audience: str, kind: str, threshold: str) -> None:
    """Say what must not stand in a text, what is missing, and what the record contradicts.

    Exit code 0: clean. 1: findings at or over the threshold. 2: usage or input error.
    """
    if batch:
        with _opened(source) as lines:
            for answer in answers(lines):
                click.echo(answer)
        return
    text = _read(source)
    found = review_text(text, audience=audience, kind=kind)
    for line in described(source, text, found):
        click.echo(line)
    if found.worst and found.worst.rank >= Severity(threshold).rank:
        sys.exit(FINDINGS)


def answers(lines: TextIO) -> Iterator[str]:
    """Yield the answer to each line of a batch, in order. Raises BatchError at the first line that cannot be read."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(number, line), ensure_ascii=False)


def _answer(number: int, line: str) -> dict[str, Any]:
    try:
        item = json.loads(line)
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise BatchError(f"line {number}: expected an object with a text")
        record = Record.from_json(item["record"]) if item.get("record") is not None else None
        found = review_text(item["text"], audience=item["audience"], kind=item["kind"], record=record)
    except KeyError as error:
        raise BatchError(f"line {number}: {error} is missing") from error
    except (json.JSONDecodeError, RecordError, ValueError, AttributeError, TypeError) as error:
        raise BatchError(f"line {number}: {error}") from error
    return {"id": item.get("id"), **found.as_dict()}


def described(name: str, text: str, found: Review) -> Iterator[str]:
    """Yield a line for each finding, missing element and claim, with line and column from 1."""
    for finding in found.findings:
        line, column = _place(text, finding.start)
        yield f"{name}:{line}:{column}: {finding.severity} {finding.rule}: {finding.quote!r}. {finding.message}"
    if found.missing:
        yield f"{name}: missing: {', '.join(found.missing)}"
    for claim in found.claims:
        line, column = _place(text, claim.start)
        yield f"{name}:{line}:{column}: {claim.verdict} {claim.field}: {claim.quote!r} (record: {claim.recorded or 'nothing'})"


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _opened(source: str) -> TextIO:
    return click.open_file(source, encoding="utf-8")  # type: ignore[return-value]  # click types it as IO[Any]


def _read(source: str) -> str:
    try:
        with _opened(source) as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise BatchError(f"{source}: not UTF-8 text ({error.reason} at byte {error.start})") from error

"""`clarion review`: review files, folders or standard input; with --batch, a file of texts.

Nothing here imports Django, and each format only when it is asked for: a hook runs this for every commit.
"""

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from clarion.cli.review_texts import STDIN, CannotRead, Source, sources
from clarion.review import Audience, Kind, Lexicon, Record, Review, Severity
from clarion.review import review as review_text
from clarion.review.formats.report import Reviewed, reaches
from clarion.review.guess import UnknownName, guess

FINDINGS = 1
"""Exit code; 0 is clean, 2 a fault of usage or configuration."""


@click.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True)
)
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    help="For whom. Else front matter, else the path tells.",
)
@click.option(
    "--kind",
    type=click.Choice([each.value for each in Kind]),
    help="What kind of message. Else front matter, else the path tells.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "junit"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fail-on",
    type=click.Choice([*(each.value for each in Severity), "never"]),
    default=Severity.BLOCK.value,
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--fix", is_flag=True, help="Apply the rewrites that never change what is said, then review the result."
)
@click.option(
    "--record",
    "record_file",
    type=click.Path(exists=True, dir_okay=False),
    help="JSON record of the incident, to check claims against.",
)
@click.option(
    "--lexicon",
    "lexicon_file",
    type=click.Path(exists=True, dir_okay=False),
    help="TOML file of services, people and terms. Else clarion.toml or .clarion.toml, from here upwards.",
)
@click.option(
    "--batch",
    is_flag=True,
    help="PATH holds one JSON object a line: id, audience, kind, text, record; so does the answer.",
)
def review(  # noqa: PLR0913 - one argument an option
    paths: tuple[str, ...],
    *,
    audience: str | None,
    kind: str | None,
    form: str,
    fail_on: str,
    fix: bool,
    record_file: str | None,
    lexicon_file: str | None,
    batch: bool,
) -> None:
    """Say what must not stand in a text, what is missing, and what the record contradicts.

    PATH is a file, a folder (its .md, .markdown and .txt) or - for standard input.

    Exit code 0: clean. 1: something at or over --fail-on. 2: a fault of usage or configuration.
    """  # fmt: skip
    lexicon = _lexicon(lexicon_file)
    if batch:
        _answer_batches(paths, lexicon)
        return
    record = _record(record_file) if record_file else None
    gc.disable()  # most runs are one text: looking for cycles among the rules takes a tenth of the time
    asked = Audience(audience) if audience else None, Kind(kind) if kind else None
    reviewed = []
    for source in sources(paths):
        reviewed.append(_reviewed(source, asked, record, lexicon, apply=fix))
        if not gc.isenabled():
            gc.freeze()  # the rules are loaded now, and stay
            gc.enable()
    if fix and STDIN in paths:
        sys.exit(
            _exit_code(reviewed, fail_on)
        )  # the fixed text is on standard output, where a report would spoil it
    for line in _rendered(reviewed, form, fail_on):
        click.echo(line)
    sys.exit(_exit_code(reviewed, fail_on))


def _exit_code(reviewed: list[Reviewed], fail_on: str) -> int:
    return FINDINGS if fail_on != "never" and reaches(reviewed, Severity(fail_on)) else 0


def _reviewed(
    source: Source,
    asked: tuple[Audience | None, Kind | None],
    record: Record | None,
    lexicon: Lexicon | None,
    *,
    apply: bool,
) -> Reviewed:
    """Review one text; with `apply`, write its safe rewrites first and review what is left."""
    try:
        guessed = guess(source.name, source.text, audience=asked[0], kind=asked[1])
    except UnknownName as error:
        raise CannotRead(f"{source.name}:{error.line}: {error}") from error

    def look(text: str) -> Review:
        return review_text(text, audience=guessed.audience, kind=guessed.kind, record=record, lexicon=lexicon)

    text = source.text
    if apply:
        from clarion.review.fixes import fix

        text, count = fix(text, look)
        if count or source.name == STDIN:
            source.write(text)
    return Reviewed(source.name, text, guessed.audience, guessed.kind, guessed.why, look(text))


def _rendered(reviewed: list[Reviewed], form: str, fail_on: str) -> Iterable[str]:
    if form == "text":
        from clarion.review.formats import text

        return text.render(reviewed, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    if form == "json":
        from clarion.review.formats import structured

        return [structured.render(reviewed)]
    if form == "sarif":
        from importlib.metadata import version

        from clarion.review.formats import sarif

        return [sarif.render(reviewed, version=version("clarion"))]
    if form == "github":
        from clarion.review.formats import github

        return github.render(reviewed)
    from clarion.review.formats import junit

    return [junit.render(reviewed, threshold=Severity.BLOCK if fail_on == "never" else Severity(fail_on))]


def _answer_batches(paths: tuple[str, ...], lexicon: Lexicon | None) -> None:
    from clarion.cli.review_batch import answers

    for path in paths:
        with click.open_file(path, encoding="utf-8") as lines:
            for answer in answers(_decodable(path, lines), lexicon):
                click.echo(answer)


def _decodable(path: str, lines: Iterable[str]) -> Iterator[str]:
    try:
        # Not `yield from`: it would close the stream a second time when the batch ends early.
        for line in lines:  # noqa: UP028
            yield line
    except UnicodeDecodeError as error:
        raise CannotRead(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from error


def _lexicon(file: str | None) -> Lexicon | None:
    """Read the lexicon that is named, or that lies in this folder or above it; None where there is none."""
    from clarion.review import lexicon_file

    path = Path(file) if file else lexicon_file.found_upwards(Path.cwd())
    if path is None:
        return None
    try:
        return lexicon_file.read_lexicon(path)
    except lexicon_file.LexiconError as error:
        raise CannotRead(str(error)) from error
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror}") from error


def _record(file: str) -> Record:
    import json

    try:
        facts = json.loads(Path(file).read_text(encoding="utf-8"))
        if not isinstance(facts, dict):
            raise CannotRead(f"{file}: expected an object with the facts of the incident")
        return Record.from_json(facts)
    except ValueError as error:  # RecordError, JSONDecodeError and UnicodeDecodeError among them
        raise CannotRead(f"{file}: {error}") from error

"""The texts that `clarion review` works on: files, folders and standard input, read and written back as they are."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

SUFFIXES = frozenset({".md", ".markdown", ".txt"})
"""What is reviewed in a folder; a file that is named is reviewed whatever it is called."""
STDIN = "-"


class CannotRead(click.ClickException):
    """A file, a lexicon or a record cannot be read; the message says which and why."""

    exit_code = 2


class Source(NamedTuple):
    """A text where it came from: `name` as the user wrote it, "-" for standard input."""

    name: str
    text: str
    byte_order_mark: bool = False

    def write(self, text: str) -> None:
        """Put `text` in the file's place, whole or not at all, with its permissions; to standard output for "-"."""
        if self.name == STDIN:
            click.echo(text, nl=False)
            return
        import tempfile  # costs as much as a review, and most runs write nothing

        target = Path(self.name).resolve()  # a link stays a link
        mark = "\ufeff" if self.byte_order_mark else ""
        with tempfile.NamedTemporaryFile(
            "wb", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            written = Path(file.name)
            try:
                file.write((mark + text).encode())
                file.flush()
                os.fsync(file.fileno())
                written.chmod(target.stat().st_mode & 0o7777)
                written.replace(target)
            except BaseException:
                written.unlink(missing_ok=True)
                raise


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield the texts of files, of what lies in folders, and of standard input. Raises CannotRead."""
    for path in paths:
        if path == STDIN:
            yield _decoded(STDIN, sys.stdin.buffer.read())
        else:
            for file in _files(Path(path)):
                try:
                    yield _decoded(str(file), file.read_bytes())
                except OSError as error:
                    raise CannotRead(f"{file}: {error.strerror}") from error


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or the texts below a folder in order; hidden folders are left out."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in path.walk():
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (folder / name for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES)


def _decoded(name: str, content: bytes) -> Source:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise CannotRead(f"{name}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    return Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))

"""Texts for practice as they lie in TOML files: read, and refused with the file, the key and the remedy.

A file holds one exercise, one scenario or one drill; questions and situations lie several in a file. The first problem of a
file refuses it; who hands a `Problems` on is told of all of them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from clarion.practice.toml_lines import Path, lines_of


class ContentError(ValueError):
    """A text for practice is not in the shape that is read; each line of the message names the file, the key and the remedy."""


class Problems:
    """All that is wrong with one text. Nothing that was read of it is to be used once there is any."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}
        self._lines: Mapping[Path, int] | None = None

    def line_of(self, path: Path) -> int | None:
        """Of a key, else of the table in which it is missing; None where the text has neither as such."""
        if self._lines is None:
            self._lines = lines_of(self._text)
        return self._lines.get(path) or self._lines.get(path[:-1])

    def note(self, said: str, *, line: int | None) -> None:
        self._found.setdefault(said, line or 0)

    def raise_all(self) -> None:
        """Raises ContentError where there is one, in the order of the lines; what has no line comes first."""
        if self._found:
            raise ContentError("\n".join(sorted(self._found, key=self._found.__getitem__)))


class Fields:
    """The keys of one table, read one by one; what is left over is refused by `nothing_else`.

    `where` names the table for people ("payments-slow.toml, criteria 3"), `path` for finding its line. With `problems` nothing
    is raised: what is refused is noted there and in `refused`, and something of the right type stands in for it.
    """

    def __init__(
        self, values: Mapping[str, Any], *, where: str, problems: Problems | None = None, path: Path = ()
    ) -> None:
        self._left = dict(values)
        self.where = where
        self._problems = problems
        self._path = path
        self.refused: set[str] = set()

    def text(self, key: str, *, default: str | None = None) -> str:
        """Raises ContentError where it is no text or, without a default, missing or empty."""
        value = self._left.pop(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.refuse(key, "write a text in quotes")
        return ""

    def whole(self, key: str, *, least: int = 0, most: int | None = None, default: int | None = None) -> int:
        value = self._left.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(key, "write a whole number")
            return least
        if value < least or (most is not None and value > most):
            upto = f" to {most}" if most is not None else " or more"
            self.refuse(key, f"write a whole number from {least}{upto}")
        return value

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        value = self._left.pop(key, default)
        if isinstance(value, bool):
            return value
        self.refuse(key, "write true or false")
        return default

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self._left.pop(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
            self.refuse(key, "write a list of texts in quotes")
            return ()
        if len(listed) < least:
            self.refuse(key, f"write at least {least}")
        return tuple(one.strip() for one in listed)

    def one_of(self, key: str, choices: type[Any], *, default: str | None = None) -> Any:
        """A member of an enumeration of texts, by its value."""
        value = self._left.pop(key, default)
        names = [str(choice) for choice in choices]
        if value in names:
            return choices(value)
        self.refuse(key, f"write one of {', '.join(names)}")
        return choices(names[0])

    def table(self, key: str) -> dict[str, Any] | None:
        """A table as it stands, None where there is none."""
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, dict):
            self.refuse(key, f"write a table: [{key}]")
            return None
        return value

    def inner(self, key: str, *, remedy: str = "") -> "Fields":
        """The keys of a table that has to be there."""
        where, path = f"{self.where}, {key}", (*self._path, key)
        if (values := self.table(key)) is not None:
            return Fields(values, where=where, problems=self._problems, path=path)
        self.refuse(key, remedy or f"write a table: [{key}]")
        return Fields({}, where=where, problems=Problems(""), path=path)  # what it lacks was said in one

    def tables(self, key: str, *, least: int = 0) -> Iterator["Fields"]:
        """The tables of an array (`[[key]]`), each with its place in the message of an error."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(key, f"write tables: [[{key}]]")
            value = []
        elif len(value) < least:
            self.refuse(key, f"write at least {least} tables: [[{key}]]")
        return (
            Fields(
                one,
                where=f"{self.where}, {key} {number}",
                problems=self._problems,
                path=(*self._path, key, number),
            )
            for number, one in enumerate(value, start=1)
        )

    def has(self, key: str) -> bool:
        return key in self._left

    def nothing_else(self, *, remedy: str = "correct or remove it") -> None:
        """Refuses every key that nobody asked for: it is most often misspelled."""
        for key in self._left:
            self.refuse(key, f"this key is not known here; {remedy}")

    def refuse(self, key: str, remedy: str) -> None:
        """Raises ContentError, unless problems are gathered."""
        if self._problems is None:
            raise self.error(key, remedy)
        line = self._problems.line_of((*self._path, key))
        where = self.where if line is None else f"{self.where}, line {line}"
        self._problems.note(f"{where}: {key}: {remedy}.", line=line)
        self.refused.add(key)

    def error(self, key: str, remedy: str) -> ContentError:
        return ContentError(f"{self.where}: {key}: {remedy}.")


def read_toml(text: str, *, name: str, problems: Problems | None = None) -> Fields:
    """Raises ContentError with line and column where it is not TOML."""
    try:
        return Fields(tomllib.loads(text), where=name, problems=problems)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name}: this is not TOML: {error}.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets
        raise ContentError(
            f"{name}: a value in it is too long or too deep to be read. Shorten it."
        ) from error


def shipped(package: str) -> Iterator[tuple[str, Fields]]:
    """Name without its ending and content of each TOML file in a package's folder `texts`, by name."""
    for file in sorted(_folder(package).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), read_toml(file.read_text("utf-8"), name=file.name)


def _folder(package: str) -> Traversable:
    return files(package) / "texts"

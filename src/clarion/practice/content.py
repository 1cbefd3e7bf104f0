"""Texts for practice as they lie in TOML files: read, and refused with the file, the key and the remedy.

A file holds one exercise, one scenario or one drill; questions and situations lie several in a file.
"""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


class ContentError(ValueError):
    """A text for practice is not in the shape that is read; the message names the file, the key and the remedy."""


class Fields:
    """The keys of one table, read one by one; what is left over is refused by `nothing_else`.

    `where` names the table for people: "payments-slow.toml, criteria 3".
    """

    def __init__(self, values: Mapping[str, Any], *, where: str) -> None:
        self._left = dict(values)
        self.where = where

    def text(self, key: str, *, default: str | None = None) -> str:
        """Raises ContentError where it is no text or, without a default, missing or empty."""
        value = self._left.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, "write a text in quotes")
        return value.strip()

    def whole(self, key: str, *, least: int = 0, most: int | None = None, default: int | None = None) -> int:
        value = self._left.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(key, "write a whole number")
        if value < least or (most is not None and value > most):
            upto = f" to {most}" if most is not None else " or more"
            raise self.error(key, f"write a whole number from {least}{upto}")
        return value

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "write true or false")
        return value

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self._left.pop(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
            raise self.error(key, "write a list of texts in quotes")
        if len(listed) < least:
            raise self.error(key, f"write at least {least}")
        return tuple(one.strip() for one in listed)

    def one_of(self, key: str, choices: type[Any], *, default: str | None = None) -> Any:
        """A member of an enumeration of texts, by its value."""
        value = self._left.pop(key, default)
        names = [str(choice) for choice in choices]
        if value not in names:
            raise self.error(key, f"write one of {', '.join(names)}")
        return choices(value)

    def table(self, key: str) -> dict[str, Any] | None:
        """A table as it stands, None where there is none."""
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, dict):
            raise self.error(key, f"write a table: [{key}]")
        return value

    def tables(self, key: str, *, least: int = 0) -> Iterator["Fields"]:
        """The tables of an array (`[[key]]`), each with its place in the message of an error."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(key, f"write tables: [[{key}]]")
        if len(value) < least:
            raise self.error(key, f"write at least {least} tables: [[{key}]]")
        return (
            Fields(one, where=f"{self.where}, {key} {number}") for number, one in enumerate(value, start=1)
        )

    def has(self, key: str) -> bool:
        return key in self._left

    def nothing_else(self) -> None:
        """Raises ContentError for a key that nobody asked for: it is most often misspelled."""
        if self._left:
            raise self.error(next(iter(self._left)), "this key is not known here; correct or remove it")

    def error(self, key: str, remedy: str) -> ContentError:
        return ContentError(f"{self.where}: {key}: {remedy}.")


def read_toml(text: str, *, name: str) -> Fields:
    """Raises ContentError with line and column where it is not TOML."""
    try:
        return Fields(tomllib.loads(text), where=name)
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

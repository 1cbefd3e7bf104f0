"""The lexicon as a file: what a workspace calls its services, people and terms. TOML, described in docs/review.md.

    people = ["Maria Sandoval"]
    teams = ["Payments"]
    domains = ["status.example.com"]

    [glossary]
    OOM = "ran out of memory"

    [[services]]
    name = "Checkout"
    public = ["Online payment"]
    internal = ["pay-core"]

A misspelled key would silently switch off what it was written for, so unknown keys are errors, with their line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clarion.review.lexicon import Lexicon, Service, Term
from clarion.review.reading.patterns import pattern

NAMES = ("clarion.toml", ".clarion.toml")
"""What the file is called where it is looked for."""
_LISTS = ("people", "teams", "domains")
_SERVICE_KEYS = ("name", "public", "internal")


class LexiconError(ValueError):
    """A lexicon cannot be read; the message begins with file and line."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line


def found_upwards(start: Path) -> Path | None:
    """Return the lexicon file in `start` or the nearest folder above it."""
    folder = start.resolve()
    for each in (folder, *folder.parents):
        for name in NAMES:
            if (each / name).is_file():
                return each / name
    return None


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon file. Raises LexiconError for what is wrong in it, OSError where it cannot be opened."""
    try:
        source = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise LexiconError(str(path), 1, f"not UTF-8 text ({error.reason} at byte {error.start})") from error
    return lexicon_from(source, path=str(path))


def lexicon_from(source: str, *, path: str = "lexicon") -> Lexicon:
    """Read a lexicon from TOML text; `path` is for messages. Raises LexiconError."""
    import tomllib

    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        last = source.count("\n") + 1
        raise LexiconError(path, int(line[1]) if line else last, f"not TOML: {error}") from error
    return _Checked(source, path).lexicon(table)


class _Checked:
    """Turns the parsed table into a lexicon. The parser keeps no lines, so that of an error is looked up in the source."""

    def __init__(self, source: str, path: str) -> None:
        self._lines = source.split("\n")
        self._path = path

    def lexicon(self, table: Mapping[str, Any]) -> Lexicon:
        known = (*_LISTS, "glossary", "services")
        for key in table:
            if key not in known:
                raise self._error((key,), f"unknown key {key}; known are {', '.join(known)}")
        return Lexicon(
            services=self._services(table.get("services", [])),
            glossary=self._glossary(table.get("glossary", {})),
            **{key: self._texts(table.get(key, []), (key,)) for key in _LISTS},
        )

    def _services(self, value: Any) -> tuple[Service, ...]:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self._error(("services",), "services: expected tables, each headed [[services]]")
        services = tuple(self._service(each, number) for number, each in enumerate(value))
        names = [service.name for service in services]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise self._error(("services", "name"), f"services: {name} stands twice; keep one", number)
        return services

    def _service(self, table: Mapping[str, Any], number: int) -> Service:
        for key in table:
            if key not in _SERVICE_KEYS:
                known = ", ".join(_SERVICE_KEYS)
                raise self._error(
                    ("services", key), f"unknown key {key} of a service; known are {known}", number
                )
        name = table.get("name")
        if not isinstance(name, str) or not name.strip():
            raise self._error(("services", "name"), "services: name is missing or no text", number)
        lists = {
            key: self._texts(table.get(key, []), ("services", key), number) for key in ("public", "internal")
        }
        return Service(name, **lists)

    def _glossary(self, value: Any) -> tuple[Term, ...]:
        if not isinstance(value, dict):
            raise self._error(("glossary",), "glossary: expected a table of term = wording")
        for term, plain in value.items():
            if not isinstance(plain, str) or not plain.strip():
                raise self._error(("glossary", term), f"glossary: the wording of {term} is no text")
        return tuple(Term(term, plain) for term, plain in value.items())

    def _texts(self, value: Any, key: tuple[str, ...], number: int = 0) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self._error(key, f'{key[-1]}: expected a list of texts, as in {key[-1]} = ["..."]', number)
        return tuple(value)

    def _error(self, key: tuple[str, ...], problem: str, number: int = 0) -> LexiconError:
        return LexiconError(self._path, self._line(key, number), problem)

    def _line(self, key: tuple[str, ...], number: int) -> int:
        """Return the line of a key, in the table headed so for the `number`-th time; where it has none, that of its table."""
        candidates = (
            (len(path), -line)
            for line, path, nth in _written(self._lines)
            if path == key[: len(path)] and nth in {None, number}
        )
        return -max(candidates, default=(0, -1))[1]


_HEADER = pattern(r"\s*\[{1,2}\s*([^\]\s]+)\s*\]")
_KEY = pattern(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def _written(lines: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...], int | None]]:
    """Yield line, path and number of each table header and key; the number is None outside of tables."""
    table: tuple[str, ...] = ()
    headed: Counter[tuple[str, ...]] = Counter()
    for place, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            headed[table] += 1
            yield place, table, headed[table] - 1
        elif key := _KEY.match(line):
            yield place, (*table, *_parts(key[1])), headed[table] - 1 if table else None


def _parts(name: str) -> tuple[str, ...]:
    """ "glossary.OOM" is a key in a table; quoted it is one name."""
    return (name[1:-1],) if name[0] in "\"'" else tuple(name.split("."))

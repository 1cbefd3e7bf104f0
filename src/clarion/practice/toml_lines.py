"""On which line of a TOML text a table or a key stands; the parser of the standard library does not tell.

Only for a text that the parser has read: what is skipped here is known to be in order. Pure.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

#: The names on the way to a table or a key; a number, from 1, is a place in an array of tables: ("injects", 3, "from").
type Path = tuple[str | int, ...]

_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAMES = rf"({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)"
_HEADER = re.compile(rf"(\[\[?)[ \t]*{_NAMES}[ \t]*\]\]?")
_KEY = re.compile(rf"{_NAMES}[ \t]*=")
_NOTHING = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
#: What a value is made of: strings of four kinds, a comment, a bracket, the end of a line, anything else.
_PIECE = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}\n]|[^"\'#\[\]{}\n]+',
    re.DOTALL,
)


def lines_of(text: str) -> Mapping[Path, int]:
    """Every table that has a header and every key outside of inline tables, with its line from 1; of others nothing is said."""
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    line, counted = 1, 0
    for at, statement in _statements(text):
        line, counted = line + text.count("\n", counted, at), at
        if statement.re is _HEADER:
            table = _place(_names_in(statement[2]), arrays, is_array=statement[1] == "[[")
            found.setdefault(table, line)
        else:
            found.setdefault((*table, *_names_in(statement[1])), line)
    return found


def _statements(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Headers and keys, each with where it begins."""
    at = _after_nothing(text, 0)
    while statement := _HEADER.match(text, at) or _KEY.match(text, at):
        yield at, statement
        end = statement.end()
        at = _after_nothing(text, end if statement.re is _HEADER else _after_value(text, end))


def _after_nothing(text: str, at: int) -> int:
    """Behind spaces, empty lines and comments."""
    nothing = _NOTHING.match(text, at)
    return nothing.end() if nothing else at


def _after_value(text: str, at: int) -> int:
    """Behind the line on which all brackets of the value are closed."""
    depth = 0
    while piece := _PIECE.match(text, at):
        at = piece.end()
        if piece[0] in {"[", "{"}:
            depth += 1
        elif piece[0] in {"]", "}"}:
            depth -= 1
        elif piece[0] == "\n" and depth == 0:
            break
    return at


def _names_in(key: str) -> list[str]:
    """The parts of a dotted key: the parser knows its quotes and escapes."""
    names: list[str] = []
    inside: Any = tomllib.loads(f"{key} = 0")
    while isinstance(inside, dict):
        ((name, inside),) = inside.items()
        names.append(name)
    return names


def _place(names: list[str], arrays: dict[Path, int], *, is_array: bool) -> Path:
    """Where a header leads: below an array of tables, into the last table of it. Counts the tables of arrays."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        path = (*path, arrays[path]) if path in arrays else path
    path = (*path, names[-1])
    if is_array:
        arrays[path] = arrays.get(path, 0) + 1
        path = (*path, arrays[path])
    return path

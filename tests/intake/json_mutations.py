"""A JSON document with one thing in it replaced or taken away: what a file of another version, or a broken one, looks like."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

GARBAGE = [
    None,
    True,
    -1,
    10**30,
    "",
    "x" * 600,
    "2026-13-40T99:00:00Z",
    "\0",
    [],
    {},
    [None],
    [[]],
    {"id": {}},
    1.5,
]


def paths(document: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    keys = (
        document.keys()
        if isinstance(document, dict)
        else range(len(document))
        if isinstance(document, list)
        else ()
    )
    for key in keys:
        yield from paths(document[key], (*here, key))


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(document)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


@st.composite
def mutated(draw: st.DrawFn, document: Any) -> Any:
    path = draw(st.sampled_from(list(paths(document))))
    return replaced(document, path, draw(st.sampled_from(GARBAGE)))

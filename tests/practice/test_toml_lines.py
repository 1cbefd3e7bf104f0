"""On which line of a TOML text something stands: the right one, or none."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.practice.toml_lines import lines_of

SHIPPED = sorted(
    (path for path in (files("clarion.practice.drills") / "scripts").iterdir()), key=lambda path: path.name
)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_every_key_of_a_shipped_script_is_found_on_the_line_that_begins_with_it(file):
    text = file.read_text("utf-8")
    written, found = text.splitlines(), lines_of(text)
    paths = list(_paths(tomllib.loads(text)))
    assert len(paths) > 50
    for path in paths:
        line = written[found[path] - 1]
        if isinstance(path[-1], int):
            assert line.startswith(f"[[{path[-2]}]]"), path
        else:
            assert line.startswith((f"{path[-1]} =", f"[{path[-1]}]")), path


def _paths(inside, path=()):
    for name, value in inside.items():
        if isinstance(value, dict):
            yield (*path, name)
            yield from _paths(value, (*path, name))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value, start=1):
                yield (*path, name, number)
                yield from _paths(row, (*path, name, number))
        else:
            yield (*path, name)


def test_what_looks_like_a_key_or_a_table_inside_of_a_value_is_none():
    text = '''\
# from = 1
text = """
[[injects]]
from = 2
\\""" still a text """"
other = \'\'\'
key = 3\'\'\'
list = [ # from = 4
  "]", "a = 5",
  { from = 6, to = ["["] },
]
"quoted key" . 'and.another' = 7

  [ table . inner ] # [no.table]
  last = 8
[[rows]]
at = 9
[rows.below]
at = 10
[[rows]]
at = 11
[[rows.deep]]
at = 12
[[rows.deep]]
at = 13'''
    tomllib.loads(text)
    assert lines_of(text) == {
        ("text",): 2,
        ("other",): 6,
        ("list",): 8,
        ("quoted key", "and.another"): 12,
        ("table", "inner"): 14,
        ("table", "inner", "last"): 15,
        ("rows", 1): 16,
        ("rows", 1, "at"): 17,
        ("rows", 1, "below"): 18,
        ("rows", 1, "below", "at"): 19,
        ("rows", 2): 20,
        ("rows", 2, "at"): 21,
        ("rows", 2, "deep", 1): 22,
        ("rows", 2, "deep", 1, "at"): 23,
        ("rows", 2, "deep", 2): 24,
        ("rows", 2, "deep", 2, "at"): 25,
    }


#: Values that could be taken for something else.
VALUES = st.sampled_from(
    ['"a"', '"[[row]]"', '"\\" # b = 1"', "'''\n[row]\nb = 1\n'''", '"""\n"" [[row]]\n\\""" ""\n"""', "[\n1, # ]\n 2\n]",
     "{ b = 1 }", "'#'", "1 # b = 2", "2026-03-10T09:00:00Z", "[[1], ['[']]", '""', "''", '""""""', "''''''", '"""x"""""']
)  # fmt: skip
BETWEEN = st.sampled_from(["", "\n", "# [row]\n", "  \t\n\n", "\r\n"])


@given(st.lists(st.tuples(BETWEEN, st.sampled_from(["key", "table", "row"]), VALUES), max_size=12))
def test_whatever_stands_between_them_the_lines_are_those_of_the_parser(parts):
    """A text is cut off before each line that was found: what the parser reads of it then lacks exactly what begins there."""
    text = "".join(_written(place, *part) for place, part in enumerate(parts))
    whole = tomllib.loads(text)
    found = lines_of(text)
    assert set(found) == {path for path in _paths(whole) if "b" not in path}
    for path, line in found.items():
        before = "".join(text.splitlines(keepends=True)[: line - 1])
        assert path not in set(_paths(tomllib.loads(before)))
        upto = {each for each, its in found.items() if its < line}
        assert {each for each in _paths(tomllib.loads(before)) if "b" not in each} == upto


def _written(place: int, between: str, what: str, value: str) -> str:
    if what == "key":
        return f"{between}k{place} = {value}\n"
    header = f"[t{place}]" if what == "table" else "[[row]]"
    return f"{between}{header}\nv{place} = {value}\n"

"""Stylesheets are whole: one brace too few, and browsers read all that follows as part of one screen width."""

from pathlib import Path

import pytest

import clarion

STYLESHEETS = sorted((Path(clarion.__file__).parent).rglob("static/**/*.css"))


@pytest.mark.parametrize("sheet", STYLESHEETS, ids=lambda sheet: sheet.name)
def test_every_brace_is_closed_and_only_conditions_hold_others(sheet):
    depth = 0
    for number, line in enumerate(sheet.read_text().splitlines(), start=1):
        for character in line:
            depth += (character == "{") - (character == "}")
            assert 0 <= depth <= 3, f"line {number}"
        assert not (depth and line.startswith("/*")), (
            f"line {number}: the rule or condition above is not closed"
        )
    assert depth == 0

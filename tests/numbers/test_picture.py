"""The picture of a figure: whole XML, every dot in it, escaped, readable when values are skewed."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.numbers.figure import Became, Dot, Figure
from clarion.numbers.picture import HEIGHT, TOP, Scale, draw, in_short, shown

MONTHS = [date(2026, 2, 1), date(2026, 3, 1)]
SVG = "{http://www.w3.org/2000/svg}"


def figure(*values: float, name: str = "INC-1", unit: str = "minutes") -> Figure:
    dots = tuple(Dot(MONTHS[1], "SEV2", value, name) for value in values)
    return Figure("first_post", "Time to first post", unit, "Definition.", dots)


def test_every_dot_is_drawn_with_its_name_and_the_picture_says_the_same_in_words():
    root = ET.fromstring(draw(figure(4, 8, 8), MONTHS))
    dots = root.findall(f"{SVG}circle")
    assert [dot.find(f"{SVG}title").text for dot in dots] == [
        "INC-1, SEV2: 4 min",
        "INC-1, SEV2: 8 min",
        "INC-1, SEV2: 8 min",
    ]
    assert len({(dot.get("cx"), dot.get("cy")) for dot in dots}) == 3, "no dot hides another"
    assert root.find(f"{SVG}title").text == "Time to first post. March 2026: 3, median 8 min, p90 8 min"


def test_a_figure_says_itself_in_short():
    kept = tuple(Became(MONTHS[1], "SEV2", "kept") for _ in range(3))
    told = Figure("promises", "Promises", "minutes", "D.", figure(4, 8).dots, ("kept", "late"), kept)
    assert in_short(told) == "median 4 min, p90 8 min of 2; 3 kept, 0 late"
    assert in_short(figure()) == ""


def test_nothing_to_draw_is_no_picture_and_what_lies_outside_is_left_out():
    assert draw(figure(), MONTHS) == ""
    assert draw(figure(3), MONTHS[:1]) == ""


def test_alone_it_brings_its_style_and_in_the_page_none():
    assert "<style>" in draw(figure(3), MONTHS, alone=True)
    assert "style" not in draw(figure(3), MONTHS)


@given(
    st.lists(st.floats(-400, 1e6, allow_nan=False), min_size=1, max_size=60),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.sampled_from(["minutes", "days", ""]),
)
def test_whatever_the_values_and_names_it_is_whole_and_every_dot_lies_inside(values, name, unit):
    root = ET.fromstring(draw(figure(*values, name=name, unit=unit), MONTHS))
    heights = [float(dot.get("cy")) for dot in root.findall(f"{SVG}circle")]
    assert len(heights) == len(values)
    assert all(TOP <= height <= TOP + HEIGHT for height in heights)
    assert len(root.findall(f"{SVG}text")) < 20


def test_a_skewed_figure_keeps_its_small_values_apart():
    scale = Scale([2, 3, 4, 5, 900])
    assert scale.logarithmic
    assert scale.y(2) - scale.y(4) > 10


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "minutes", "0 min"), (0.5, "minutes", "30 s"), (4.2, "minutes", "4 min"), (72, "minutes", "1 h 12 min"),
        (120, "minutes", "2 h"), (5000, "minutes", "3 days 11 h"), (1, "days", "1 day"), (-2, "days", "-2 days"), (3, "", "3"),
        (None, "", "–"),
    ],
)  # fmt: skip
def test_values_read_as_people_say_them(value, unit, words):
    assert shown(value, unit) == words


def test_an_axis_of_less_than_a_minute_counts_seconds():
    axis = Scale([0.0, 0.3, 0.9])
    assert [shown(value, "minutes") for value in axis.ticks("minutes")] == ["0 min", "15 s", "30 s", "45 s"]
    assert [shown(value, "minutes") for value in Scale([0.05, 0.08]).ticks("minutes")] == [
        "0 min", "1 s", "2 s", "3 s", "4 s",
    ]  # fmt: skip
    assert [shown(value, "minutes") for value in Scale([4.0, 12.0]).ticks("minutes")] == [
        "0 min", "5 min", "10 min",
    ]  # fmt: skip

"""The timeline picture: every line has a mark, no words overlap, no text is markup."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.postmortems.exports.picture_pieces import SIZE
from clarion.postmortems.exports.timeline_picture import ON_PAPER, WIDTH, timeline_svg
from clarion.postmortems.exports.wrapped_words import width
from tests.postmortems.exports.samples import (
    EMPTY,
    FULL,
    INCIDENT,
    KINDS,
    line,
    long_document,
    minutes,
)

SVG = "{http://www.w3.org/2000/svg}"
CROWDED = {
    "full": FULL,
    "five": replace(FULL, timeline=FULL.timeline[:5]),
    "long": long_document(),
    "at once": replace(FULL, timeline=tuple(line(5, kind, f"line of {kind}") for kind in KINDS * 20)),
    "many incidents": replace(
        FULL, incidents=tuple(replace(INCIDENT, reference=f"INC-{number}") for number in range(9))
    ),
    "far apart": replace(FULL, timeline=tuple(line(4**at, "action", "W" * 60) for at in range(12))),
}


def drawn(document, **how) -> ET.Element:
    return ET.fromstring(timeline_svg(document, **how))


def texts(picture: ET.Element) -> list[tuple[float, float, float, str]]:
    """Left, right, baseline and words of every text."""
    found = []
    for each in picture.iter(f"{SVG}text"):
        long = width(each.text, float(each.get("font-size", SIZE)))
        left = float(each.get("x")) - (long / 2 if each.get("text-anchor") == "middle" else 0)
        found.append((left, left + long, float(each.get("y")), each.text))
    return found


def test_nothing_with_a_time_makes_no_picture():
    assert timeline_svg(replace(EMPTY, incidents=())) == ""


@pytest.mark.parametrize("wide", [WIDTH, ON_PAPER])
@pytest.mark.parametrize("name", CROWDED)
def test_no_words_overlap_and_all_stay_inside(name, wide):
    picture = drawn(CROWDED[name], wide=wide)
    placed = texts(picture)
    for index, (left, right, y, words) in enumerate(placed):
        assert left >= 0, words
        assert right <= wide, words
        assert y <= float(picture.get("height")), words
        for other_left, other_right, other_y, other in placed[index + 1 :]:
            apart = abs(y - other_y) >= SIZE or right <= other_left or other_right <= left
            assert apart, f"{words} / {other}"


@pytest.mark.parametrize("name", CROWDED)
def test_every_line_has_a_mark_that_says_it_whole(name):
    marks = [each for each in drawn(CROWDED[name]).iter(f"{SVG}g") if each.find(f"{SVG}title") is not None]
    assert len(marks) == len(CROWDED[name].timeline)


def test_few_lines_are_all_written_out_and_many_say_how_many_are():
    words = {text for *_, text in texts(drawn(FULL))}
    assert "09:51 decided to renew the certificate by hand rather than to roll back" in words
    assert "11:03 resolved" in words
    assert not any("written out" in text for text in words)
    [note] = [text for *_, text in texts(drawn(long_document())) if "written out" in text]
    assert re.fullmatch(r"\d+ of 300 lines are written out here; the table below has all of them\.", note)


def test_a_lane_without_lines_is_left_out():
    picture = drawn(replace(FULL, timeline=FULL.timeline[3:5]))
    words = {text for *_, text in texts(picture)}
    assert "What happened" in words
    assert not {"Communication", "Alerts"} & words


def test_moments_at_one_time_share_a_flag_and_name_their_incident_where_there_are_several():
    other = replace(INCIDENT, reference="INC-45", moments={"started": minutes(0), "resolved": minutes(30)})
    words = {text for *_, text in texts(drawn(replace(FULL, incidents=(INCIDENT, other))))}
    assert "09:31 INC-44 started; INC-45 started" in words
    assert "10:01 INC-45 resolved" in words


def test_a_pause_is_marked_with_its_length():
    night = replace(FULL, timeline=(*FULL.timeline, line(2000, "note", "the night was quiet")))
    assert "1 day 7 h" in {text for *_, text in texts(drawn(night))}


def test_whoever_does_not_see_it_is_told_what_it_shows():
    picture = drawn(FULL)
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Timeline of PM-7"
    description = picture.findtext(f"{SVG}desc")
    assert description.startswith(
        "Lines: what happened: 6; communication: 4; alerts: 1. Moments: started 2026-03-10 09:31 UTC;"
    )


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_no_text_is_markup(written):
    hostile = written + "<script>&\"'\x00\x0b\ud800"
    picture = drawn(replace(FULL, timeline=(line(1, "note", hostile),), title=hostile))
    assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "text",
        "g",
        "rect",
    }

"""The picture of causes holds every answer in boxes that do not overlap, and lets no text become markup."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as some

from clarion.postmortems.exports.cause_picture import cause_svg
from clarion.postmortems.exports.wrapped_words import one_line, width, wrapped
from clarion.postmortems.five_whys import WhyKind
from tests.factories.why_trees import document_with, two_branches, why

SVG = "{http://www.w3.org/2000/svg}"
LONG = "payments-settlement-reconciliation-worker-of-merchants-outside-of-the-euro-area-7f9c8d6b5-x2x9z"


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each box."""
    found = [
        each.attrib for each in ET.fromstring(svg).iter(f"{SVG}rect") if each.attrib["class"] == "cause-box"
    ]
    sides = [tuple(float(each[name]) for name in ("x", "y", "width", "height")) for each in found]
    return [(x, y, x + wide, y + high) for x, y, wide, high in sides]


def words(svg: str, name: str) -> list[str]:
    texts = [each for each in ET.fromstring(svg).iter(f"{SVG}text") if each.attrib["class"] == name]
    return [" ".join(span.text or "" for span in each) for each in texts]


def overlapping(sides: list[tuple[float, float, float, float]]) -> int:
    return sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for number, a in enumerate(sides)
        for b in sides[number + 1 :]
    )


def test_every_answer_has_a_box_beside_the_others_and_inside_the_picture():
    svg = cause_svg(two_branches())
    wide, high = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    sides = boxes(svg)
    assert len(sides) == 9
    assert overlapping(sides) == 0
    assert all(x >= 0 and y >= 0 and right <= wide <= 940 and bottom <= high for x, y, right, bottom in sides)


def test_kind_hypothesis_and_what_was_decided_are_told_in_words():
    svg = cause_svg(two_branches())
    heads = words(svg, "cause-kind")
    assert {"Problem", "Trigger", "Contributor", "Detection gap", "Luck, hypothesis"} <= set(heads)
    assert words(svg, "cause-tag-words") == ["AI-12", "AI-13", "AI-14", "risk accepted"]
    assert "About a quarter of card payments failed for 72 minutes." in words(svg, "cause-words")


def test_each_kind_has_a_mark_of_its_own():
    svg = cause_svg(document_with(*(why("It broke", kind=kind) for kind in WhyKind)))
    assert len(set(re.findall(r'class="cause-mark"[^>]* d="([^"]+)"', svg))) == len(WhyKind)


def test_in_the_page_it_carries_no_style_and_alone_it_carries_its_own_and_all_answers_for_those_who_hear_it():
    assert "style" not in cause_svg(two_branches())
    alone = cause_svg(two_branches(), standalone=True)
    assert "<style>" in alone
    assert "var(" not in alone
    description = ET.fromstring(alone).findtext(f"{SVG}desc")
    assert "2. Contributor: Probes are not compared with the path of real payments" in str(description)


def test_without_an_answer_there_is_no_picture():
    assert cause_svg(document_with()) == ""


def test_thirty_answers_below_each_other_are_drawn_wider_than_a_page():
    node = why("The last")
    for number in range(29):
        node = why(f"Answer {number}", node)
    svg = cause_svg(document_with(node))
    assert overlapping(boxes(svg)) == 0
    assert len(boxes(svg)) == 31


@given(some.lists(some.text(max_size=600), min_size=1, max_size=6), some.text(max_size=300))
def test_no_text_becomes_markup_and_none_leaves_its_box(answers, problem):
    below = tuple(why(answer) for answer in answers)
    svg = cause_svg(document_with(why(LONG, *below), problem=problem, title=problem or "x"), standalone=True)
    assert overlapping(boxes(svg)) == 0
    tags = {each.tag.removeprefix(SVG) for each in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "g", "text", "tspan"}


@given(some.text(max_size=300), some.integers(60, 300))
def test_lines_fit_their_room_and_lose_no_character(text, room):
    lines = wrapped(f"{LONG} {text}", room=room, size=13)
    assert all(width(line, 13) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == one_line(f"{LONG} {text}").replace(" ", "")

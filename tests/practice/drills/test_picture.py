"""The picture of a drill, and the same in words: everything has its place, and nobody's words become marks of the page."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from clarion.practice.drills.picture import drill_svg, lines_of
from clarion.practice.drills.read_messages import read_messages
from tests.practice.drills.test_scoring import CALM, KEPT, SECOND, course, message, minute

SVG = "{http://www.w3.org/2000/svg}"


def drawn(of) -> ET.Element:
    return ET.fromstring(drill_svg(of, read_messages(of)))


def named(svg: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in svg.iter() if name in each.get("class", "").split()]


def test_each_inject_has_its_flag_and_a_rumours_is_hollow():
    svg = drawn(course(*CALM))
    flags = [each for each in named(svg, "flag") if each.tag == f"{SVG}text"]
    assert [each.text for each in flags] == [str(number) for number in range(1, 12)]
    assert [each.text for each in flags if "rumour" in each.get("class")] == ["6"]


def test_what_was_true_what_an_audience_knew_and_its_promises_have_their_marks():
    late = (*KEPT[:1], replace(KEPT[1], outcome="late", kept_at=minute(22)), replace(KEPT[2], due_at=minute(29), outcome="missed"))  # fmt: skip
    svg = drawn(course(*CALM, promises=late))
    assert len(named(svg, "true")) == 6
    assert len(named(svg, "knew")) == 3
    assert len(named(svg, "nothing")) == 1
    marks = [name for name in ("kept", "late", "missed") for _ in named(svg, name)]
    assert marks == ["kept", "kept", "late", "late", "missed", "missed"]  # each once more in the legend
    assert named(svg, "wrong")[1:] == []  # the legend's alone


def test_a_message_that_was_not_true_carries_a_cross():
    svg = drawn(course(CALM[0], replace(CALM[1], text=SECOND.replace("60 %", "20 %")), CALM[2]))
    assert len(named(svg, "wrong")) == 2


def test_words_of_people_are_text_wherever_they_stand():
    hostile = message(4, '</text><script>alert("x")</script> & "quotes"', due=20)
    svg = drawn(course(hostile))
    assert [each.tag for each in svg.iter() if "script" in each.tag] == []
    assert '<script>alert("x")</script> & "quotes"' in "".join(svg.itertext())


def test_a_silent_drill_a_short_one_and_one_with_a_letter_to_one_customer_are_drawn():
    assert len(named(drawn(course(promises=())), "nothing")) == 1
    assert len(named(drawn(course(ended=0.2, promises=())), "flag")) > 0
    letter = message(6, "We are sorry.", kind="customer_reply", audience="customer")
    svg = drawn(course(*CALM, letter))
    assert len(named(svg, "reply")) == 1
    assert [each.text for each in named(svg, "lane")] == ["What came in", "What was true", "The public page", "Customers"]  # fmt: skip


def test_the_same_drill_gives_the_same_picture():
    assert drill_svg(course(*CALM), read_messages(course(*CALM))) == drill_svg(
        course(*CALM), read_messages(course(*CALM))
    )


def test_the_lines_beside_the_picture_say_all_of_it_in_the_order_of_their_times():
    lines = lines_of(course(*CALM))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    told = [(f"{line.at:%H:%M}", line.who, line.words.partition(":")[0]) for line in lines]
    assert told[0] == ("10:00", "What was true", "investigating")
    assert ("10:04", "The public page", "acknowledgement") in told
    assert ("10:05", "The public page", "promise kept") in told
    assert ("10:11", "6. rumour", "Front desk, Lindgrove South") in told
    assert len(lines) == 6 + 11 + 3 + 2  # the last promise was not due before the end


def test_flags_of_things_that_came_in_at_once_stand_above_each_other():
    busy = course(*CALM)
    at_once = replace(busy, injects=tuple(replace(each, at=minute(10)) for each in busy.injects[:4]))
    tops = [each.get("d").split()[1].split("h")[0] for each in named(drawn(at_once), "flag") if each.tag == f"{SVG}path"]  # fmt: skip
    assert tops[:4] == ["6", "28", "50", "72"]

"""A section falls into the pieces that a reader sees."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from clarion.postmortems.paragraphs import paragraphs_of, same_words


def test_a_paragraph_a_list_a_heading_a_quotation_and_code_are_one_piece_each():
    section = (
        "\nFirst,\nstill first.\n\n# Cause\nRight below.\n\n- one\n\n- two\n  more\n\n> said\n\n"
        "```\ncode\n\nmore code\n```\n\n \nLast."
    )
    found = paragraphs_of(section)
    assert [each.text for each in found] == [
        "First,\nstill first.",
        "# Cause",
        "Right below.",
        "- one\n\n- two\n  more",
        "> said",
        "```\ncode\n\nmore code\n```",
        "Last.",
    ]
    assert [each.number for each in found] == list(range(1, 8))


def test_words_are_the_same_when_only_line_breaks_differ():
    assert same_words("One two\nthree", "One  two three ")
    assert not same_words("One two", "One three")


@given(some.text(alphabet="ab `~\n\r->#1.", max_size=80))
def test_paragraphs_stand_where_they_say_and_leave_out_only_blanks(section):
    found = paragraphs_of(section)
    assert all(section[each.start : each.end] == each.text for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(section.split())


@given(some.text(max_size=80))
def test_paragraphs_follow_each_other(section):
    found = paragraphs_of(section)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(section[each.start : each.end] == each.text for each in found)

"""A section falls into paragraphs, and code stays in one piece."""

from hypothesis import given
from hypothesis import strategies as some

from clarion.postmortems.paragraphs import paragraphs_of, same_words


def test_blank_lines_part_paragraphs_and_a_fence_of_code_keeps_its_own():
    section = "\nFirst,\nstill first.  \n\n```\ncode\n\nmore code\n```\n\n \nLast."
    found = paragraphs_of(section)
    assert [each.text for each in found] == [
        "First,\nstill first.",
        "```\ncode\n\nmore code\n```",
        "Last.",
    ]
    assert [each.number for each in found] == [1, 2, 3]


def test_words_are_the_same_when_only_line_breaks_differ():
    assert same_words("One two\nthree", "One  two three ")
    assert not same_words("One two", "One three")


@given(some.text(alphabet="ab `~\n\r", max_size=80))
def test_paragraphs_stand_where_they_say_and_leave_out_only_blanks(section):
    found = paragraphs_of(section)
    assert all(section[each.start : each.end] == each.text and each.text.strip() for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(section.split())

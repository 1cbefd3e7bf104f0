"""Prose as a page shows it: marks in the words, whatever Markdown surrounds them, and never a tag of an author."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.review import Finding, Severity
from clarion.updates.markdown import render_blocks, render_markdown
from clarion.web.shown_prose import shown_prose


def finding(text: str, quote: str) -> Finding:
    start = text.index(quote)
    return Finding("blame", start, start + len(quote), quote, Severity.BLOCK, "Say what allowed it.")


@pytest.mark.parametrize(
    ("text", "quote", "html"),
    [
        ("Ana forgot it.", "Ana forgot", '<p><mark class="block">Ana forgot</mark> it.</p>\n'),
        (
            "Ana **forgot** it.", "Ana **forgot** it",
            '<p><mark class="block">Ana </mark><strong><mark class="block">forgot</mark></strong><mark class="block"> it</mark>.</p>\n',
        ),
        ("[Ana](https://ana.example/forgot)", "forgot", '<p><a href="https://ana.example/forgot" rel="nofollow noopener">Ana</a></p>\n'),
        ("- Ana forgot\n- more", "Ana forgot", '<ul>\n<li><mark class="block">Ana forgot</mark></li>\n<li>more</li>\n</ul>\n'),
    ],
)  # fmt: skip
def test_a_finding_is_marked_where_that_leaves_the_markdown_alone(text, quote, html):
    assert [block.html for block in shown_prose(text, [finding(text, quote)])] == [html]


def test_a_finding_stands_beside_its_own_block_and_a_block_of_code_is_one():
    text = "First.\n\n```\na\n\nb\n```\n\nAna forgot it."
    found = finding(text, "Ana forgot")
    shown = shown_prose(text, [found])
    assert [(block.text, block.findings) for block in shown] == [
        ("First.", ()), ("```\na\n\nb\n```", ()), ("Ana forgot it.", (found,)),
    ]  # fmt: skip


@given(st.text("ab*_`[]()<>\n#-1. \ue000\u2028\x0b", max_size=40))
def test_the_blocks_of_a_text_are_the_whole_text_and_marks_change_no_word(text):
    whole = "".join(block.html for block in render_blocks(text))
    assert whole.split() == render_markdown(text).split()
    words = list(re.finditer(r"[ab]+", text))
    found = [Finding("blame", each.start(), each.end(), each[0], Severity.WARN, "why") for each in words]
    marked = "".join(block.html for block in shown_prose(text, found))
    assert re.sub(r'<mark class="warn">|</mark>', "", marked) == whole

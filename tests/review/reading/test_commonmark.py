"""What is code, quote, heading, list and raw HTML is what a CommonMark parser says it is."""

import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clarion.review.reading.markdown import BlockKind, blocks_of

PARSER = MarkdownIt("commonmark").enable("table")
MARKERS = [
    "",
    "",
    "",
    "",
    "> ",
    "> > ",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "# ",
    "## ",
    "  ",
    "   ",
    "    ",
    "      ",
    "\t",
    "-\t",
    "> - ",
    "- > ",
    "  - ",
]
ENDINGS = ["", "", "", "", "", " #", "  ", "\\"]
SHAPES = [
    "```",
    "````",
    "~~~",
    "```text",
    "---",
    "***",
    "===",
    "<div>",
    "</div>",
    "<!-- note -->",
    "<!--",
    "-->",
    "> ",
    ">",
    "-",
    "2.",
    "#",
]


@st.composite
def documents(draw):
    """Lines of Markdown; each line of words has words of its own, by which it is found again."""
    lines = []
    for number in range(draw(st.integers(1, 8))):
        marker, shape = draw(st.sampled_from(MARKERS)), draw(st.sampled_from([None, None, None, "", *SHAPES]))
        if marker.expandtabs(4).endswith("    "):
            shape = (
                None  # markdown-it takes a lazy line of blanks and a fence for a fence; the standard does not
            )
        words = (
            f"word{number}" + draw(st.sampled_from(["", " and more", " `code`"])) if shape is None else shape
        )
        # text after a comment on its last line is read as text, which CommonMark takes for HTML
        ending = "" if "-->" in words else draw(st.sampled_from(ENDINGS))
        lines.append(marker + words + ending)
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines)


def as_commonmark_has_it(text):
    """Word -> what its line is: code, html, heading, item or paragraph; and whether it is quoted."""
    found, parents = {}, []
    for token in PARSER.parse(
        f"{text}\n"
    ):  # without it markdown-it reads past the end where a quoted list holds an open comment
        if token.nesting == 1:
            parents.append(token.type)
        elif token.nesting == -1:
            parents.pop()
        for word in re.findall(r"word\d", token.content):
            found[word] = (_kind(token, parents), "blockquote_open" in parents)
    return found


def _kind(token, parents):
    if token.type in {"fence", "code_block"}:
        return BlockKind.CODE
    if token.type == "html_block":
        return BlockKind.HTML
    if "heading_open" in parents:
        return BlockKind.HEADING
    if parents[-2:-1] == ["list_item_open"]:
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH


def as_read(text):
    return {
        word: (block.kind, block.quoted)
        for block in blocks_of(text)
        for word in re.findall(r"word\d", text[block.start : block.end])
    }


@given(documents())
@example("-\n\n  word1")
@example("-\n     \n  word1")
@example("-\n  word1\n\n  word2")
@example("> 1.\n>\n>    word1")
@settings(max_examples=500, deadline=None)
def test_blocks_are_those_of_commonmark(text):
    assume(not text.startswith(("---", "+++")))  # front matter is not CommonMark's
    assert as_read(text) == as_commonmark_has_it(text)


def test_text_after_a_comment_is_text_and_not_hidden_from_the_review():
    text = "<!-- a note --> word1"
    assert as_read(text) == {"word1": (BlockKind.PARAGRAPH, False)}

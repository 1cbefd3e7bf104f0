"""Update texts as HTML: CommonMark, with all that could harm or mislead a reader taken out.

Two walls. The parser (markdown-it-py) runs without raw HTML, so tags are shown as the text they are; then
nh3 lets only a short list of elements and addresses through, whatever the parser did. A line break stays a
line break, as in the templates: "Since: 09:00 UTC." stands on a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "code", "em", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
ADDRESSES = {"http", "https", "mailto"}


def render_markdown(text: str) -> SafeString:
    """The text as a fragment of HTML that is safe anywhere in a page's body."""
    return mark_safe(_clean_html(text))


@dataclass(frozen=True)
class Block:
    """A paragraph, list, heading or block of code: where it stands in its text (`end` is exclusive), and its HTML."""

    start: int
    end: int
    html: SafeString


@lru_cache(maxsize=1024)
def render_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, so that something can stand beside the one that it speaks of. As safe as the whole."""
    parser, env = _parser(), dict[str, Any]()
    tokens = parser.parse(text, env)
    lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    blocks, first = list[Block](), 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting > 0:
            continue  # something inside a block, or its beginning
        start, end = tokens[first].map or (0, 0)
        html = parser.renderer.render(tokens[first : index + 1], parser.options, env)
        blocks.append(Block(lines[start], min(lines[end], len(text)), mark_safe(_clean(html))))
        first = index + 1
    return tuple(blocks)


@lru_cache(maxsize=4096)
def _clean_html(text: str) -> str:
    return _clean(_parser().render(text))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=ADDRESSES,
        url_relative="deny",
        link_rel="nofollow noopener",
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.add_render_rule("image", _image_as_words)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _image_as_words(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    """An image would be fetched from another host, and tell that host who reads; its description stays."""
    return escape(tokens[index].content)


def _heading(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    """Every heading becomes an h4: an update stands below the page's h1, the incident's h2 and its own h3."""
    return "<h4>" if tokens[index].type == "heading_open" else "</h4>\n"

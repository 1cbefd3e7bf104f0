"""The Markdown of an update in the dialects of chats, cut where it is too long for them without breaking its markup.

The text is parsed by the parser of the page, without raw HTML, and written anew: what somebody typed is always escaped,
and only what the parser understood as strong, a link or a list becomes that in the dialect.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from clarion.subscribers.channels.plain_text import units, without_hidden

#: An at sign that may begin a mention: not the one within a mail address.
_MENTION = re.compile(r"(?<![A-Za-z0-9])@")
#: An address that stands in the text as it is; chats make links of it.
_ADDRESS = re.compile(r"""(https?://[^\s<>"'`|\\\[\]*()]+)""")
LINKED = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a chat writes things. An empty mark: it does not know that.

    `link` is given escaped words and the address as it is; `code` wraps code, of which `plain` made the content safe.
    """

    escape: Callable[[str], str]
    plain: Callable[[str], str]
    link: Callable[[str, str], str]
    strong: str
    emphasis: str
    code: str
    fence: bool
    quote: str
    bullet: str
    line: str
    item: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, quotation or code: in the dialect, and as bare words for where it has to be cut."""

    rich: str
    bare: str


def blocks(text: str, dialect: Dialect) -> list[Block]:
    root = SyntaxTreeNode(_parser().parse(without_hidden(text)))
    return [block for node in root.children for block in [_block(node, dialect)] if block.rich.strip()]


def pages(
    written: Iterable[Block], dialect: Dialect, *, most: int, at_most: int, joined: bool = True
) -> tuple[list[str], bool]:
    """The blocks on at most so many pages of at most so many UTF-16 units, and whether all of it is there.

    `joined`: a page takes what fits on it; else each block has its own.
    """
    filled: list[str] = []
    for block in written:
        for piece in (
            [block.rich] if units(block.rich) <= most else pieces(block.bare, dialect.escape, most=most)
        ):
            if joined and filled and units(filled[-1]) + units(piece) + 2 <= most:
                filled[-1] += f"\n\n{piece}"
            elif len(filled) == at_most:
                return filled, False
            else:
                filled.append(piece)
    return filled, True


def pieces(bare: str, escape: Callable[[str], str], *, most: int) -> Iterator[str]:
    """Bare words in pieces that fit once they are escaped; cut between words where there are any."""
    rest = bare.strip()
    while rest:
        length = len(rest)
        while units(escape(rest[:length])) > most:
            length = max(1, length * 3 // 4)
        if length < len(rest) and (space := max(rest.rfind(mark, length // 2, length) for mark in " \n")) > 0:
            length = space
        yield escape(rest[:length].rstrip())
        rest = rest[length:].lstrip()


def beside_addresses(text: str, escape: Callable[[str], str]) -> str:
    """Escape all but the addresses in a text, which would lead elsewhere; no mention begins within them."""
    parts = _ADDRESS.split(text)
    return "".join(
        part.replace("@", "%40") if number % 2 else escape(part) for number, part in enumerate(parts)
    )


def without_mentions(text: str) -> str:
    """No at sign calls a person or a whole channel: a space without width stands behind it."""
    return _MENTION.sub("@\u200b", text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _block(node: SyntaxTreeNode, dialect: Dialect) -> Block:
    match node.type:
        case "paragraph":
            return Block(_inline(node, dialect), _bare(node))
        case "heading":
            return Block(_marked(_inline(node, dialect), dialect.strong), _bare(node))
        case "bullet_list" | "ordered_list":
            return Block(_list(node, dialect), _bare(node))
        case "blockquote":
            inside = "\n".join(_block(child, dialect).rich for child in node.children)
            return Block("\n".join(f"{dialect.quote}{line}" for line in inside.split("\n")), _bare(node))
        case "fence" | "code_block":
            return Block(_code_block(node.content.rstrip("\n"), dialect), node.content)
        case _:
            return Block("", "")


def _list(node: SyntaxTreeNode, dialect: Dialect) -> str:
    start = int(str(node.attrs.get("start", 1)))
    lines = []
    for number, item in enumerate(node.children):
        mark = f"{start + number}. " if node.type == "ordered_list" else dialect.bullet
        inside = dialect.item.join(_of_item(child, dialect) for child in item.children)
        lines.append(f"{mark}{inside}")
    return dialect.item.join(lines)


def _of_item(node: SyntaxTreeNode, dialect: Dialect) -> str:
    rich = _block(node, dialect).rich
    if not node.type.endswith("_list"):
        return rich
    return dialect.item.join(f"    {line}" for line in rich.split(dialect.item))


def _code_block(content: str, dialect: Dialect) -> str:
    if not dialect.fence:
        return dialect.line.join(dialect.escape(line) for line in content.split("\n"))
    return f"```\n{dialect.plain(content.replace('```', "'''"))}\n```"


def _inline(node: SyntaxTreeNode, dialect: Dialect) -> str:
    return "".join(_span(child, dialect) for child in node.children)


def _span(node: SyntaxTreeNode, dialect: Dialect) -> str:
    match node.type:
        case "inline":
            return _inline(node, dialect)
        case "softbreak" | "hardbreak":
            return dialect.line
        case "strong" | "em":
            mark = dialect.strong if node.type == "strong" else dialect.emphasis
            return _marked(_inline(node, dialect), mark)
        case "code_inline" if dialect.code:
            return _marked(dialect.plain(node.content.replace("`", "'")), dialect.code)
        case "link":
            return _link(_inline(node, dialect), str(node.attrs.get("href", "")), dialect)
        case _:  # words; also those that describe an image, which would be fetched
            return dialect.escape(node.content)


def _link(words: str, address: str, dialect: Dialect) -> str:
    """Only to where a reader may be sent; of others the words stay."""
    return dialect.link(words, address) if address.startswith(LINKED) and words.strip() else words


def _marked(words: str, mark: str) -> str:
    return f"{mark}{words}{mark}" if words.strip() else words


def _bare(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    if not node.children:
        return node.content
    between = "" if node.type in {"inline", "strong", "em", "link"} else "\n"
    return between.join(_bare(child) for child in node.children)

"""Prose as a tree of values: what typesets it walks the tree, so that no text is ever read as markup.

A block is a paragraph, a heading, a list, a quotation, code or a rule; what stands inside of a paragraph is text, code,
emphasis, strong words, a link or a line break. Pictures are their descriptions; addresses other than of the web and of
mail lead nowhere.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from clarion.postmortems.exports.markdown_words import shown

type Node = dict[str, Any]

ADDRESSES = ("http://", "https://", "mailto:")


def prose_tree(written: str) -> list[Node]:
    """The blocks, in their order. Nested more deeply than twenty levels, text is left out, as in the console."""
    tokens: Sequence[Token] = shown().parse(written)
    return list(_blocks(SyntaxTreeNode(tokens)))


def _blocks(above: SyntaxTreeNode) -> Iterator[Node]:
    for node in above.children:
        match node.type:
            case "paragraph":
                yield {"is": "paragraph", "inside": list(_inside(node.children[0]))}
            case "heading":
                yield {"is": "heading", "inside": list(_inside(node.children[0]))}
            case "bullet_list" | "ordered_list":
                start = node.attrs.get("start", 1) if node.type == "ordered_list" else None
                yield {
                    "is": "list",
                    "start": start,
                    "entries": [list(_blocks(entry)) for entry in node.children],
                }
            case "blockquote":
                yield {"is": "quotation", "blocks": list(_blocks(node))}
            case "fence" | "code_block":
                yield {"is": "code", "text": node.content.rstrip("\n")}
            case "hr":
                yield {"is": "rule"}


def _inside(above: SyntaxTreeNode) -> Iterator[Node]:
    for node in above.children:
        match node.type:
            case "text":
                yield {"is": "text", "text": node.content}
            case "code_inline":
                yield {"is": "code", "text": node.content}
            case "em" | "strong":
                yield {"is": node.type, "inside": list(_inside(node))}
            case "link":
                yield _link(node)
            case "image":
                yield {"is": "text", "text": node.content}
            case "softbreak" | "hardbreak":
                yield {"is": "break"}


def _link(node: SyntaxTreeNode) -> Node:
    address, inside = str(node.attrs.get("href", "")), list(_inside(node))
    if not address.lower().startswith(ADDRESSES):
        return {"is": "group", "inside": inside}
    return {"is": "link", "address": address, "inside": inside}

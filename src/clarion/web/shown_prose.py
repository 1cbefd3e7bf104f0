"""Prose as a page shows it: block by block, what the review objects to marked in the words and told beside them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from clarion.review import Finding, Severity
from clarion.updates.markdown import Block, render_blocks

#: Characters for private use that stand where a mark begins, one for each severity, and where it ends.
BEGINS = {Severity.BLOCK: "\ue000", Severity.WARN: "\ue001", Severity.HINT: "\ue002"}
ENDS = "\ue003"
SIGNS = re.compile("[\ue000-\ue003]")
LOOKS = {sign: severity.value for severity, sign in BEGINS.items()}
TAG = re.compile(r"(<[^>]*>|[\ue000-\ue003])")


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph with what is said of it. `text` is its Markdown, by which a comment or a rewrite finds it again."""

    html: SafeString
    text: str
    findings: tuple[Finding, ...]


def shown_prose(text: str, findings: Iterable[Finding] = ()) -> list[ShownBlock]:
    """Where a mark would disturb the Markdown around it, the block is shown without marks; its findings stay."""
    found = tuple(findings)
    blocks = render_blocks(text)
    marked = _marked(text, found, blocks)
    return [
        ShownBlock(
            html,
            text[block.start : block.end].strip("\n"),
            tuple(each for each in found if block.start <= each.start < block.end),
        )
        for block, html in zip(blocks, marked, strict=True)
    ]


def _marked(text: str, findings: tuple[Finding, ...], blocks: tuple[Block, ...]) -> list[SafeString]:
    plain = [block.html for block in blocks]
    if not findings or SIGNS.search(text):
        return plain
    signed = render_blocks(_with_signs(text, findings))
    if len(signed) != len(blocks):
        return plain
    return [
        _with_marks(block.html) if SIGNS.sub("", block.html) == before else before
        for block, before in zip(signed, plain, strict=True)
    ]


def _with_signs(text: str, findings: tuple[Finding, ...]) -> str:
    """Signs never overlap: the finding that begins first is shown, and of two at one place the longer."""
    parts, position = [], 0
    for each in sorted(findings, key=lambda found: (found.start, -found.end)):
        if each.start < position or "\n\n" in text[each.start : each.end]:
            continue
        parts += [text[position : each.start], BEGINS[each.severity], text[each.start : each.end], ENDS]
        position = each.end
    return "".join([*parts, text[position:]])


def _with_marks(html: str) -> SafeString:
    """Each run of words between two tags is marked by itself, so that marks and tags nest whatever they cross."""
    parts, look = [], ""
    for piece in TAG.split(html):
        if piece in LOOKS:
            look = LOOKS[piece]
        elif piece == ENDS:
            look = ""
        elif look and piece.strip() and not piece.startswith("<"):
            parts.append(f'<mark class="{look}">{piece}</mark>')
        else:
            parts.append(piece)
    return mark_safe("".join(parts))

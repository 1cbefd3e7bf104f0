"""The tree of whys in the words of Mermaid, which GitHub, GitLab and many wikis draw from Markdown.

Every text stands in quotation marks, and what could end them, begin a directive, a list or markup is written as a number.
"""

import re
from collections.abc import Iterator

from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.exports.problem_words import problem_in_words
from clarion.postmortems.exports.wrapped_words import one_line
from clarion.postmortems.five_whys import WhyKind

#: What surrounds the text of each kind, so that a kind is told by a shape, too.
SHAPES = {
    WhyKind.TRIGGER: (">", "]"),
    WhyKind.CONTRIBUTOR: ("[", "]"),
    WhyKind.MITIGATOR: ("([", "])"),
    WhyKind.DETECTION_GAP: ("{{", "}}"),
    WhyKind.DIFFICULTY: ("[[", "]]"),
    WhyKind.LUCK: ("(", ")"),
}
_PLAIN = re.compile(r"[^\w\s.,:()/?!'-]|_")
#: Newer Mermaid takes "1. " and "- " at the beginning of a line for a list, and refuses to draw it.
_LIST = re.compile(r"^(\d*)([.)-])")


def cause_mermaid(document: Document) -> str:
    """A flowchart; empty without an answer."""
    if not document.whys:
        return ""
    return "\n".join(
        [
            "flowchart LR",
            f'  problem["{_label("Problem", problem_in_words(document))}"]',
            *(line for node in document.whys for line in _lines(node, "problem")),
            "  classDef hypothesis stroke-dasharray: 5 4",
            "",
        ]
    )


def quoted(text: str) -> str:
    """The text so that it can stand between quotation marks and is drawn as it reads."""
    safe = _PLAIN.sub(lambda found: f"#{ord(found[0])};", one_line(text))
    return _LIST.sub(lambda found: f"{found[1]}#{ord(found[2])};", safe)


def _lines(node: WhyNode, above: str) -> Iterator[str]:
    name = f"why{node.key}"
    opens, closes = SHAPES[WhyKind(node.kind)]
    mark = ":::hypothesis" if node.hypothesis else ""
    yield f'  {name}{opens}"{_label(_head(node), node.answer)}"{closes}{mark}'
    yield f"  {above} --> {name}"
    for each in node.below:
        yield from _lines(each, name)


def _head(node: WhyNode) -> str:
    said = [WhyKind(node.kind).label, *(["hypothesis"] if node.hypothesis else []), *node.items]
    return ", ".join([*said, *(["risk accepted"] if node.accepted_risk else [])])


def _label(head: str, words: str) -> str:
    return f"{quoted(head)}<br/>{quoted(words)}"

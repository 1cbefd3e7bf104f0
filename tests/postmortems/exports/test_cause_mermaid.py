"""The tree in Mermaid: a grammar of ours reads it back, whatever was typed."""

import re

from hypothesis import given
from hypothesis import strategies as some

from clarion.postmortems.exports.cause_mermaid import cause_mermaid, quoted
from clarion.postmortems.exports.wrapped_words import one_line
from tests.factories.why_trees import document_with, two_branches, why

#: What a quoted text may hold: letters, digits, spaces, harmless signs, numbers of signs, and our own line break.
TEXT = r"(?P<text>(?:[\w\s.,:()/?!\'-]|#\d+;|<br/>)*)"
NODE = re.compile(
    rf'  (?P<name>problem|why\d+)(?P<opens>\[|\(|>|\(\[|\{{\{{|\[\[)"{TEXT}"(?P<closes>\]|\)|\]\)|\}}\}}|\]\])(?::::hypothesis)?'
)
EDGE = re.compile(r"  (problem|why\d+) --> (why\d+)")


def read(text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Names with their texts, and edges. Fails for a line that is neither."""
    first, *lines, last, end = text.split("\n")
    assert (first, last, end) == ("flowchart LR", "  classDef hypothesis stroke-dasharray: 5 4", "")
    nodes, edges = {}, []
    for line in lines:
        if edge := EDGE.fullmatch(line):
            edges.append((edge[1], edge[2]))
        else:
            node = NODE.fullmatch(line)
            assert node, line
            nodes[node["name"]] = shown(node["text"])
    return nodes, edges


def shown(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


def test_a_tree_in_two_branches_reads_back():
    document = two_branches()
    nodes, edges = read(cause_mermaid(document))
    gap = document.whys[1]
    assert len(nodes) == 9
    assert nodes["problem"] == "Problem<br/>About a quarter of card payments failed for 72 minutes."
    assert nodes[f"why{gap.below[1].key}"] == (
        "Contributor, hypothesis, risk accepted<br/>A probe with a real card costs a fee for each payment"
    )
    assert (f"why{gap.key}", f"why{gap.below[0].key}") in edges
    assert f'  why{gap.key}{{{{"Detection gap' in cause_mermaid(document)


def test_what_mermaid_takes_for_markup_lists_or_directives_is_written_as_numbers():
    assert quoted('1. say "no"') == "1#46; say #34;no#34;"
    assert quoted("- a `b` _c_ **d**") == "#45; a #96;b#96; #95;c#95; #42;#42;d#42;#42;"
    assert quoted('%%{init: {"x": 1}}%% <b>&amp;') == (
        "#37;#37;#123;init: #123;#34;x#34;: 1#125;#125;#37;#37; #60;b#62;#38;amp#59;"
    )


@given(some.text(max_size=200), some.text(max_size=200))
def test_no_text_leaves_its_quotation_marks(answer, problem):
    nodes, edges = read(cause_mermaid(document_with(node := why(answer), problem=problem, title="x")))
    assert nodes[f"why{node.key}"].removeprefix("Contributor, hypothesis<br/>") == one_line(answer)
    assert edges == [("problem", f"why{node.key}")]


def test_without_an_answer_there_is_nothing_to_draw():
    assert cause_mermaid(document_with()) == ""

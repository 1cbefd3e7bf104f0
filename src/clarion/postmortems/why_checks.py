"""What a tree of whys still lacks, and what deserves a second look.

Two things keep a post-mortem from being final: an end that is a person, a team or "human error", and an end with neither
an action item nor an accepted risk. The rest is a hint, because a rule cannot know it: one chain may be all there was, a
hypothesis may be the best there is, and nothing may have helped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.five_whys import WhyKind
from clarion.postmortems.lack import Missing
from clarion.postmortems.lessons import LessonKind
from clarion.postmortems.why_review import NEED_NO_CONDITION, has_element
from clarion.review.reading.classes import DETERMINERS, GROUPS, PREPOSITIONS, ROLES

#: What helped needs no action item: nothing has to be done about it.
HELPED = frozenset({WhyKind.MITIGATOR, WhyKind.LUCK})
#: Of a tree in one chain: fewer answers than this under each other are near the surface.
DEEP_ENOUGH = 3
_SUPPLIERS = frozenset("vendor vendors supplier suppliers provider providers".split())
#: What says of a person that something was missing or wrong; alone, it is no condition that anybody could change.
_OF_A_PERSON = frozenset(
    """
    human user operator error errors mistake mistakes oversight carelessness negligence inattention incompetence laziness
    sloppiness forgetfulness ignorance haste lack missing insufficient poor training awareness attention care discipline
    experience knowledge skill skills judgement judgment
    """.split()
)
_WORD = re.compile(r"[\w'-]+")
_LONGEST_NAME_OF_A_GROUP = 5


@dataclass(frozen=True)
class Remark:
    """`key` is the answer that it speaks of, None for the whole tree. `blocks`: not final while it stands."""

    name: str
    key: int | None
    blocks: bool
    words: str
    question: str


def remarks(document: Document) -> list[Remark]:
    """All of them, those on the whole tree first, then in the order of the tree."""
    if not document.whys:
        return [
            Remark("empty", None, True, "The causes have no answer yet", "What made this possible?"),
        ]
    nodes = list(every_node(document.whys))
    return [*_on_the_tree(document, nodes), *(each for node in nodes for each in _on_a_node(document, node))]


def missing_causes(document: Document) -> Iterator[Missing]:
    """What blocks, counted: how many ends of the tree lack what."""
    found = [each.name for each in remarks(document) if each.blocks]
    if "empty" in found:
        yield Missing("causes", "The causes have no answer yet")
    if blaming := found.count("blame"):
        yield Missing("causes", _counted(blaming, "names a person or a team", "name a person or a team"))
    if undecided := found.count("undecided"):
        yield Missing("causes", _counted(undecided, "has", "have") + " no action item and no accepted risk")


def without_evidence(document: Document) -> str:
    """How many answers are hypotheses, in words: "2 answers without evidence"; empty when all of them are proved."""
    guesses = sum(node.hypothesis for node in every_node(document.whys))
    return f"{guesses} answer{'s' if guesses > 1 else ''} without evidence" if guesses else ""


def every_node(nodes: Iterable[WhyNode]) -> Iterator[WhyNode]:
    """In the order in which the tree is read."""
    for node in nodes:
        yield node
        yield from every_node(node.below)


def is_no_condition(answer: str) -> bool:
    """Whether the answer is a person, a team or "human error", whatever else it says."""
    return not has_element(answer, "blameless") or _names_only_people(answer)


def _on_the_tree(document: Document, nodes: list[WhyNode]) -> Iterator[Remark]:
    kinds = {node.kind for node in nodes}
    lessons = document.lessons
    if all(len(below) <= 1 for below in (document.whys, *(node.below for node in nodes))):
        yield _hint(None, *_one_chain(len(nodes)))
    if not kinds & HELPED and not lessons.get(LessonKind.WELL) and not lessons.get(LessonKind.LUCKY):
        yield _hint(
            None, "no_help", "Nothing says what helped", "What kept it from getting worse, and was that luck?"
        )
    if words := without_evidence(document):
        one = words.startswith("1 ")
        yield _hint(None, "hypothesis", words, "What would show it?" if one else "What would show them?")
    if WhyKind.DETECTION_GAP not in kinds:
        yield _hint(
            None, "no_detection", "Nothing says how it was noticed", "What would have shown it earlier?"
        )


def _one_chain(answers: int) -> tuple[str, str, str]:
    question = "What else had to be true for this to happen?"
    if answers < DEEP_ENOUGH:
        return (
            "shallow",
            "The causes stop near the surface",
            f"What made the last answer possible? {question}",
        )
    return "single_chain", "The causes are one single chain", question


def _on_a_node(document: Document, node: WhyNode) -> Iterator[Remark]:
    is_end = not node.below
    names = _named(document, node.answer)
    if is_no_condition(node.answer) or (names and not has_element(node.answer, "systemic")):
        yield Remark(
            "blame", node.key, is_end, "Names a person or a team, or blames one",
            "What made this possible? How did it look at the time?",
        )  # fmt: skip
    elif names:
        yield _hint(
            node.key, "names", f"Names {names[0]}", "Which role was it? Names stand with the people involved."
        )
    elif is_end and not node.accepted_risk and _stops_at_an_event(node):
        yield _hint(node.key, "proximate", "Stops at an event", "What made this possible?")
    if is_end and not (node.items or node.accepted_risk or node.kind in HELPED):
        yield Remark(
            "undecided", node.key, True, "No action item and no accepted risk",
            "What will be done, or who accepts that nothing is?",
        )  # fmt: skip


def _hint(key: int | None, name: str, words: str, question: str) -> Remark:
    return Remark(name, key, False, words, question)


def _stops_at_an_event(node: WhyNode) -> bool:
    if node.kind == WhyKind.TRIGGER:
        return True
    return node.kind not in NEED_NO_CONDITION and not has_element(node.answer, "systemic")


def _names_only_people(answer: str) -> bool:
    """ "The payments team", "Management", "Lack of training": no part of the system is named."""
    words = [word.lower() for word in _WORD.findall(answer)]
    told = [word for word in words if word not in DETERMINERS and word not in PREPOSITIONS]
    if told and _OF_A_PERSON.issuperset(told):
        return True
    short = len(words) <= _LONGEST_NAME_OF_A_GROUP and PREPOSITIONS.isdisjoint(words)
    people = ROLES | GROUPS | _SUPPLIERS
    return bool(told) and short and told[-1] in people and not has_element(answer, "systemic")


def _named(document: Document, answer: str) -> list[str]:
    """Whole names, and first names, of people involved that stand in the answer."""
    words = set(_WORD.findall(answer))
    return [name for name, _ in document.involved if name in answer or words & set(_WORD.findall(name)[:1])]


def _counted(number: int, one: str, several: str) -> str:
    return f"1 last answer {one}" if number == 1 else f"{number} last answers {several}"

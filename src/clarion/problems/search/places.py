"""Where a text that was found is read: how its row is called, and the path of its page in the console."""

from collections.abc import Iterable
from dataclasses import dataclass

from clarion.postmortems.postmortem import PostMortem
from clarion.problems.problem import Problem
from clarion.problems.search.texts import IndexedText, TextKind


@dataclass(frozen=True)
class Place:
    """`reference` is "INC-44" or its like; `path` begins with a slash."""

    reference: str
    path: str


def places_of(texts: Iterable[IndexedText]) -> list[Place]:
    """In the order of the texts. Two queries, for the addresses of post-mortems and problems."""
    texts = list(texts)
    postmortems = PostMortem.objects.in_bulk({text.postmortem for text in texts if text.postmortem})
    problems = Problem.objects.in_bulk([text.row for text in texts if text.kind == TextKind.PROBLEM])
    return [_place(text, postmortems.get(text.postmortem or 0), problems.get(text.row)) for text in texts]


def _place(text: IndexedText, postmortem: PostMortem | None, problem: Problem | None) -> Place:
    if text.kind == TextKind.PROBLEM and problem:
        return Place(problem.reference, f"/problems/{problem.public_id}/")
    if postmortem:
        page = f"/postmortems/{postmortem.public_id}/"
        if text.kind == TextKind.ITEM:
            return Place(f"AI-{text.row}", f"{page}#items")
        return Place(postmortem.reference, f"{page}#causes" if text.kind == TextKind.WHY else page)
    return Place(f"INC-{text.row}", f"/incidents/INC-{text.row}/")

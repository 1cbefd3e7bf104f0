"""The part "review" of a post-mortem's page: what the blameless review says of the document, and the comments on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.blameless import Remark, remarks_on
from clarion.postmortems.comments import Comment, may_be_commented
from clarion.postmortems.document import Document
from clarion.postmortems.lack import Missing
from clarion.postmortems.paragraphs import same_words
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.roles_held import roles_held
from clarion.review import Severity

#: Id of a part of the page -> its heading.
TITLES = {
    "top": "The whole", "summary": "Summary", "timeline": "Timeline", "causes": "Causes", "impact": "Impact",
    "lessons": "Lessons", "items": "Action items",
}  # fmt: skip


@dataclass(frozen=True)
class Margin:
    """What stands beside one paragraph: threads of comments, and remarks of the review with a way out."""

    threads: list[Comment]
    remarks: list[Remark]


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part and the margins need, beside `postmortem` and `document`."""
    remarks = remarks_on(document, roles=roles_held(postmortem))
    threads = list(Comment.objects.threads().filter(postmortem=postmortem))
    return {
        "remarks": remarks,
        "remarks_by_part": [(TITLES[part], part, found) for part, found in by_part(remarks)],
        "blocks": sum(each.blocks for each in remarks),
        "warnings": sum(each.finding.severity is Severity.WARN for each in remarks),
        "hints": sum(each.finding.severity is Severity.HINT for each in remarks),
        "threads": threads,
        "open_threads": [each for each in threads if each.settled_at is None],
        "may_comment": may_be_commented(postmortem) and person.may(Act.LEARN),
        "may_rewrite": postmortem.is_writable and person.may(Act.LEARN),
    }


def by_part(remarks: Iterable[Remark]) -> list[tuple[str, list[Remark]]]:
    """The remarks of each part of the page, in its order."""
    order = list(TITLES)
    placed = sorted(remarks, key=lambda remark: order.index(remark.place.part))
    return [(part, list(found)) for part, found in groupby(placed, key=lambda remark: remark.place.part)]


def missing_by_part(lacks: Iterable[Missing]) -> list[tuple[str, str, list[Missing]]]:
    """Heading, id and what is missing there; a part that nobody named stands last, under its own id."""
    found: dict[str, list[Missing]] = {part: [] for part in TITLES}
    for each in lacks:
        found.setdefault(each.where, []).append(each)
    return [(TITLES.get(part, part.capitalize()), part, each) for part, each in found.items() if each]


def margin_of(part: str, paragraph: str, *, threads: list[Comment], remarks: list[Remark]) -> Margin:
    """Beside this paragraph of the section `part`; remarks without rewrite and question have nothing to add there."""
    return Margin(
        [each for each in threads if each.part == part and same_words(each.paragraph, paragraph)],
        [
            each
            for each in remarks
            if each.place.key.startswith(f"section:{part}:")
            and (each.rewrite or each.question)
            and same_words(each.place.text, paragraph)
        ],
    )


def about_other_words(part: str, paragraphs: Iterable[str], *, threads: list[Comment]) -> list[Comment]:
    """Threads of a section that speak of a paragraph that is not there any more, or of the section as a whole."""
    there = {tuple(each.split()) for each in paragraphs}
    return [each for each in threads if each.part == part and tuple(each.paragraph.split()) not in there]

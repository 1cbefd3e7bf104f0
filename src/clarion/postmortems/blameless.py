"""The review of the whole document: each text that people wrote, as what it is, with what should not stand in it.

Pure over `Document`. Beside each finding stands a rewrite that can be used with one click where one is safe (see
`person_to_role.py`), and else the question that helps. Names of people involved and owners are never looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clarion.incidents.timeline import Source
from clarion.postmortems.action_items import ItemState
from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.lack import Missing
from clarion.postmortems.lessons import LessonKind
from clarion.postmortems.paragraphs import paragraphs_of
from clarion.postmortems.person_to_role import Rewrite, rewrites_in, rewritten
from clarion.postmortems.sections import Part
from clarion.review import Audience, Finding, Kind, Lexicon, Severity, review
from clarion.review.fixes import fixable

#: A section -> the part of the page in which it stands.
PAGE_PARTS = {Part.PROBLEM: "causes"}
#: The rule of our own: a person by name where a cause stands, which the review's rules let pass.
NAMED = "named_person"
#: Rule -> the question that leads from what should not stand to what can be changed.
QUESTIONS = {
    NAMED: "Which role was it, or what made this possible?",
    "blame": "What made this possible? Name what allowed it, or what nobody was warned by.",
    "counterfactual": "What did it look like at the time? Say what was done, and what made it sensible then.",
    "speculation": "How could somebody check this? Name the evidence, or mark it as a hypothesis.",
    "vague": "How will anybody see that it is done?",
    "loaded": "What was measured? A number says it without judgement.",
}
#: Rules whose findings a rewrite from a person to a role or to the system answers.
ABOUT_PEOPLE = frozenset({"blame", "counterfactual"})
NAMED_MESSAGE = (
    "Names a person where a cause stands. A role tells as much, and nobody has to defend themselves."
)


@dataclass(frozen=True)
class Place:
    """Where a text stands. `part` and `anchor` are ids of the page; `key` finds its row again; `name` is for people."""

    part: str
    anchor: str
    key: str
    name: str
    kind: Kind
    text: str


@dataclass(frozen=True)
class Remark:
    """One finding. `rewrite` may be used with one click; `question` helps where there is none, and may be empty."""

    place: Place
    finding: Finding
    rewrite: Rewrite | None
    question: str

    @property
    def blocks(self) -> bool:
        return self.finding.severity is Severity.BLOCK


def remarks_on(document: Document, *, roles: Mapping[str, str] | None = None) -> list[Remark]:
    """What the review says of the document, in its order. `roles` maps names of people to what they were; names that
    stand in the document itself are known without.
    """
    known = {**people_in(document), **(roles or {})}
    names, of_people = _names_in(document), tuple(sorted(known.items()))
    return [remark for place in texts_of(document) for remark in _remarks_on(place, names, of_people)]


def missing_review(document: Document) -> Iterator[Missing]:
    """What the review would not let stand, one line a text."""
    names = _names_in(document)
    for place in texts_of(document):
        blocking = (
            each
            for each in _said_of(place.text, place.kind, names).findings
            if each.severity is Severity.BLOCK
        )
        if found := next(blocking, None):
            yield Missing(place.part, f"{place.name}: “{found.quote}” should not stand there")


def people_in(document: Document) -> dict[str, str]:
    """Names that the document holds where they belong, and the role of each; empty where it says none."""
    owners = {name: "" for name in (document.owner, *(item.owner for item in document.items)) if name}
    return {**owners, **{name: role for name, role in document.involved if name}}


def _names_in(document: Document) -> tuple[str, ...]:
    return tuple(sorted(people_in(document)))


def texts_of(document: Document) -> Iterator[Place]:
    """Every text of the document that somebody wrote, in the order of the page, paragraph by paragraph."""
    yield from _section(document, Part.SUMMARY)
    yield from _section(document, Part.TIMELINE)
    yield from _timeline(document)
    yield from _section(document, Part.PROBLEM)
    for why in document.whys:
        yield from _answers(why)
    yield from _section(document, Part.CAUSES)
    yield from _section(document, Part.IMPACT)
    yield from _measures(document)
    yield from _section(document, Part.LESSONS)
    yield from _lessons(document)
    yield from _items(document)


def paragraph_anchor(part: str, number: int) -> str:
    return f"{part}-p{number}"


# -- the texts of each part


def _section(document: Document, part: Part) -> Iterator[Place]:
    kind = Kind.ROOT_CAUSE if part is Part.CAUSES else Kind.POSTMORTEM_TEXT
    on_page = PAGE_PARTS.get(part, part.value)
    for each in paragraphs_of(document.sections.get(part, "")):
        anchor, name = paragraph_anchor(part, each.number), f"{part.label}, paragraph {each.number}"
        yield Place(on_page, anchor, f"section:{part}:{each.number}", name, kind, each.text)


def _timeline(document: Document) -> Iterator[Place]:
    """Lines that people wrote; what a record, an alert or an update said stays as it was said."""
    for line in document.timeline:
        if line.source == Source.PERSON:
            name = f"Timeline, {line.at:%H:%M} UTC"
            yield Place("timeline", f"line-{line.entry}", f"line:{line.entry}", name, Kind.TIMELINE_ENTRY, line.text)  # fmt: skip


def _answers(why: WhyNode) -> Iterator[Place]:
    anchor = f"why-{why.key}"
    yield Place("causes", anchor, f"why:{why.key}:answer", "Answer to a why", Kind.WHY_ANSWER, why.answer)
    if why.accepted_risk:
        yield Place(
            "causes", anchor, f"why:{why.key}:accepted_risk", "Accepted risk", Kind.POSTMORTEM_TEXT, why.accepted_risk
        )  # fmt: skip
    for below in why.below:
        yield from _answers(below)


def _measures(document: Document) -> Iterator[Place]:
    for number, measure in enumerate(document.measures):
        if measure.source:
            name = f"Source of “{measure.label}”"
            yield Place("impact", "impact", f"measure:{number}", name, Kind.POSTMORTEM_TEXT, measure.source)


def _lessons(document: Document) -> Iterator[Place]:
    for kind in LessonKind:
        for number, text in enumerate(document.lessons.get(kind, ())):
            yield Place(
                "lessons", "lessons", f"lesson:{kind}:{number}", kind.label, Kind.POSTMORTEM_TEXT, text
            )


def _items(document: Document) -> Iterator[Place]:
    """What was dropped will not be done, and nobody rewords it any more."""
    for item in document.items:
        if item.state == ItemState.DROPPED:
            continue
        anchor, key = "items", f"item:{item.public_id}"
        yield Place("items", anchor, f"{key}:text", item.reference, Kind.ACTION_ITEM, item.text)
        if item.outcome:
            yield Place(
                "items", anchor, f"{key}:outcome", f"Outcome of {item.reference}", Kind.POSTMORTEM_TEXT, item.outcome
            )  # fmt: skip


# -- what is said of one text


def _remarks_on(place: Place, names: tuple[str, ...], roles: tuple[tuple[str, str], ...]) -> Iterator[Remark]:
    said = _said_of(place.text, place.kind, names)
    rewrites = (*said.rewrites, *_away_from_people(place.text, roles))
    for finding, found in _paired(said.findings, rewrites):
        rewrite = None if found and _still_of_people(place, found, names) else found
        question = "" if rewrite else QUESTIONS.get(finding.rule, "")
        yield Remark(place, finding, rewrite, question)


def _still_of_people(place: Place, rewrite: Rewrite, names: tuple[str, ...]) -> bool:
    """ "The incident commander forgot" blames as "Ana forgot" does: who used that would be stopped a second time."""
    after = rewritten(place.text, [rewrite])
    end = rewrite.start + len(rewrite.suggestion)
    return any(
        each.rule in ABOUT_PEOPLE and each.start < end and rewrite.start < each.end
        for each in _said_of(after, place.kind, names).findings
    )


class _Said(NamedTuple):
    """`rewrites` are those of the review that may be applied unseen."""

    findings: tuple[Finding, ...]
    rewrites: tuple[Rewrite, ...]


@lru_cache(maxsize=8192)
def _said_of(text: str, kind: Kind, names: tuple[str, ...]) -> _Said:
    """A text that did not change is reviewed once."""
    said = review(text, audience=Audience.POSTMORTEM, kind=kind, lexicon=Lexicon(people=names))
    rewrites = [
        Rewrite(each.start, each.end, each.quote, each.suggestion or "", names=False)
        for each in fixable(said, text)
    ]
    return _Said(said.findings, tuple(rewrites))


@lru_cache(maxsize=8192)
def _away_from_people(text: str, roles: tuple[tuple[str, str], ...]) -> tuple[Rewrite, ...]:
    return tuple(rewrites_in(text, dict(roles)))


def _paired(
    findings: tuple[Finding, ...], rewrites: tuple[Rewrite, ...]
) -> Iterator[tuple[Finding, Rewrite | None]]:
    """Each finding with the rewrite of its place; a known name that no rule found, with a finding of our own."""
    used: list[Rewrite] = []
    pairs: list[tuple[Finding, Rewrite | None]] = []
    for finding in findings:
        here = next((each for each in rewrites if _meets(each, finding) and each not in used), None)
        used += [here] if here else []
        pairs.append((finding, here))
    pairs += [(_named(each), each) for each in rewrites if each.names and each not in used]
    return iter(sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end)))


def _meets(rewrite: Rewrite, finding: Finding) -> bool:
    """A rewrite of the review has its finding's place; one from a person to a role meets what is said of people."""
    if finding.rule not in ABOUT_PEOPLE:
        return (rewrite.start, rewrite.end) == (finding.start, finding.end)
    return rewrite.start < finding.end and finding.start < rewrite.end


def _named(rewrite: Rewrite) -> Finding:
    return Finding(NAMED, rewrite.start, rewrite.end, rewrite.quote, Severity.WARN, NAMED_MESSAGE)

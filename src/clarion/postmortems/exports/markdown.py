"""The Markdown export: CommonMark with GitHub's tables, for repositories and wikis.

The tree of causes stands in it twice: as nested list, and in the words of Mermaid, which GitHub and GitLab draw.
"""

from collections.abc import Iterable, Iterator, Sequence

from clarion.postmortems.document import Document, ItemFacts, Line, MeasureFacts, WhyNode
from clarion.postmortems.exports.cause_mermaid import cause_mermaid
from clarion.postmortems.exports.markdown_words import link, prose, text
from clarion.postmortems.exports.printed import printed
from clarion.postmortems.exports.wording import (
    day,
    facts,
    facts_of_incident,
    kind_of_item,
    kind_of_line,
    kind_of_why,
    lessons_by_kind,
    measured,
    measures_by_side,
    moment,
    stage_name,
    state_of_item,
)
from clarion.postmortems.sections import Part

NOTHING = "*Nothing was written.*"


def as_markdown(document: Document) -> str:
    """The same text for the same document. It ends with a line break."""
    document = printed(document)
    blocks = (
        f"# {text(f'{document.reference} {document.title}')}",
        f"**{stage_name(document)}**, post-mortem of {text(', '.join(each.reference for each in document.incidents))}",
        _table(("Fact", "Value"), ((name, text(value)) for name, value in facts(document))),
        *_section("Summary", document, Part.SUMMARY, _incidents(document)),
        *_section("Timeline", document, Part.TIMELINE, _timeline(document)),
        *_section("Causes", document, None, _causes(document)),
        *_section("Impact", document, Part.IMPACT, _impact(document)),
        *_section("Lessons", document, Part.LESSONS, _lessons(document)),
        *_section("Action items", document, None, _items(document)),
        *_section("People involved", document, None, _involved(document)),
    )
    return "\n\n".join(filter(None, blocks)) + "\n"


def _section(title: str, document: Document, part: Part | None, blocks: Iterable[str]) -> Iterator[str]:
    """Heading, prose, and what else belongs to it; or that there is nothing."""
    written = prose(document.sections.get(part, "")) if part else ""
    content = [block for block in (written, *blocks) if block]
    yield from (f"## {title}", *(content or [NOTHING]))


def _incidents(document: Document) -> Iterator[str]:
    """A table each, where there are several; the only one stands among the facts on top."""
    if len(document.incidents) < 2:
        return
    for incident in document.incidents:
        rows = [(name, text(value)) for name, value in facts_of_incident(incident)]
        yield f"### {text(incident.reference)}"
        yield _table(("Fact", "Value"), rows)


def _timeline(document: Document) -> Iterator[str]:
    several = len(document.incidents) > 1
    if document.timeline:
        head = ("Time", *(["Incident"] if several else []), "Kind", "What happened", "Evidence")
        yield _table(head, (_line(line, several=several) for line in document.timeline))


def _line(line: Line, *, several: bool) -> Sequence[str]:
    evidence = link("evidence", line.evidence_url) if line.evidence_url else ""
    incident = [text(line.incident)] if several else []
    return (moment(line.at), *incident, kind_of_line(line), text(line.text), evidence)


def _causes(document: Document) -> Iterator[str]:
    if problem := prose(document.sections.get(Part.PROBLEM, "")):
        yield "### Problem statement"
        yield problem
    if written := prose(document.sections.get(Part.CAUSES, "")):
        yield "### Contributing factors"
        yield written
    if document.whys:
        yield "### Five whys"
        yield "\n".join(line for why in document.whys for line in _why(why, depth=0))
        yield f"```mermaid\n{cause_mermaid(document).rstrip()}\n```"


def _why(why: WhyNode, *, depth: int) -> Iterator[str]:
    indent = "  " * depth
    said = [
        f"Evidence: {_evidence(why)}" if not why.hypothesis and _evidence(why) else "",
        f"Action items: {text(', '.join(why.items))}" if why.items else "",
        f"Accepted risk: {text(why.accepted_risk)}" if why.accepted_risk else "",
    ]
    hypothesis = ", hypothesis" if why.hypothesis else ""
    answer = f"- **{kind_of_why(why)}{hypothesis}**: {text(why.answer)}"
    yield f"\\\n{indent}  ".join([f"{indent}{answer}", *filter(None, said)])
    for each in why.below:
        yield from _why(each, depth=depth + 1)


def _evidence(why: WhyNode) -> str:
    if why.evidence_url:
        return link(why.evidence or why.evidence_url, why.evidence_url)
    return text(why.evidence)


def _impact(document: Document) -> Iterator[str]:
    for side, measures in measures_by_side(document):
        yield f"### {side}"
        yield _table(("Measure", "Value", "How it is known", "Source"), map(_measure, measures))


def _measure(measure: MeasureFacts) -> Sequence[str]:
    source = measure.source or measure.source_url
    linked = link(source, measure.source_url) if measure.source_url else text(source)
    return (
        text(measure.label),
        text(measured(measure)),
        "estimated" if measure.estimated else "measured",
        linked,
    )


def _lessons(document: Document) -> Iterator[str]:
    for kind, lines in lessons_by_kind(document):
        yield f"### {kind}"
        yield "\n".join(f"- {text(line)}" for line in lines)


def _items(document: Document) -> Iterator[str]:
    if document.items:
        head = ("Item", "What", "Kind", "Owner", "Due", "Outcome", "State")
        yield _table(head, map(_item, document.items))


def _item(item: ItemFacts) -> Sequence[str]:
    return (
        text(item.reference),
        text(item.text),
        kind_of_item(item),
        text(item.owner or "nobody"),
        day(item.due_on),
        text(item.outcome),
        text(state_of_item(item)),
    )


def _involved(document: Document) -> Iterator[str]:
    if document.involved:
        yield "\n".join(f"- {text(f'{name}, {role}' if role else name)}" for name, role in document.involved)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

"""The sections of a post-mortem as its page shows them: prose, what the review says of it, who writes there now."""

from dataclasses import dataclass
from datetime import datetime

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.section_review import findings_in
from clarion.postmortems.section_writing import LONGEST_OF
from clarion.postmortems.sections import LONGEST, Part, Section
from clarion.review import Lexicon
from clarion.updates.known_facts import workspace_lexicon
from clarion.web.shown_prose import ShownBlock, shown_prose
from clarion.web.who_writes import writers

#: What each section is for, where nobody has written yet.
HINTS = {
    Part.SUMMARY: "What broke, for whom, how long, and what ended it: a few sentences for somebody who was not there.",
    Part.TIMELINE: "What happened, told in order, for readers who do not go through every line.",
    Part.PROBLEM: "What did not work, for whom, in one or two sentences. The first why asks about it.",
    Part.CAUSES: "How the answers belong together: what made it possible, and what kept it from being noticed.",
    Part.IMPACT: "What customers and colleagues could not do, in words. The numbers stand beside them.",
    Part.LESSONS: "What we know now that we did not know before.",
}
#: Sections whose heading is that of their part of the page.
UNDER_THE_HEADING = frozenset({Part.SUMMARY, Part.IMPACT, Part.LESSONS})


@dataclass(frozen=True)
class WrittenSection:
    """`page_part` is the part of the page that it stands in; `heading` is empty where the part's own says enough."""

    section: Section
    part: Part
    page_part: str
    heading: str
    hint: str
    longest: int
    blocks: list[ShownBlock]
    writers: list[str]
    may_write: bool


def written_sections(postmortem: PostMortem, *, person: Person, at: datetime) -> dict[str, WrittenSection]:
    """Every section by its part."""
    lexicon, busy = workspace_lexicon(), writers(postmortem, besides=person, at=at)
    sections = postmortem.sections.select_related("edited_by", "postmortem")
    return {
        section.part: _written(section, person=person, lexicon=lexicon, busy=busy) for section in sections
    }


def written_section(section: Section, *, person: Person, at: datetime) -> WrittenSection:
    busy = writers(section.postmortem, besides=person, at=at)
    return _written(section, person=person, lexicon=workspace_lexicon(), busy=busy)


def _written(
    section: Section, *, person: Person, lexicon: Lexicon, busy: dict[str, list[str]]
) -> WrittenSection:
    part = Part(section.part)
    return WrittenSection(
        section=section,
        part=part,
        page_part=page_part_of(part),
        heading="" if part in UNDER_THE_HEADING else "In words" if part == Part.CAUSES else part.label,
        hint=HINTS[part],
        longest=LONGEST_OF.get(part, LONGEST),
        blocks=shown_prose(section.text, findings_in(section.text, part=part, lexicon=lexicon)),
        writers=busy.get(part, []),
        may_write=section.postmortem.is_writable and person.may(Act.LEARN),
    )


def page_part_of(part: Part) -> str:
    """The id of the part of the page in which a section stands; the problem statement stands above the causes."""
    return Part.CAUSES.value if part == Part.PROBLEM else part.value

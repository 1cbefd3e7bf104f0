"""Writing in a section while others write in it too: saved at every pause, merged by paragraphs, every version kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.postmortems.merging import Choice, Merged, merge
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.sections import LONGEST, Part, Section, SectionVersion
from clarion.postmortems.writing import PostMortemClosed, RowChanged, locked_for_writing

#: Who goes on writing after a shorter pause is still at the same edit, as the list of versions and the log count.
PAUSE_BETWEEN_EDITS = timedelta(minutes=10)
#: In characters. A problem statement that needs more says more than one problem.
LONGEST_OF = {Part.PROBLEM: 400}


@dataclass(frozen=True)
class Saved:
    """The section as it is now. `merged`: others' changes were taken in, so that it says more than was handed in."""

    section: Section
    merged: bool


class WrittenAtOnce(Exception):
    """Both changed the same paragraphs. Nothing is saved and nothing lost: holds what is saved, and both texts."""

    def __init__(self, section: Section, merged: Merged) -> None:
        super().__init__(
            "Somebody else changed the same paragraph. Both texts are below; choose what stands."
        )
        self.section = section
        self.merged = merged


@dataclass(frozen=True)
class Edit:
    """Versions that one person saved without a long pause between them, the newest first; never empty."""

    versions: tuple[SectionVersion, ...]

    @property
    def newest(self) -> SectionVersion:
        return self.versions[0]

    @property
    def oldest(self) -> SectionVersion:
        return self.versions[-1]

    @property
    def before(self) -> int:
        """The number of the version that the edit began from; the first edit of all began from itself."""
        return max(self.oldest.number - 1, 1)


def write_section(
    section: Section,
    text: str,
    *,
    seen_version: int,
    base: str | None = None,
    choice: Choice | None = None,
    chosen_of: str = "",
    by: Person,
    at: datetime,
) -> Saved:
    """Save the text; where others saved since `seen_version`, their changes and these together.

    `base` is the text from which the writer went on, where it is not that version's. A `choice` says what becomes of
    paragraphs that both changed; it holds for the conflict with the mark `chosen_of` alone, so that nobody decides
    about words that they have not seen. Raises NotAllowed, PostMortemClosed, WrittenAtOnce, ValidationError.
    """
    require(by, Act.LEARN)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    began = _text_of(section, seen_version) if base is None else base.replace("\r\n", "\n")
    if _settled(section, text, base=began, choice=choice, chosen_of=chosen_of) == section.text:
        _must_be_writable(section)
        return Saved(section, merged=text != section.text)
    with transaction.atomic():
        locked_for_writing(section.postmortem)
        section.refresh_from_db()
        settled = _settled(section, text, base=began, choice=choice, chosen_of=chosen_of)
        must_fit(settled, Part(section.part))
        _keep(section, settled, by=by, at=at)
    return Saved(section, merged=settled != text)


def write_again(section: Section, number: int, *, seen_version: int, by: Person, at: datetime) -> Section:
    """The text of an earlier version as the newest one; what stands now stays among the versions.

    Raises NotAllowed, PostMortemClosed; RowChanged when somebody saved after `seen_version`; ValidationError where
    there is no such version.
    """
    require(by, Act.LEARN)
    wanted = section.versions.filter(number=number).first()
    if wanted is None:
        raise ValidationError(f"There is no version {number} of this text. Choose one from the list.")
    with transaction.atomic():
        locked_for_writing(section.postmortem)
        section.refresh_from_db()
        if section.version != seen_version:
            raise RowChanged(section)
        if section.text != wanted.text:
            _keep(section, wanted.text, by=by, at=at, again=number)
    return section


def section_of(postmortem: PostMortem, part: str) -> Section:
    """Raises Section.DoesNotExist for a part that there is not."""
    section: Section = postmortem.sections.select_related("edited_by", "postmortem").get(part=part)
    return section


def edits_of(section: Section) -> Iterator[Edit]:
    """Its versions without their texts, the newest first, those of one person within ten minutes together."""
    group: list[SectionVersion] = []
    for version in section.versions.select_related("by").defer("text"):
        if group and not _same_edit(version, group[-1]):
            yield Edit(tuple(group))
            group = []
        group.append(version)
    if group:
        yield Edit(tuple(group))


def must_fit(text: str, part: Part) -> None:
    """Raises ValidationError that names the part and the remedy."""
    longest = LONGEST_OF.get(part, LONGEST)
    if len(text) > longest:
        remedy = (
            "Say it in one or two sentences."
            if part in LONGEST_OF
            else "Put what only a few readers need behind a link."
        )
        raise ValidationError(
            f"“{part.label}” takes {longest:,} characters, and this text has {len(text):,}. {remedy}"
        )


def _same_edit(older: SectionVersion, newer: SectionVersion) -> bool:
    return older.by_id == newer.by_id and newer.at - older.at <= PAUSE_BETWEEN_EDITS


def _settled(section: Section, text: str, *, base: str, choice: Choice | None, chosen_of: str) -> str:
    """The text with what others changed. Raises WrittenAtOnce where a person has to say what stands."""
    merged = merge(base, theirs=section.text, mine=text, choice=choice or Choice.THEIRS)
    if merged.conflicts and (choice is None or merged.mark != chosen_of):
        raise WrittenAtOnce(section, merged)
    return merged.text


def _text_of(section: Section, version: int) -> str:
    """What was seen. A version that there is not was nobody's base: then all of the text counts as new."""
    return section.versions.filter(number=version).values_list("text", flat=True).first() or ""


def _must_be_writable(section: Section) -> None:
    if not section.postmortem.is_writable:
        raise PostMortemClosed(section.postmortem)


def _keep(section: Section, text: str, *, by: Person, at: datetime, again: int | None = None) -> None:
    """The next version; the log is told when an edit begins, and of each return to an earlier version."""
    begins = section.edited_by_id != by.pk or at - section.edited_at > PAUSE_BETWEEN_EDITS
    if text == section.text:
        return
    section.text, section.version = text, section.version + 1
    section.edited_at, section.edited_by = at, by
    section.save()
    SectionVersion.objects.create(section=section, number=section.version, text=text, at=at, by=by)
    if begins or again:
        detail = (
            f"version {again} again, as version {section.version}"
            if again
            else f"from version {section.version}"
        )
        subject = f"{section.postmortem.reference}, {section.get_part_display().lower()}"
        record_act(Done.WROTE_SECTION, subject, by=by, at=at, detail=detail)

"""The part "timeline": the lines of all its incidents by day, with the moments of the record as marks between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.safestring import mark_safe

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.amendments import may_be_hidden, why_not_reworded
from clarion.incidents.incident import Incident
from clarion.incidents.remarks import remark_of
from clarion.incidents.timeline import Entry, Source
from clarion.postmortems.document import Document
from clarion.postmortems.exports.timeline_picture import timeline_svg
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.published_lines import opening_words, updates_behind, without_looking_back
from clarion.postmortems.timeline_checks import FROM_MEMORY, PROVES_ITSELF, Remark, remarks_on
from clarion.updates.publication import IncidentUpdate
from clarion.updates.time_words import duration_words
from clarion.web.forms.late_lines import LateLinesForm


@dataclass(frozen=True)
class Row:
    """A line, or a mark of the record where `entry` is None. `update` is the published text that the line tells of."""

    at: datetime
    incident: Incident
    mark: str = ""
    entry: Entry | None = None
    update: IncidentUpdate | None = None

    @property
    def key(self) -> int | None:
        """The first row of the line, by which checks name it."""
        return self.entry.first.pk if self.entry else None

    @property
    def words(self) -> str:
        """As the document tells the line."""
        quoted = opening_words(self.update) if self.update else ""
        return quoted or (self.entry.text if self.entry else "")

    @property
    def remark(self) -> str:
        return remark_of(self.entry) if self.entry else ""

    @property
    def may_be_reworded(self) -> bool:
        return self.entry is not None and not why_not_reworded(self.entry)

    @property
    def may_be_hidden(self) -> bool:
        return self.entry is not None and may_be_hidden(self.entry)

    @property
    def lacks_evidence(self) -> bool:
        return (
            self.entry is not None
            and self.entry.source not in PROVES_ITSELF
            and not self.entry.evidence_url
            and self.update is None
        )

    @property
    def written_later(self) -> str:
        """How much later it was written down; empty where that was soon."""
        if self.entry is None or self.entry.source != Source.PERSON:
            return ""
        later = self.entry.first.recorded_at - self.entry.occurred_at
        return duration_words(later) if later > FROM_MEMORY else ""


class Told:
    """What the template shows; nothing is asked of the database until it does, since other parts are answered alone."""

    def __init__(self, postmortem: PostMortem, document: Document) -> None:
        self.postmortem = postmortem
        self.document = document

    @cached_property
    def incidents(self) -> dict[int, Incident]:
        return {each.pk: each for each in self.postmortem.incidents.order_by("declared_at", "pk")}

    @cached_property
    def several(self) -> bool:
        """Whether a line has to say of which incident it is."""
        return len(self.incidents) > 1

    @cached_property
    def entries(self) -> list[Entry]:
        entries = Entry.objects.filter(incident__in=self.incidents)
        entries = entries.current(with_hidden=True).with_people().reverse()
        return without_looking_back(entries, self.updates)

    @cached_property
    def hidden(self) -> list[Row]:
        return [self._row(entry) for entry in self.entries if entry.hidden]

    @cached_property
    def number(self) -> int:
        """How many lines are shown."""
        return sum(not entry.hidden for entry in self.entries)

    @cached_property
    def may_leave_out(self) -> bool:
        """Whether any line shown can be taken for noise."""
        return any(may_be_hidden(entry) and not entry.hidden for entry in self.entries)

    @cached_property
    def days(self) -> list[tuple[date, list[Row]]]:
        """A mark stands above the lines of its minute."""
        lines = [self._row(entry) for entry in self.entries if not entry.hidden]
        rows = sorted([*self._marks(), *lines], key=lambda row: (row.at, row.entry is not None))
        return [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: row.at.date())]

    @cached_property
    def picture(self) -> str:
        """Every word in it is escaped where it is drawn."""
        return mark_safe(timeline_svg(self.document))

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks_on(self.document)

    @cached_property
    def updates(self) -> dict[int, IncidentUpdate]:
        return updates_behind(list(self.incidents.values()))

    def form(self) -> LateLinesForm:
        """To add lines."""
        return LateLinesForm(self.postmortem)

    def _row(self, entry: Entry) -> Row:
        update = self.updates.get(entry.first_key)
        return Row(entry.occurred_at, self.incidents[entry.incident_id], entry=entry, update=update)

    def _marks(self) -> Iterator[Row]:
        by_reference = {incident.reference: incident for incident in self.incidents.values()}
        for facts in self.document.incidents:
            for words, at in facts.moments.items():
                yield Row(at, by_reference[facts.reference], mark=words)


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """`may_tell`: the timeline is the incident's record, so adding to it asks for the act that changes the record."""
    may_tell = postmortem.is_writable and person.may(Act.CHANGE_RECORD)
    return {"told": Told(postmortem, document), "may_tell": may_tell}

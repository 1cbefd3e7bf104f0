"""The part "impact": what was measured or estimated outside and inside, and what the record suggests."""

from functools import cached_property
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.impact import Measure, Side
from clarion.postmortems.measuring import Suggested, suggested_measures
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.measures import OFFERED_UNITS, MeasureForm


class Measured:
    """What the template shows; the database is asked when it does."""

    units = OFFERED_UNITS

    def __init__(self, postmortem: PostMortem, document: Document) -> None:
        self.postmortem = postmortem
        self.document = document

    @cached_property
    def sides(self) -> list[tuple[Side, list[Measure]]]:
        measures = list(self.postmortem.measures.all())
        return [(side, [each for each in measures if each.side == side]) for side in Side]

    @cached_property
    def suggested(self) -> list[Suggested]:
        return suggested_measures(self.postmortem, self.document)

    def form(self) -> MeasureForm:
        """To add one."""
        return MeasureForm(auto_id="new_measure_%s")


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    may_write = postmortem.is_writable and person.may(Act.LEARN)
    return {"measured": Measured(postmortem, document), "may_measure": may_write}

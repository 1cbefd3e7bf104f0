"""The part "people": who was involved, kept apart from all else that the document says."""

from functools import cached_property
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.people import OFFERED, known_people
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.involved import InvolvedForm


class Listed:
    """What the template shows; the database is asked when it does."""

    roles = OFFERED

    def __init__(self, postmortem: PostMortem) -> None:
        self.postmortem = postmortem

    @cached_property
    def people(self) -> list[Involved]:
        return list(self.postmortem.involved.all())

    @cached_property
    def known(self) -> list[tuple[Person, str]]:
        """Whom the incidents know and the list does not."""
        return known_people(self.postmortem)

    @cached_property
    def names(self) -> list[str]:
        return list(Person.objects.active().order_by("name").values_list("name", flat=True))

    def form(self) -> InvolvedForm:
        """To add one."""
        return InvolvedForm(auto_id="new_involved_%s")


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    may_write = postmortem.is_writable and person.may(Act.LEARN)
    return {"listed": Listed(postmortem), "may_list": may_write}

"""Which kind of message the life of an incident asks for, and what can be said when."""

import pytest

from clarion.flows.resolve import resolve
from clarion.updates.audiences import KINDS, Audience
from clarion.updates.gate import unfinished
from clarion.updates.suggested_text import proposed_kind, start_draft
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

FIRST = {
    "public": "acknowledgement", "customer": "acknowledgement", "support": "talking_points", "partners": "partner_brief",
    "leadership": "executive_summary", "engineering": "alert",
}  # fmt: skip
THEN = FIRST | {"public": "progress", "customer": "progress", "engineering": "progress"}
AT_THE_END = dict.fromkeys(FIRST, "resolution") | {"leadership": "executive_summary"}


@pytest.mark.parametrize("audience", Audience)
def test_first_then_and_at_the_end(ana, ben, nine, audience):
    incident = an_incident(by=ana, at=nine)
    assert proposed_kind(incident, audience) == FIRST[audience]
    say(incident, "Card payments fail.", audience=audience, by=ben, at=nine)
    assert proposed_kind(incident, audience) == THEN[audience]
    incident.state = "resolved"
    assert proposed_kind(incident, audience) == AT_THE_END[audience]


@pytest.mark.parametrize("audience", ["engineering", "partners", "support"])
def test_nobody_inside_ends_an_incident_by_telling_of_it(ana, ben, nine, audience):
    incident = an_incident(by=ana, at=nine)
    draft = start_draft(incident, audience, kind="resolution", by=ben, at=nine)
    assert "Press Resolve in the incident's room first" in " ".join(unfinished(draft, at=nine))
    resolve(incident, by=ben, at=nine)
    draft.refresh_from_db()
    assert "Press Resolve" not in " ".join(unfinished(draft, at=nine))


@pytest.mark.parametrize(
    ("audience", "kind"), [(audience, kind) for audience, kinds in KINDS.items() for kind in kinds]
)
def test_every_kind_can_be_started(ana, ben, nine, audience, kind):
    assert start_draft(an_incident(by=ana, at=nine), audience, kind=kind, by=ben, at=nine).text

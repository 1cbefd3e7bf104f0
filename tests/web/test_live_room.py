"""The room's pulse: empty while nothing changes, and every part that changed when something does."""

import re
from datetime import timedelta

import pytest

from clarion.flows.approve import approve
from clarion.flows.call import mark_and_call
from clarion.flows.change import change
from clarion.flows.publish import publish
from clarion.incidents.hand_over import hand_over
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.dismissals import dismiss
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.review_of_draft import review_draft
from clarion.updates.suggested_text import start_draft
from clarion.web.pulse import CLOCKS_EVERY, Pulse, pulse_of
from tests.factories.incidents import REASON, an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, nine) -> Incident:
    return an_incident(by=ana, at=nine)


def beat(incident, at) -> Pulse:
    return pulse_of(Incident.objects.get(pk=incident.pk), at=at)


def test_nothing_changed_has_the_same_pulse_and_an_empty_answer(client, ana, incident, nine):
    assert beat(incident, nine) == beat(incident, nine)
    client.force_login(ana)
    address = f"/incidents/{incident.reference}/live/"

    def ask_twice():
        seen = re.search(r"seen=([\w.]+)", client.get(f"{address}?seen=old").content.decode())
        return client.get(f"{address}?seen={seen[1]}")

    # Once more, for the rare case that the clocks were due between the two questions.
    answers = [ask_twice(), ask_twice()]
    assert (204, b"") in [(answer.status_code, answer.content) for answer in answers]


def test_clocks_are_brought_up_to_date_by_time_alone(incident, nine):
    assert beat(incident, nine) != beat(incident, nine + timedelta(seconds=CLOCKS_EVERY))


def test_every_act_of_another_changes_the_pulse(incident, ana, ben, cleo, nine):
    """One after the other, at one instant: each step is seen by itself."""
    seen = [beat(incident, nine)]

    def look(what: str) -> None:
        now = beat(incident, nine)
        assert now != seen[-1], what
        seen.append(now)

    change(incident, {"percent_affected": 25}, by=ana, at=nine)
    look("a fact")
    record_entry(incident, "rolled back release 118", source=Source.PERSON, at=nine, by=ana)
    look("an entry")
    hand_over(incident, {"scribe": ben}, by=ana, at=nine)
    look("a role")
    draft = start_draft(incident, "public", by=ben, at=nine)
    look("a draft begun")
    edit_draft(
        draft, {"text": "Card payments fail. Next update by 09:30 UTC."}, seen_version=None, by=ben, at=nine
    )
    look("a draft edited")
    edit_draft(draft, {"next_update_at": nine + timedelta(minutes=30)}, seen_version=None, by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    look("an approval")
    edit_draft(draft, {"text": "Cards fail. Next update by 09:30 UTC."}, seen_version=None, by=cleo, at=nine)
    look("an approval voided")
    approve(draft, seen_version=draft.version, by=ben, at=nine, override_reason=REASON)
    publish(draft, by=ben, at=nine)
    look("a publication")
    other = start_draft(incident, "engineering", by=ben, at=nine)
    look("a second draft")
    discard_draft(other, by=ben, at=nine)
    look("a draft put away")


def test_a_finding_that_is_let_stand_changes_the_pulse(incident, ben, nine):
    draft = start_draft(incident, "public", by=ben, at=nine)
    text = "The night shift forgot to renew a certificate.\n"
    edit_draft(draft, {"text": text}, seen_version=None, by=ben, at=nine)
    before = beat(incident, nine)
    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "blame")
    dismiss(draft, found, reason="they asked to be named", by=ben, at=nine)
    assert beat(incident, nine) != before


def test_a_missed_promise_changes_the_pulse(incident, nine):
    later = nine + timedelta(minutes=20)
    before = beat(incident, later)
    mark_and_call(at=later)
    assert beat(incident, later) != before


def test_the_answer_holds_every_part_and_the_next_pulse(client, ana, incident):
    client.force_login(ana)
    said = client.get(f"/incidents/{incident.reference}/live/?seen=old").content.decode()
    parts = (
        "pulse",
        "standing",
        "protocol",
        "audience-rows",
        "updates-list",
        "entries",
        "fact-impact",
        "fact-title",
    )
    for part in parts:
        assert f'id="{part}"' in said, part
    assert said.count('hx-swap-oob="true"') == said.count("hx-swap-oob")

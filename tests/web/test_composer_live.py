"""The composer while others work: empty answers while nothing changes, and never a word over what somebody types."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.drill import end_drill
from clarion.flows.publish import publish
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.drill import Drill
from clarion.practice.drills.engine import catch_up
from clarion.updates.dismissals import dismiss
from clarion.updates.drafts import Draft
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.review_of_draft import review_draft
from clarion.updates.suggested_text import start_draft
from clarion.web.pulse import DraftPulse, draft_pulse_of
from tests.factories.drills import a_drill
from tests.factories.incidents import REASON, an_incident

pytestmark = pytest.mark.django_db


class Composer:
    """The open page of somebody: what it holds, and what it is told when it asks."""

    def __init__(self, client, draft: Draft) -> None:
        self.client, self.address = client, f"/drafts/{draft.pk}/"
        page = client.get(self.address).content.decode()
        (self.opened,) = re.findall(r"/live/\?opened=(\d+)", page)
        self.holds = {"opened": self.opened, "heard": self.opened, "version": draft.version}
        self._read(page)

    def _read(self, said: str) -> None:
        for name, place in (("seen", "pulse-seen"), ("version", "held-version"), ("heard", "heard-until")):
            if found := re.search(rf'id="{place}"[^>]* value="([^"]*)"', said):
                self.holds[name] = found[1]

    def asks(self, **more: str) -> tuple[int, str]:
        answer = self.client.get(f"{self.address}live/", {**self.holds, **more})
        said = answer.content.decode()
        self._read(said)
        return answer.status_code, said


@pytest.fixture
def draft(ana, ben, cleo, nine) -> Draft:
    draft = start_draft(an_incident(by=ana, at=nine), "public", by=ben, at=nine)
    words = "Card payments fail since 09:00 UTC.\n\nNext update by 23:50 UTC.\n"
    due = timezone.now().replace(hour=23, minute=50, second=0, microsecond=0) + timedelta(days=1)
    edit_draft(draft, {"text": words, "next_update_at": due}, seen_version=None, by=ben, at=nine)
    return Draft.objects.select_related("incident").get(pk=draft.pk)


@pytest.fixture
def composer(client, ben, draft) -> Composer:
    client.force_login(ben)
    return Composer(client, draft)


def parts_of(said: str) -> set[str]:
    """What the answer would exchange."""
    named = re.findall(r'id="([\w-]+)"[^>]*hx-swap-oob="true"', said)
    return {*named, *re.findall(r'hx-swap-oob="innerHTML:#([\w-]+)"', said)}


def test_while_nothing_changes_the_answer_is_empty_takes_few_queries_and_reviews_nothing(
    composer, draft, monkeypatch
):
    asked = []
    monkeypatch.setattr("clarion.updates.review_of_draft.remembered_review", lambda *_, **__: asked.append(1))
    with CaptureQueriesContext(connection) as queries:
        assert composer.asks() == (204, "")
    statements = [query["sql"] for query in queries.captured_queries]
    assert len(statements) == 7, "\n".join(statements)
    assert all(each.startswith("SELECT") for each in statements), "nothing waits for whoever writes"
    assert asked == []


def test_every_act_of_another_changes_the_pulse_and_the_clock_alone_does_not(draft, ana, ben, cleo, nine):
    def beat(at=nine) -> DraftPulse:
        return draft_pulse_of(Draft.objects.select_related("incident").get(pk=draft.pk), at=at)

    seen = [beat()]

    def look(what: str) -> None:
        now = beat()
        assert now not in seen, what
        seen.append(now)

    assert beat(nine + timedelta(hours=1)) == seen[0]
    assert beat(draft.next_update_at) != seen[0], "the promise has passed"
    change(draft.incident, {"percent_affected": 25}, by=ana, at=nine)
    look("a fact")
    edit_draft(draft, {"text": "The night shift forgot it.\n"}, seen_version=None, by=cleo, at=nine)
    look("other words")
    found = next(found for found in review_draft(draft, at=nine).findings if found.rule == "blame")
    dismiss(draft, found, reason="they asked to be named", by=ben, at=nine)
    look("a finding that is let stand")
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    look("an approval")
    change(draft.incident, {"state": "identified"}, by=ana, at=nine)
    look("a state, which voids the approval")
    discard_draft(draft, by=cleo, at=nine)
    look("put away")


def test_an_approval_is_told_with_the_button_for_the_next_act(composer, draft, cleo, nine):
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    status, said = composer.asks()
    assert status == 200
    assert "Cleo Lindqvist approved this text at" in said
    assert "Publish → public page" in said
    assert {"decision", "review", "pulse-seen", "draft-news"} <= parts_of(said)
    assert 'id="id_text"' not in said, "the words are the same: the field is left alone"
    assert composer.asks() == (204, "")


def test_whoever_may_not_publish_is_told_of_an_approval_without_the_button(client, draft, cleo, dev, nine):
    client.force_login(dev)
    theirs = Composer(client, draft)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    said = theirs.asks()[1]
    assert "A communications lead or an admin publishes what leaves the company" in said
    assert "Publish → public page" not in said


def test_an_approval_that_falls_is_told_with_its_reason(composer, draft, ana, cleo, nine):
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    composer.asks()
    change(draft.incident, {"severity": "SEV1"}, by=ana, at=nine)
    said = composer.asks()[1]
    assert "The approval by Cleo Lindqvist no longer holds" in said
    assert "Publish → public page" not in said


def test_words_that_another_saved_come_into_fields_in_which_nobody_types(composer, draft, cleo, nine):
    edit_draft(draft, {"text": "Cleo's words.\n"}, seen_version=None, by=cleo, at=nine)
    said = composer.asks()[1]
    assert "Cleo Lindqvist changed this text at" in said
    assert 'id="draft" hx-swap-oob="true"' in said
    assert "Cleo&#x27;s words.\n</textarea>" in said
    assert composer.holds["version"] == str(draft.version)
    assert composer.asks() == (204, "")


def test_of_what_somebody_types_nothing_is_sent_and_both_texts_are_offered(composer, draft, cleo, nine):
    held = composer.holds["version"]
    edit_draft(draft, {"text": "Cleo's words.\n"}, seen_version=None, by=cleo, at=nine)
    said = composer.asks(typing="yes")[1]
    assert "Cleo Lindqvist saved this draft while you were writing" in said
    assert "<pre>Cleo&#x27;s words.\n</pre>" in said
    assert f'name="version" value="{draft.version}">Keep my text' in said
    assert "Choose one of the two texts first." in said
    assert {"draft", "marks"} & parts_of(said) == set()
    assert composer.holds["version"] == held, "what is typed next is not saved by accident"
    assert composer.asks(typing="yes") == (204, "")


def test_while_somebody_types_an_approval_changes_what_stands_around_the_text_alone(
    composer, draft, cleo, nine
):
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    said = composer.asks(typing="yes")[1]
    assert "Cleo Lindqvist approved this text" in said
    assert {"draft", "review", "marks"} & parts_of(said) == set()
    assert "decision" in parts_of(said)


def test_a_text_that_follows_the_state_of_its_incident_says_so_in_its_field(composer, draft, ana, nine):
    change(draft.incident, {"state": "identified"}, by=ana, at=nine)
    said = composer.asks()[1]
    assert 'id="draft" hx-swap-oob="true"' in said
    assert '<option value="identified" selected>' in said
    assert "this text announces it now" in said


def test_a_part_that_was_left_alone_is_sent_once_nobody_is_in_it(composer):
    assert composer.asks()[0] == 204
    status, said = composer.asks(behind="yes")
    assert status == 200
    assert "decision" in parts_of(said)


def test_a_draft_that_is_published_says_so_stops_asking_and_keeps_what_is_typed(composer, draft, cleo, nine):
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason=REASON)
    publish(draft, by=cleo, at=nine)
    status, said = composer.asks(typing="yes")
    assert status == 286
    assert "Cleo Lindqvist published this text." in said
    assert "This draft was published at 09:00 UTC." in said
    assert "What you typed since is still in the field" in said
    assert {"draft", "review"} & parts_of(said) == set()
    assert "Discard the draft" not in said


def test_lines_of_others_are_counted_and_the_newest_is_shown(composer, draft, ben, cleo, nine):
    incident = draft.incident
    record_entry(incident, "wrote to the bank", source=Source.PERSON, at=nine, by=ben)
    status, said = composer.asks()
    assert (status, parts_of(said)) == (200, {"heard"})
    assert "Nothing new in the timeline" in said, "one's own line is no news"
    record_entry(incident, "Error rate 40 %", source=Source.ALERT, at=nine)
    record_entry(incident, "rolled back release 118", source=Source.PERSON, at=nine, by=cleo)
    said = composer.asks()[1]
    assert "2 new lines in the" in said
    assert "“rolled back release 118”" in said
    assert parts_of(said) == {"heard"}, "no text is reviewed for a line of the timeline"
    assert composer.asks() == (204, "")


def test_in_a_drill_what_comes_in_is_announced_on_its_clock_and_nothing_is_logged(client, ben, cleo):
    drill = a_drill(ben, cleo, pace=1, at=timezone.now())
    draft = start_draft(drill.incident, "public", by=ben, at=drill.begins_at)
    client.force_login(ben)
    theirs = Composer(client, draft)
    logged = AuditEntry.objects.count()
    # Its clock is moved, not the test: eight minutes have passed.
    Drill.objects.filter(pk=drill.pk).update(started_at=drill.started_at - timedelta(minutes=8))
    drill.refresh_from_db()
    shown = len(catch_up(drill, now=timezone.now()))
    status, said = theirs.asks()
    assert status == 200
    assert shown > 1
    assert f"{shown} new lines in the" in said
    assert f'href="{reverse("room", args=[drill.incident_id])}#timeline"' in said
    assert AuditEntry.objects.count() == logged
    end_drill(drill, by=cleo, at=timezone.now())
    status, said = theirs.asks()
    assert status == 286
    assert "This drill is over, and nothing more is written in it." in said
    assert "Debrief" in said


def test_a_draft_of_a_drill_is_asked_about_by_nobody_else(client, ben, ana):
    drill = a_drill(ben, at=timezone.now())
    draft = start_draft(drill.incident, "public", by=ben, at=drill.begins_at)
    client.force_login(ana)
    assert client.get(f"/drafts/{draft.pk}/live/").status_code == 404


@pytest.mark.parametrize(
    "nonsense", [{}, {"seen": "x" * 500}, {"version": "²", "heard": "9" * 30, "opened": "-"}]
)
def test_what_no_page_would_send_is_answered_like_a_page_that_holds_nothing(client, ben, draft, nonsense):
    client.force_login(ben)
    assert client.get(f"/drafts/{draft.pk}/live/", nonsense).status_code == 200

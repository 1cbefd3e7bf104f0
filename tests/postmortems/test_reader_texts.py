"""Texts for other readers: filled from the document, agreed on once it is, one for each incident."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.document import read_document
from clarion.postmortems.five_whys import Why, WhyKind
from clarion.postmortems.impact import Measure
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.ownership import cover, set_aside
from clarion.postmortems.postmortem import Stage
from clarion.postmortems.reader_texts import begin_text, found_for, found_in, not_agreed, start_text, texts_of
from clarion.updates.audiences import Audience
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

CAUSES = {
    "Certificates were renewed by hand": (WhyKind.CONTRIBUTOR, "runbook 12"),
    "Perhaps the clock was wrong": (WhyKind.CONTRIBUTOR, ""),
    "The second region was idle by luck": (WhyKind.LUCK, "dashboard"),
}


def over(title, *, service, by, at, severity=Severity.SEV1):
    incident = an_incident(
        title, severity=severity, services={service: ServiceStatus.MAJOR_OUTAGE}, by=by, at=at,
        impact="card payments were declined", percent_affected=25, regions=["Spain"],
        cause="a certificate had expired", cause_confirmed=True, started_at=at - timedelta(minutes=9),
    )  # fmt: skip
    say(incident, "Card payments work again.", state=State.RESOLVED, by=by, at=at + timedelta(hours=1))
    incident.refresh_from_db()
    return incident


@pytest.fixture
def first(ben, checkout, nine):
    return over("Card payments fail", service=checkout, by=ben, at=nine)


@pytest.fixture
def second(ben, checkout, nine):
    return over("Invoices fail", service=checkout, by=ben, at=nine + timedelta(hours=1))


@pytest.fixture
def postmortem(first, second, dev, nine):
    """Of two incidents, with causes, a measure and action items."""
    opened = open_postmortem([first, second], by=dev, at=nine + timedelta(hours=3), owner=dev)
    opened.sections.filter(part="summary").update(text="A certificate ended.")
    for position, (answer, (kind, evidence)) in enumerate(CAUSES.items()):
        Why.objects.create(
            postmortem=opened, answer=answer, kind=kind, evidence=evidence, position=position, added_at=nine
        )
    Measure.objects.create(
        postmortem=opened, side="external", metric="tickets", value=1200, unit="tickets", estimated=True
    )
    for text, state in (
        ("Renew certificates by machine.", ItemState.OPEN),
        ("Add an alert", ItemState.DONE),
        ("Buy a clock", ItemState.DROPPED),
    ):
        ActionItem.objects.create(
            postmortem=opened, text=text, state=state, owner=dev, due_on=date(2026, 3, 31), added_at=nine
        )
    return opened


def test_causes_without_evidence_luck_and_dropped_items_are_told_to_nobody(postmortem):
    assert found_in(read_document(postmortem)) == {
        "summary": "A certificate ended.",
        "measures": "- 1,200 tickets (estimated)",
        "causes": "- Certificates were renewed by hand",
        "changes": "- We will renew certificates by machine.\n- We have added an alert.",
        "changes_and_owners": "- By 31 March 2026, Dev Patel will renew certificates by machine.\n- Dev Patel has added an alert.",
    }


def test_no_name_of_an_owner_stands_in_a_text_that_leaves(postmortem, first, ben, nine):
    texts = {
        each: begin_text(postmortem, first, each, by=ben, at=nine).text for each in ("public", "leadership")
    }
    assert "Dev Patel" not in texts["public"]
    assert "By 31 March 2026, Dev Patel will renew certificates by machine." in texts["leadership"]
    assert all("Certificates were renewed by hand" in text for text in texts.values())


def test_each_incident_has_a_text_of_its_own_and_the_second_may_begin_with_the_words_of_the_first(
    postmortem, first, second, ben, cleo, nine
):
    one = begin_text(postmortem, first, "public", by=ben, at=nine)
    edit_draft(one, {"text": "We have looked back."}, seen_version=None, by=ben, at=nine)
    row = next(
        each for each in texts_of(postmortem) if each.incident == second and each.audience == Audience.PUBLIC
    )
    assert (row.draft, row.update, row.others) == (None, None, one)
    other = begin_text(postmortem, second, "public", same_words=True, by=cleo, at=nine)
    assert (other.incident, other.text) == (second, "We have looked back.")
    again = begin_text(postmortem, second, "public", same_words=True, by=ben, at=nine)
    assert again == other
    discard_draft(one, by=ben, at=nine)
    assert begin_text(postmortem, first, "public", by=ben, at=nine).text.startswith(
        "We have looked back at the problem"
    )


@pytest.mark.parametrize(
    ("audience", "why"),
    [("engineering", "Post-mortems are written for"), ("nobody", "Post-mortems are written for")],
)
def test_who_is_not_written_to_is_refused_with_who_is(postmortem, first, ben, nine, audience, why):
    with pytest.raises(ValidationError, match=why):
        begin_text(postmortem, first, audience, by=ben, at=nine)


def test_an_incident_that_it_does_not_cover_or_that_is_open_is_refused(postmortem, first, ana, ben, nine):
    stranger = an_incident("Search is slow", by=ana, at=nine)
    with pytest.raises(ValidationError, match="does not cover"):
        begin_text(postmortem, stranger, "public", by=ben, at=nine)
    change(first, {"state": State.MONITORING}, by=ben, at=nine + timedelta(hours=4))
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="is not resolved"):
        begin_text(postmortem, first, "public", by=ben, at=nine)


def test_while_the_document_is_a_draft_a_text_goes_out_only_with_a_reason(postmortem, first, ben, cleo, nine):
    draft = begin_text(postmortem, first, "public", by=ben, at=nine)
    waits = f"{postmortem.reference} is still a draft. Make it final first"
    assert waits in not_agreed(draft)[0]
    with pytest.raises(NotApprovable, match=waits):
        approve(draft, seen_version=draft.version, by=cleo, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine, override_reason="readers wait since Monday")
    assert publish(draft, by=cleo, at=nine + timedelta(hours=5)).kind == "postmortem"


def test_once_it_is_final_no_reason_is_needed_and_reopening_it_stops_what_was_approved(
    postmortem, first, ben, cleo, nine
):
    postmortem.stage = Stage.FINAL
    postmortem.save()
    draft = begin_text(postmortem, first, "public", by=ben, at=nine)
    approve(draft, seen_version=draft.version, by=cleo, at=nine + timedelta(hours=4))
    postmortem.stage = Stage.IN_REVIEW
    postmortem.save()
    with pytest.raises(NotPublishable, match="is still in review"):
        publish(draft, by=cleo, at=nine + timedelta(hours=5))
    postmortem.stage = Stage.PUBLISHED
    postmortem.save()
    update = publish(draft, by=cleo, at=nine + timedelta(hours=6))
    row = next(each for each in texts_of(postmortem) if each.update)
    assert (row.incident, row.audience, row.update, row.draft) == (first, Audience.PUBLIC, update, None)


def test_whom_nobody_told_while_it_lasted_is_told_only_with_a_reason(postmortem, ana, ben, nine):
    quiet = an_incident("Reports are slow", by=ana, at=nine)
    resolve(quiet, by=ana, at=nine)
    quiet.refresh_from_db()
    postmortem.incidents.add(quiet)
    postmortem.stage = Stage.FINAL
    postmortem.save()
    assert "has never spoken of" in not_agreed(begin_text(postmortem, quiet, "public", by=ben, at=nine))[0]
    assert not_agreed(begin_text(postmortem, quiet, "leadership", by=ben, at=nine)) == []


def test_a_kind_that_is_not_written_for_these_readers_is_refused_with_a_post_mortem_as_without(
    postmortem, first, ben, nine
):
    with pytest.raises(ValidationError, match="“Executive RCA” is not written for Public page"):
        start_text(first, "public", kind="rca", by=ben, at=nine)
    assert start_text(first, "leadership", kind="rca", by=ben, at=nine).kind == "rca"


def test_without_a_post_mortem_whoever_approves_says_why(checkout, ben, nine):
    first = over("Card payments fail", service=checkout, by=ben, at=nine, severity=Severity.SEV3)
    draft = start_draft(first, "public", kind="postmortem", by=ben, at=nine)
    assert not_agreed(draft) == [
        f"There is no post-mortem of {first.reference}. Open one first, or say why this text goes out without it."
    ]
    assert found_for(first, "postmortem") == {}


def test_what_was_set_aside_neither_fills_a_text_nor_lets_it_out(first, second, ben, dev, nine):
    # Both were opened when their incident was resolved.
    covering, own = first.postmortems.get(), second.postmortems.get()
    covering.sections.filter(part="summary").update(text="A certificate ended.")
    cover(covering, second, by=dev, at=nine)
    own.refresh_from_db()
    assert own.stage == Stage.SET_ASIDE
    draft = start_text(second, "public", kind="postmortem", by=ben, at=nine)
    assert found_for(second, "postmortem")["summary"] == "A certificate ended."
    assert f"{covering.reference} is still a draft" in not_agreed(draft)[0]
    set_aside(covering, why="the supplier writes one", by=dev, at=nine)
    assert f"{own.reference} was set aside. Take it up again first" in not_agreed(draft)[0]


def test_other_kinds_ask_nothing_of_the_document(postmortem, first, ben, nine):
    assert found_for(first, "resolution") == {}
    assert not_agreed(start_draft(first, "support", by=ben, at=nine)) == []

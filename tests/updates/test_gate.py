"""The two doors between a draft and its readers."""

from datetime import timedelta

import pytest

from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.drafts import Draft, DraftChanged, DraftClosed
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable, needs_other_eyes
from clarion.updates.suggested_text import start_draft, suggested_text

pytestmark = pytest.mark.django_db(transaction=True)

CLEAN = """\
We are investigating a problem with Checkout. Card payments are declined for 25 % of users in Europe since 09:00 UTC.

Next update by 09:20 UTC.
"""


@pytest.fixture
def incident(ana, ben, cleo, checkout, nine):
    facts = {"percent_affected": 25, "regions": ["Europe"], "impact": "Card payments are declined"}
    return declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        facts=facts,
        by=ana,
        at=nine,
    )


@pytest.fixture
def draft(incident, ben, nine) -> Draft:
    draft = start_draft(incident, "public", by=ben, at=nine)
    edit_draft(
        draft,
        {"text": CLEAN, "next_update_at": nine + timedelta(minutes=20)},
        seen_version=None,
        by=ben,
        at=nine,
    )
    return draft


def yes(draft, cleo, nine, **more):
    return approve(draft, seen_version=draft.version, by=cleo, at=nine, **more)


def test_a_clean_text_is_approved_and_published(draft, cleo, nine):
    yes(draft, cleo, nine)
    update = publish(draft, by=cleo, at=nine)
    assert update.text == CLEAN
    assert update.approval.by == cleo


def test_nothing_is_published_without_an_approval(draft, cleo, nine):
    with pytest.raises(NotPublishable, match="Somebody has to approve this text first"):
        publish(draft, by=cleo, at=nine)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", CLEAN + "And one more thing.\n"),
        ("state", "identified"),
        ("next_update_at", None),
        ("kind", "progress"),
    ],
)
def test_any_edit_voids_the_approval(draft, cleo, ben, nine, field, value):
    yes(draft, cleo, nine)
    edit_draft(draft, {field: value}, seen_version=draft.version, by=ben, at=nine)
    assert standing_approval(draft) is None
    with pytest.raises(NotPublishable, match="the draft was edited"):
        publish(draft, by=cleo, at=nine)


def test_an_edit_that_is_taken_back_still_needs_a_new_approval(draft, cleo, ben, nine):
    yes(draft, cleo, nine)
    edit_draft(draft, {"text": "Something else."}, seen_version=None, by=ben, at=nine)
    edit_draft(draft, {"text": CLEAN}, seen_version=None, by=ben, at=nine)
    assert standing_approval(draft) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("severity", "SEV1"),
        ("state", "identified"),
        ("percent_affected", 40),
        ("regions", ["Asia"]),
        ("impact", "Nothing works"),
    ],
)
def test_a_change_of_severity_state_or_impact_voids_the_approval(
    draft, incident, cleo, ana, nine, field, value
):
    yes(draft, cleo, nine)
    change(incident, {field: value}, by=ana, at=nine)
    draft.refresh_from_db()
    assert standing_approval(draft) is None


def test_a_change_of_the_services_voids_the_approval(draft, incident, checkout, cleo, ana, nine):
    yes(draft, cleo, nine)
    change(incident, {}, services={checkout: ServiceStatus.DEGRADED_PERFORMANCE}, by=ana, at=nine)
    draft.refresh_from_db()
    assert standing_approval(draft) is None


def test_a_change_of_the_workaround_leaves_the_approval(draft, incident, cleo, ana, nine):
    yes(draft, cleo, nine)
    change(incident, {"workaround": "pay by bank transfer"}, by=ana, at=nine)
    draft.refresh_from_db()
    assert standing_approval(draft)


def test_a_path_that_forgets_to_void_still_publishes_no_other_text(draft, cleo, nine):
    yes(draft, cleo, nine)
    Draft.objects.filter(pk=draft.pk).update(text="Something that nobody approved. Next update by 09:20 UTC.")
    with pytest.raises(NotPublishable):
        publish(draft, by=cleo, at=nine)


def test_what_the_review_blocks_is_not_approved_without_a_reason(draft, cleo, ben, nine):
    blamed = CLEAN.replace("We are", "An engineer forgot to renew a certificate. We are")
    edit_draft(draft, {"text": blamed}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="engineer forgot"):
        yes(draft, cleo, nine)
    approval = yes(draft, cleo, nine, override_reason="quoted from the customer's own statement")
    assert approval.override_reason == "quoted from the customer's own statement"
    assert "quoted from the customer" in draft.incident.entries.first().text


def test_a_contradiction_of_the_record_is_not_approved(draft, cleo, ben, nine):
    edit_draft(draft, {"text": CLEAN.replace("25 %", "60 %")}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="contradicts the record"):
        yes(draft, cleo, nine)


@pytest.mark.parametrize("text", ["", "   \n", CLEAN + "Affected: [[who is affected]]."])
def test_no_reason_lets_an_unfinished_text_pass(draft, cleo, ben, nine, text):
    edit_draft(draft, {"text": text}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable):
        yes(draft, cleo, nine, override_reason="hurry")


def test_an_update_on_a_live_incident_has_to_promise_the_next_one(draft, cleo, ben, nine):
    edit_draft(draft, {"next_update_at": None}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="when the next update comes"):
        yes(draft, cleo, nine, override_reason="hurry")


def test_the_words_and_the_clock_promise_the_same_time(draft, cleo, ben, nine):
    edit_draft(draft, {"next_update_at": nine + timedelta(minutes=45)}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="The text promises 09:20 UTC, the clock is set to 09:45 UTC"):
        yes(draft, cleo, nine)


def test_a_promise_that_has_passed_while_waiting_is_not_published(draft, cleo, nine):
    yes(draft, cleo, nine)
    with pytest.raises(NotPublishable, match="has passed"):
        publish(draft, by=cleo, at=nine + timedelta(minutes=20))


def test_a_responder_writes_but_does_not_approve_or_publish_outside(draft, cleo, dev, nine):
    with pytest.raises(NotAllowed, match="communications lead or admin"):
        yes(draft, dev, nine)
    yes(draft, cleo, nine)
    with pytest.raises(NotAllowed):
        publish(draft, by=dev, at=nine)


def test_the_approver_must_have_seen_the_newest_text(draft, cleo, ben, nine):
    seen = draft.version
    edit_draft(draft, {"text": CLEAN + "More.\n"}, seen_version=None, by=ben, at=nine)
    with pytest.raises(DraftChanged):
        approve(draft, seen_version=seen, by=cleo, at=nine)
    assert not Approval.objects.exists()


def test_a_draft_is_published_once(draft, cleo, nine):
    yes(draft, cleo, nine)
    publish(draft, by=cleo, at=nine)
    with pytest.raises(DraftClosed, match="was published at 09:00 UTC"):
        publish(draft, by=cleo, at=nine)
    with pytest.raises(DraftClosed):
        edit_draft(draft, {"text": "later"}, seen_version=None, by=cleo, at=nine)
    with pytest.raises(DraftClosed):
        discard_draft(draft, by=None, at=nine)


def test_two_writers_do_not_overwrite_each_other(draft, ben, cleo, nine):
    seen = draft.version
    edit_draft(draft, {"text": "Ben's words"}, seen_version=seen, by=ben, at=nine)
    with pytest.raises(DraftChanged) as conflict:
        edit_draft(draft, {"text": "Cleo's words"}, seen_version=seen, by=cleo, at=nine)
    assert conflict.value.draft.text == "Ben's words"


def test_only_a_resolution_announces_that_it_is_over(draft, cleo, ben, nine):
    edit_draft(draft, {"state": "resolved", "next_update_at": None}, seen_version=None, by=ben, at=nine)
    with pytest.raises(NotApprovable, match="Only a resolution resolves the incident"):
        yes(draft, cleo, nine, override_reason="hurry")


def test_who_wrote_a_text_does_not_approve_it_where_there_is_another_lead(draft, ben, cleo, nine):
    with pytest.raises(NotApprovable) as refused:
        approve(draft, seen_version=draft.version, by=ben, at=nine)
    assert refused.value.reasons == [
        "You wrote this text yourself. Ask Cleo Lindqvist to approve it, or say why it cannot wait."
    ]
    approval = approve(
        draft, seen_version=draft.version, by=ben, at=nine, override_reason="Cleo is on a plane"
    )
    assert approval.override_reason == "Cleo is on a plane"


def test_a_single_lead_may_approve_what_they_wrote(draft, ben, cleo, nine):
    Person.objects.filter(pk=cleo.pk).update(is_active=False)
    assert approve(draft, seen_version=draft.version, by=ben, at=nine).by == ben


def test_a_comma_by_somebody_else_does_not_make_the_author_a_second_pair_of_eyes(draft, ana, ben, cleo, nine):
    edit_draft(draft, {"text": f"{CLEAN}\nWe apologise."}, seen_version=None, by=cleo, at=nine)
    for lead in (ben, cleo):
        with pytest.raises(NotApprovable) as refused:
            approve(draft, seen_version=draft.version, by=lead, at=nine)
        assert refused.value.reasons == [
            "You wrote in this text, and so did every other communications lead. Say why it cannot wait."
        ]
    assert approve(draft, seen_version=draft.version, by=ana, at=nine).by == ana
    approval = approve(
        draft, seen_version=draft.version, by=ben, at=nine, override_reason="nobody else is here"
    )
    assert approval.override_reason == "nobody else is here"


def test_a_lead_who_wrote_nothing_is_the_one_to_ask(draft, ben, cleo, nine):
    Person.objects.create_user("eli@example.com", name="Eli Novak", role="communications_lead")
    edit_draft(draft, {"text": f"{CLEAN}\nWe apologise."}, seen_version=None, by=cleo, at=nine)
    with pytest.raises(NotApprovable) as refused:
        approve(draft, seen_version=draft.version, by=ben, at=nine)
    assert refused.value.reasons == [
        "You wrote in this text. Ask Eli Novak to approve it, or say why it cannot wait."
    ]


def test_whoever_moves_the_promise_or_the_state_wrote_too(draft, cleo, nine):
    later = {"next_update_at": nine + timedelta(minutes=25)}
    edit_draft(draft, later, seen_version=None, by=cleo, at=nine)
    assert needs_other_eyes(draft, cleo) != []


def test_whoever_only_began_a_text_that_others_wrote_may_approve_it(incident, ben, cleo, nine):
    draft = start_draft(incident, "public", by=cleo, at=nine)
    assert needs_other_eyes(draft, cleo) != []
    edit_draft(draft, {"text": CLEAN}, seen_version=None, by=ben, at=nine)
    assert needs_other_eyes(draft, cleo) == []


def test_a_text_that_is_filled_again_is_of_whoever_had_it_filled_and_then_of_who_writes_in_it(
    draft, ben, cleo, nine
):
    filled = {"kind": draft.kind, "text": suggested_text(draft, at=nine)}
    edit_draft(draft, filled, seen_version=None, by=cleo, at=nine)
    assert needs_other_eyes(draft, ben) == []
    assert needs_other_eyes(draft, cleo) != []
    edit_draft(draft, {"text": CLEAN}, seen_version=None, by=ben, at=nine)
    assert needs_other_eyes(draft, ben) == [
        "You wrote this text yourself. Ask Cleo Lindqvist to approve it, or say why it cannot wait."
    ]


def test_inside_the_company_one_pair_of_eyes_is_enough(incident, ben, cleo, nine):
    draft = start_draft(incident, "support", by=ben, at=nine)
    text = "Say: “We are sorry.” Press questions go to Ben only. Next talking points by 09:20 UTC."
    edit_draft(
        draft,
        {"text": text, "next_update_at": nine + timedelta(minutes=20)},
        seen_version=None,
        by=ben,
        at=nine,
    )
    assert approve(draft, seen_version=draft.version, by=ben, at=nine).by == ben


def test_customers_hear_the_end_after_the_public_page(incident, draft, ben, cleo, nine):
    yes(draft, cleo, nine)
    publish(draft, by=cleo, at=nine)
    last = start_draft(incident, "customer", kind="resolution", by=ben, at=nine)
    edit_draft(
        last, {"text": "Resolved: Checkout works again. We apologise."}, seen_version=None, by=ben, at=nine
    )
    with pytest.raises(NotApprovable, match="Publish the resolution on the public page first"):
        yes(last, cleo, nine, override_reason="they wait")

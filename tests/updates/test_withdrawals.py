"""Talking points hold while the public update that they explain is the newest; then they are withdrawn."""

from datetime import timedelta

import pytest

from clarion.accounts.append_only import Written
from clarion.flows import put_right as quietly
from clarion.flows.approve import approve
from clarion.flows.publish import publish
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.approval import standing_approval
from clarion.updates.editing import edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.promises import Outcome, Promise
from clarion.updates.suggested_text import start_draft
from clarion.updates.withdrawals import Withdrawal, withdraw_superseded
from tests.factories.incidents import REASON, an_incident, put_right, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, checkout, nine):
    return an_incident(
        severity=Severity.SEV2, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine
    )


def minute(nine, minutes):
    return nine + timedelta(minutes=minutes)


def withdrawn(update):
    return Withdrawal.objects.filter(update=update).first()


def owed_to_support(incident):
    return Promise.objects.owed().get(incident=incident, audience="support")


def test_talking_points_explain_the_latest_public_update_and_quote_it(incident, ben, nine):
    say(incident, "Card payments fail.", by=ben, at=nine)
    public = say(
        incident, "We found the cause.\n\nPay by invoice.", promise=timedelta(minutes=25), by=ben, at=nine
    )
    draft = start_draft(incident, "support", by=ben, at=minute(nine, 1))
    assert draft.explains == public
    assert "Our status page said at 09:00 UTC: “We found the cause. Pay by invoice.”" in draft.text
    assert "The next update on our status page comes by 09:25 UTC." in draft.text
    points = say(incident, "Say sorry.", audience="support", by=ben, at=minute(nine, 2))
    assert points.explains == public


def test_before_anything_is_public_they_explain_nothing(incident, ben, nine):
    draft = start_draft(incident, "support", by=ben, at=nine)
    assert draft.explains is None
    assert "status page said" not in draft.text
    points = say(incident, "Say sorry.", audience="support", by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=minute(nine, 1))
    assert withdrawn(points) is None


def test_other_texts_explain_nothing(incident, ben, nine):
    say(incident, "Card payments fail.", by=ben, at=nine)
    assert start_draft(incident, "partners", by=ben, at=nine).explains is None


def test_a_newer_public_update_withdraws_them_and_the_timeline_says_so(incident, ben, nine):
    say(incident, "Card payments fail.", by=ben, at=nine)
    points = say(incident, "Say sorry.", audience="support", by=ben, at=minute(nine, 2))
    newer = say(incident, "We found the cause.", by=ben, at=minute(nine, 12))
    row = withdrawn(points)
    assert (row.because_of, row.at) == (newer, minute(nine, 12))
    assert str(row) == "withdrawn at 09:12 UTC: the public update that they explain was superseded"
    texts = list(incident.entries.values_list("text", flat=True))
    assert texts[0] == (
        "Talking points of 09:02 UTC withdrawn: the public update of 09:00 UTC, which they explain, was superseded"
    )


def test_so_does_a_correction(incident, ben, nine):
    public = say(incident, "All payments fail. We are sorry.", by=ben, at=nine)
    points = say(incident, "Say sorry.", audience="support", by=ben, at=minute(nine, 2))
    correction = put_right(public, "All payments fail.", "Only cards fail.", by=ben, at=minute(nine, 5))
    assert withdrawn(points).because_of == correction


@pytest.mark.parametrize("audience", ["customer", "partners", "engineering"])
def test_what_others_are_told_withdraws_nothing(incident, ben, nine, audience):
    say(incident, "Card payments fail.", by=ben, at=nine)
    points = say(incident, "Say sorry.", audience="support", by=ben, at=minute(nine, 2))
    say(incident, "We found the cause.", audience=audience, by=ben, at=minute(nine, 12))
    assert withdrawn(points) is None


def test_new_talking_points_are_current_again_until_the_next_public_update(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    first = say(incident, "Say one.", audience="support", by=ben, at=minute(nine, 1))
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    second = say(incident, "Say two.", audience="support", by=ben, at=minute(nine, 12))
    again = say(incident, "Say two, slowly.", audience="support", by=ben, at=minute(nine, 13))
    assert [withdrawn(points) is None for points in (first, second, again)] == [False, True, True]
    third = say(incident, "Three.", by=ben, at=minute(nine, 20))
    assert [withdrawn(points).because_of for points in (second, again)] == [third, third]
    assert Withdrawal.objects.count() == 3, "and each once"


def test_nobody_withdraws_twice(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Say one.", audience="support", by=ben, at=minute(nine, 1))
    newer = say(incident, "Two.", by=ben, at=minute(nine, 10))
    assert withdraw_superseded(newer, by=ben, at=minute(nine, 11)) == []


def test_a_withdrawal_is_written_once(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Say one.", audience="support", by=ben, at=minute(nine, 1))
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    row = Withdrawal.objects.get()
    with pytest.raises(Written):
        row.save()
    with pytest.raises(Written):
        row.delete()


def test_support_is_owed_new_ones_in_ten_minutes_and_the_later_promise_ends(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Say one.", audience="support", promise=timedelta(minutes=40), by=ben, at=minute(nine, 1))
    promised = owed_to_support(incident)
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    assert owed_to_support(incident).due_at == minute(nine, 20)
    promised.refresh_from_db()
    assert (promised.outcome, promised.closed_at) == (Outcome.ENDED, minute(nine, 10))
    say(incident, "Say two.", audience="support", by=ben, at=minute(nine, 18))
    kept = incident.promises.get(audience="support", due_at=minute(nine, 20))
    assert kept.outcome == Outcome.KEPT


def test_what_was_owed_sooner_or_is_late_stays_owed(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Say one.", audience="support", promise=timedelta(minutes=11), by=ben, at=minute(nine, 1))
    promised = owed_to_support(incident)
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    say(incident, "Three.", by=ben, at=minute(nine, 15))
    assert owed_to_support(incident) == promised


def test_where_no_promise_stands_one_is_made(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Say one.", audience="support", promise=None, by=ben, at=minute(nine, 1))
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    assert owed_to_support(incident).due_at == minute(nine, 20)


def test_support_that_was_told_nothing_is_owed_nothing_by_it(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    say(incident, "Two.", by=ben, at=minute(nine, 10))
    assert not incident.promises.filter(audience="support").exists()


def test_the_resolution_withdraws_them_and_owes_nothing_more(incident, ben, nine):
    say(incident, "One.", by=ben, at=nine)
    points = say(incident, "Say one.", audience="support", by=ben, at=minute(nine, 1))
    say(incident, "Resolved.", state=State.RESOLVED, by=ben, at=minute(nine, 10))
    assert withdrawn(points)
    assert not Promise.objects.owed().exists()
    incident.refresh_from_db()
    assert start_draft(incident, "support", by=ben, at=minute(nine, 11)).kind == "resolution"


def test_an_open_draft_that_explains_the_old_update_is_stopped_until_its_writer_looks(
    incident, ben, cleo, nine
):
    say(incident, "One.", by=ben, at=nine)
    draft = start_draft(incident, "support", by=ben, at=minute(nine, 1))
    due = {"text": "Say one.", "next_update_at": minute(nine, 30)}
    edit_draft(draft, due, seen_version=None, by=ben, at=minute(nine, 1))
    approve(draft, seen_version=draft.version, by=cleo, at=minute(nine, 2), override_reason=REASON)
    newer = say(incident, "Two.", by=ben, at=minute(nine, 3))
    draft.refresh_from_db()
    assert standing_approval(draft) is None
    with pytest.raises(NotPublishable, match="the public update that it explains was superseded"):
        publish(draft, by=cleo, at=minute(nine, 4))
    with pytest.raises(NotApprovable, match="The public page has a new update since 09:03 UTC"):
        approve(draft, seen_version=draft.version, by=cleo, at=minute(nine, 4), override_reason=REASON)
    edit_draft(draft, {"explains": newer}, seen_version=None, by=ben, at=minute(nine, 5))
    approve(draft, seen_version=draft.version, by=cleo, at=minute(nine, 6), override_reason=REASON)
    assert publish(draft, by=cleo, at=minute(nine, 6)).explains == newer


def put_right_quietly(public, wrong_words, right_words, *, by, yes, at):
    words = {"wrong_words": wrong_words, "right_words": right_words, "reason": "typo"}
    return quietly.put_right_quietly(quietly.propose_quietly(public, **words, by=by, at=at), by=yes, at=at)


def test_they_quote_the_public_update_as_it_reads_now(incident, ben, cleo, nine):
    public = say(incident, "We are sory for it.", by=ben, at=nine)
    put_right_quietly(public, "sory", "sorry", by=ben, yes=cleo, at=minute(nine, 1))
    draft = start_draft(incident, "support", by=ben, at=minute(nine, 2))
    assert "Our status page said at 09:00 UTC: “We are sorry for it.”" in draft.text


def test_those_that_repeat_words_which_were_put_right_are_withdrawn_and_others_stand(
    incident, ben, cleo, nine
):
    public = say(incident, "We are investigatnig it. We are sory.", by=ben, at=nine)
    points = say(incident, "Say: “We are\nsory.”", audience="support", by=ben, at=minute(nine, 1))
    put_right_quietly(public, "investigatnig", "investigating", by=ben, yes=cleo, at=minute(nine, 2))
    assert withdrawn(points) is None
    put_right_quietly(public, "are sory", "are sorry", by=ben, yes=cleo, at=minute(nine, 3))
    row = withdrawn(points)
    assert (row.because_of, str(row)) == (
        public, "withdrawn at 09:03 UTC: the public update that they explain was put right",
    )  # fmt: skip
    assert incident.entries.current()[0].text == (
        "Talking points of 09:01 UTC withdrawn: the public update of 09:00 UTC, which they explain, was put right"
    )
    assert owed_to_support(incident).due_at == minute(nine, 13)


def test_a_draft_that_repeats_them_loses_its_approval(incident, ben, cleo, nine):
    public = say(incident, "We are sory.", by=ben, at=nine)
    draft = start_draft(incident, "support", by=ben, at=minute(nine, 1))
    words = {"text": "Say: “We are sory.”", "next_update_at": minute(nine, 30)}
    edit_draft(draft, words, seen_version=None, by=ben, at=minute(nine, 1))
    approve(draft, seen_version=draft.version, by=cleo, at=minute(nine, 2), override_reason=REASON)
    put_right_quietly(public, "sory", "sorry", by=ben, yes=cleo, at=minute(nine, 3))
    with pytest.raises(NotPublishable, match="“sory” was put right in the public update that it explains"):
        publish(draft, by=cleo, at=minute(nine, 4))

"""A typo or a wrong time is put right without telling readers: what was published stays, what they read is right."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.append_only import Written
from clarion.accounts.permission import NotAllowed
from clarion.flows.correct import correct
from clarion.flows.put_right import (
    ProposalClosed,
    propose_quietly,
    put_right_quietly,
    withdraw_quiet_proposal,
)
from clarion.updates.contradictions import contradicted_by_now
from clarion.updates.gate import NotApprovable
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import MOST, QuietCorrection, ReadersMustBeTold, waiting_proposal
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TEXT = """\
We are investigatnig a problem with card payments. Since 08:55 UTC they fail for 25 % of users in France.

Next update by 09:30 UTC.
"""


@pytest.fixture
def incident(ben, nine):
    facts = {"started_at": nine - 5 * MINUTE, "percent_affected": 25, "regions": ["France"]}
    return an_incident(by=ben, at=nine, **facts)


@pytest.fixture
def update(incident, ben, nine) -> IncidentUpdate:
    return say(incident, TEXT, promise=30 * MINUTE, by=ben, at=nine)


def put_right(update, wrong, right, *, reason="typo", by, yes, at, **more) -> QuietCorrection:
    proposal = propose_quietly(update, wrong_words=wrong, right_words=right, reason=reason, by=by, at=at)
    return put_right_quietly(proposal, by=yes, at=at, **more)


def test_what_was_published_stays_and_what_is_read_is_right(update, ben, cleo, nine):
    put_right(update, "investigatnig", "investigating", by=ben, yes=cleo, at=nine + MINUTE)
    update = IncidentUpdate.objects.get()
    assert update.text == TEXT
    assert update.text_now == TEXT.replace("investigatnig", "investigating")


def test_nobody_is_told_anew_and_no_promise_moves(update, ben, cleo, nine):
    before = list(Promise.objects.values())
    put_right(update, "investigatnig", "investigating", by=ben, yes=cleo, at=nine + MINUTE)
    assert list(Promise.objects.values()) == before
    assert IncidentUpdate.objects.count() == 1


def test_several_are_applied_in_their_order(update, ben, cleo, nine):
    put_right(update, "investigatnig", "investigatnig.", by=ben, yes=cleo, at=nine)
    put_right(update, "investigatnig.", "investigating", by=ben, yes=cleo, at=nine)
    assert IncidentUpdate.objects.get().text_now == TEXT.replace("investigatnig", "investigating")


def test_after_five_small_steps_readers_are_told(update, ben, cleo, nine):
    for number in range(MOST):
        before, after = ("fail", "fail.") if number % 2 == 0 else ("fail.", "fail")
        put_right(update, f"they {before} for", f"they {after} for", by=ben, yes=cleo, at=nine)
    with pytest.raises(ReadersMustBeTold, match="put right 5 times already"):
        propose_quietly(
            update, wrong_words="investigatnig", right_words="investigating", reason="typo", by=ben, at=nine
        )


def test_the_timeline_says_who_put_what_right(update, incident, ben, cleo, nine):
    put_right(update, "investigatnig", "investigating", by=ben, yes=cleo, at=nine)
    entry = incident.entries.current()[0]
    assert entry.text == (
        "Public page update of 09:00 UTC put right without notifying (a typo): “investigatnig” → “investigating”,"
        " written by Ben Okafor"
    )
    assert (entry.by, entry.source) == (cleo, "update")


def test_it_is_written_once(update, ben, cleo, nine):
    correction = put_right(update, "investigatnig", "investigating", by=ben, yes=cleo, at=nine)
    correction.right_words = "resolving"
    with pytest.raises(Written):
        correction.save()
    with pytest.raises(Written):
        QuietCorrection.objects.all().delete()
    with pytest.raises(Written):
        QuietCorrection.objects.update(right_words="resolving")


def test_a_wrong_time_is_put_right_when_the_record_has_the_right_one(incident, ben, cleo, nine):
    update = say(incident, TEXT.replace("08:55", "08:35"), by=ben, at=nine)
    assert contradicted_by_now(incident, [update])[update.pk] != []
    put_right(update, "08:35", "08:55", reason="time", by=ben, yes=cleo, at=nine)
    update = IncidentUpdate.objects.get()
    assert contradicted_by_now(incident, [update])[update.pk] == []


def test_what_the_record_contradicts_is_not_made_quietly(update, ben, nine):
    with pytest.raises(ReadersMustBeTold, match="the review objects"):
        propose_quietly(update, wrong_words="08:55", right_words="07:15", reason="time", by=ben, at=nine)


@pytest.mark.parametrize(
    ("wrong", "right", "reason", "why"),
    [
        ("25 %", "35 %", "typo", "“25” and “35” are different numbers"),
        ("25 %", "35 %", "time", "more than a clock time or a date would change"),
        ("France", "Trance", "typo", "say different things"),
        ("they fail", "they do not fail", "typo", "a word would change that carries the message"),
        ("09:30 UTC", "09:45 UTC", "time", "its clock has 09:30 UTC"),
        (
            "Next update by 09:30 UTC.",
            "Next update by 09:30 UTC on 12 March.",
            "typo",
            "a word would change",
        ),
    ],
)
def test_what_readers_must_be_told_is_refused_and_said(update, ben, nine, wrong, right, reason, why):
    with pytest.raises(ReadersMustBeTold) as refused:
        propose_quietly(update, wrong_words=wrong, right_words=right, reason=reason, by=ben, at=nine)
    assert why.casefold() in refused.value.messages[0].casefold()
    assert waiting_proposal(update) is None


def test_the_words_of_a_promise_may_be_brought_to_the_time_that_the_clock_has(incident, ben, cleo, nine):
    text = "We look again at 09:30 UTC.\n\n" + TEXT.replace("09:30", "09:20")
    update = say(incident, text, promise=30 * MINUTE, by=ben, at=nine)
    due = Promise.objects.get(audience="public", closed_at=None).due_at
    assert due == nine + 30 * MINUTE
    put_right(update, "09:20 UTC", "09:30 UTC", reason="time", by=ben, yes=cleo, at=nine)
    assert Promise.objects.get(audience="public", closed_at=None).due_at == due


def test_the_day_of_a_promise_is_not_moved_quietly(incident, ben, nine):
    text = TEXT.replace("09:30 UTC.", "09:30 UTC on 10 March.")
    update = say(incident, text, promise=30 * MINUTE, by=ben, at=nine)
    with pytest.raises(ReadersMustBeTold, match="another day"):
        propose_quietly(
            update, wrong_words="10 March", right_words="11 March", reason="time", by=ben, at=nine
        )


@pytest.mark.parametrize(
    ("wrong", "right", "reason", "says"),
    [
        ("", "x", "typo", "Pick the words that are wrong"),
        ("investigatnig", " ", "typo", "Write what is right"),
        ("everything", "nothing", "typo", "does not say these words"),
        ("UTC", "CET", "time", "stand in 2 places"),
        ("x" * 121, "y", "typo", "at most 120 characters"),
        ("investigatnig", "investigating", "mood", "Say whether it is a typo or a wrong time"),
    ],
)
def test_what_was_picked_wrongly_is_named(update, ben, nine, wrong, right, reason, says):
    with pytest.raises(ValidationError) as refused:
        propose_quietly(update, wrong_words=wrong, right_words=right, reason=reason, by=ben, at=nine)
    assert says in refused.value.messages[0]
    assert not isinstance(refused.value, ReadersMustBeTold)


def test_who_may_not_publish_it_does_not_approve_it(update, dev, nine):
    proposal = propose_quietly(
        update, wrong_words="investigatnig", right_words="investigating", reason="typo", by=dev, at=nine
    )
    with pytest.raises(NotAllowed, match="publish an update that leaves the company"):
        put_right_quietly(proposal, by=dev, at=nine)


def test_who_wrote_it_does_not_approve_it_alone_or_says_why(update, ben, cleo, nine):
    proposal = propose_quietly(
        update, wrong_words="investigatnig", right_words="investigating", reason="typo", by=ben, at=nine
    )
    with pytest.raises(NotApprovable, match="Ask Cleo Lindqvist to approve it"):
        put_right_quietly(proposal, by=ben, at=nine)
    assert waiting_proposal(update) == proposal
    correction = put_right_quietly(proposal, by=ben, at=nine, approval_reason="a journalist quotes it")
    assert correction.approval_reason == "a journalist quotes it"
    assert waiting_proposal(update) is None


def test_an_approval_happens_once(update, ben, cleo, nine):
    proposal = propose_quietly(
        update, wrong_words="investigatnig", right_words="investigating", reason="typo", by=ben, at=nine
    )
    put_right_quietly(proposal, by=cleo, at=nine)
    with pytest.raises(ProposalClosed):
        put_right_quietly(proposal, by=cleo, at=nine)
    with pytest.raises(ProposalClosed):
        withdraw_quiet_proposal(proposal, by=ben, at=nine)


def test_a_second_proposal_waits_until_the_first_is_decided(update, ben, dev, nine):
    words = {"wrong_words": "investigatnig", "right_words": "investigating", "reason": "typo"}
    first = propose_quietly(update, **words, by=dev, at=nine)
    with pytest.raises(ValidationError, match="Approve or withdraw it first"):
        propose_quietly(update, **words, by=ben, at=nine)
    withdraw_quiet_proposal(first, by=dev, at=nine)
    propose_quietly(update, **words, by=ben, at=nine)


def test_readers_can_be_told_loudly_of_words_that_were_put_right_before(update, ben, cleo, nine):
    put_right(update, "investigatnig", "investigating", by=ben, yes=cleo, at=nine)
    update = IncidentUpdate.objects.get()
    assert correct(update, wrong_words="We are investigating a problem", by=ben, at=nine).corrects == update


def test_a_reply_to_one_customer_is_not_put_right_quietly(incident, ben, nine):
    words = "Dear Ada, we are sory."
    reply = say(incident, words, audience="customer", kind="customer_reply", customer="Ada", by=ben, at=nine)
    with pytest.raises(ValidationError, match="A reply went to one customer, who has its words"):
        propose_quietly(reply, wrong_words="sory", right_words="sorry", reason="typo", by=ben, at=nine)


def test_a_second_wrong_sentence_does_not_open_the_draft_that_quotes_the_first(update, ben, cleo, nine):
    first = "Since 08:55 UTC they fail for 25 % of users in France."
    draft = correct(update, wrong_words=first, by=ben, at=nine)
    with pytest.raises(ValidationError) as refused:
        correct(update, wrong_words="Next update by 09:30 UTC.", by=cleo, at=nine)
    assert refused.value.messages == [
        (
            f"A correction of this update is being written already (it quotes “{first}”)."
            " Add the sentence there, or publish it first."
        )
    ]
    assert correct(update, wrong_words=first, by=cleo, at=nine) == draft

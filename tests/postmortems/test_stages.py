"""From draft to published and back: who may, what stands in the way, and what is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.incidents.record import change_record
from clarion.postmortems.document import read_document
from clarion.postmortems.exports.agreed import document_to_read
from clarion.postmortems.finishing import NotFinishable
from clarion.postmortems.freezing import fingerprint_of
from clarion.postmortems.postmortem import Answer, Stage
from clarion.postmortems.sections import Part
from clarion.postmortems.stages import (
    ChangedMeanwhile,
    WrongStage,
    answer_review,
    ask_for_review,
    back_to_draft,
    make_final,
    publish_postmortem,
    reopen_postmortem,
)
from clarion.postmortems.writing import PostMortemClosed, locked_for_writing
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
WHY = "the rest is in the ticket of the supplier"


@pytest.fixture
def draft(ana, nine):
    return a_postmortem(by=ana, at=nine)


def write(postmortem, part, text):
    postmortem.sections.filter(part=part).update(text=text)


def reasons(postmortem, *, by, at):
    with pytest.raises(NotFinishable) as refused:
        make_final(postmortem, seen_version=None, by=by, at=at)
    return refused.value.reasons


def test_from_draft_to_published_each_stage_is_frozen_with_its_time_and_its_act(draft, ana, ben, cleo, nine):
    later = [nine + timedelta(hours=hour) for hour in range(5)]
    write(draft, Part.SUMMARY, "Card payments failed for 41 minutes.")
    ask_for_review(draft, [ben, cleo], by=ana, at=later[1])
    answer_review(draft, Answer.AGREED, by=ben, at=later[2])
    answer_review(draft, Answer.AGREED, words="Clear.", by=cleo, at=later[2])
    make_final(draft, seen_version=None, override_reason=WHY, by=cleo, at=later[3])
    publish_postmortem(draft, by=cleo, at=later[4])

    draft.refresh_from_db()
    assert (draft.stage, draft.review_asked_at, draft.finished_at, draft.published_at) == (
        Stage.PUBLISHED, later[1], later[3], later[4],
    )  # fmt: skip
    kept = [(each.number, each.stage, each.why) for each in draft.versions.order_by("number")]
    assert kept == [
        (1, "in_review", "put into review"),
        (2, "final", WHY),
        (3, "published", "published in the company"),
    ]
    assert (
        draft.versions.get(number=2).content["sections"]["summary"] == "Card payments failed for 41 minutes."
    )
    acts = AuditEntry.objects.filter(subject=draft.reference).oldest_first()
    assert [each.act for each in acts] == [
        Done.ASKED_FOR_REVIEW, Done.ANSWERED_REVIEW, Done.ANSWERED_REVIEW, Done.MADE_FINAL, Done.PUBLISHED_POSTMORTEM,
    ]  # fmt: skip


def test_what_is_final_is_not_written_in_until_it_is_reopened_with_a_reason(draft, ana, ben, nine):
    make_final(draft, seen_version=None, override_reason=WHY, by=ana, at=nine)
    with pytest.raises(PostMortemClosed):
        locked_for_writing(draft)
    with pytest.raises(ValidationError, match="Say why it is reopened"):
        reopen_postmortem(draft, "  ", by=ben, at=nine)
    reopen_postmortem(draft, "the number of users was wrong", by=ben, at=nine)
    draft.refresh_from_db()
    assert (draft.stage, draft.finished_at, draft.published_at) == (Stage.DRAFT, None, None)
    assert draft.versions.first().why == "reopened: the number of users was wrong"


def test_the_gate_names_what_is_missing_and_who_has_not_agreed(draft, ana, ben, cleo, nine):
    write(draft, Part.SUMMARY, " ")
    assert "The summary has no words." in reasons(draft, by=ana, at=nine)
    assert "Nobody was asked to review it." in reasons(draft, by=ana, at=nine)

    write(draft, Part.SUMMARY, "Ana broke checkout.")
    ask_for_review(draft, [ben, cleo], by=ana, at=nine)
    answer_review(draft, Answer.WANTS_CHANGES, words="Which table?", by=ben, at=nine)
    said = reasons(draft, by=ana, at=nine)
    assert "Summary, paragraph 1: “Ana broke checkout” should not stand there." in said
    assert "Ben Okafor wants changes." in said
    assert "Cleo Lindqvist was asked to review it and has not answered." in said


def test_nothing_is_final_that_changed_since_it_was_read(draft, ana, nine):
    seen = draft.version
    locked_for_writing(draft)
    with pytest.raises(ChangedMeanwhile, match="Read what is new"):
        make_final(draft, seen_version=seen, override_reason=WHY, by=ana, at=nine)
    make_final(draft, seen_version=seen + 1, override_reason=WHY, by=ana, at=nine)


def test_the_owner_alone_is_no_reviewer_and_nobody_is_none(draft, ana, ben, nine):
    for chosen in ([], [ana]):
        with pytest.raises(ValidationError):
            ask_for_review(draft, chosen, by=ana, at=nine)
    ben.is_active = False
    ben.save()
    with pytest.raises(ValidationError, match="Ben Okafor cannot sign in any more"):
        ask_for_review(draft, [ben], by=ana, at=nine)
    draft.refresh_from_db()
    assert draft.stage == Stage.DRAFT


def test_in_review_others_can_be_asked_and_who_answered_keeps_the_answer(draft, ana, ben, cleo, dev, nine):
    ask_for_review(draft, [ben, dev], by=ana, at=nine)
    answer_review(draft, Answer.AGREED, by=ben, at=nine)
    ask_for_review(draft, [ben, cleo], by=ana, at=nine)
    assert {(each.person, each.answer) for each in draft.reviewers.all()} == {
        (ben, Answer.AGREED), (cleo, Answer.WAITING),
    }  # fmt: skip


def test_the_log_tells_who_was_asked_and_who_is_not_asked_any_more(draft, ana, ben, cleo, nine):
    ask_for_review(draft, [ben], by=ana, at=nine)
    ask_for_review(draft, [cleo], by=ana, at=nine)
    ask_for_review(draft, [cleo], by=ana, at=nine)
    told = AuditEntry.objects.filter(act=Done.ASKED_FOR_REVIEW).oldest_first()
    assert [each.detail for each in told] == [
        "asked Ben Okafor", "asked Cleo Lindqvist; no longer Ben Okafor", "asked nobody new",
    ]  # fmt: skip


def test_after_a_draft_everybody_is_asked_anew(draft, ana, ben, nine):
    ask_for_review(draft, [ben], by=ana, at=nine)
    answer_review(draft, Answer.AGREED, by=ben, at=nine)
    back_to_draft(draft, by=ana, at=nine)
    ask_for_review(draft, [ben], by=ana, at=nine)
    assert draft.reviewers.get().answer == Answer.WAITING


def test_what_is_published_is_what_was_agreed_whatever_became_of_the_record_since(draft, ana, nine):
    write(draft, Part.SUMMARY, "Card payments failed.")
    make_final(draft, seen_version=None, override_reason=WHY, by=ana, at=nine)
    incident = draft.incidents.get()
    change_record(incident, {"cause": "a guess of the night after"}, by=ana, at=nine)
    publish_postmortem(draft, by=ana, at=nine + timedelta(hours=1))
    draft.refresh_from_db()
    published = document_to_read(draft)
    assert (published.stage, published.published_at) == (Stage.PUBLISHED, nine + timedelta(hours=1))
    assert [each.cause for each in published.incidents] == [""]


def test_what_reviewers_agreed_to_before_it_was_a_draft_again_makes_nothing_final(draft, ana, ben, nine):
    ask_for_review(draft, [ben], by=ana, at=nine)
    answer_review(draft, Answer.AGREED, by=ben, at=nine)
    make_final(draft, seen_version=None, override_reason=WHY, by=ana, at=nine)
    reopen_postmortem(draft, "the number of users was wrong", by=ana, at=nine)
    again = "Its reviewers were asked before it became a draft again. Ask for a review anew."
    assert again in reasons(draft, by=ana, at=nine)
    ask_for_review(draft, [ben], by=ana, at=nine)
    assert again not in reasons(draft, by=ana, at=nine)


def test_only_who_was_asked_answers_and_whoever_wants_changes_says_which(draft, ana, ben, cleo, nine):
    ask_for_review(draft, [ben], by=ana, at=nine)
    with pytest.raises(NotAllowed, match="You were not asked"):
        answer_review(draft, Answer.AGREED, by=cleo, at=nine)
    with pytest.raises(ValidationError, match="what should change"):
        answer_review(draft, Answer.WANTS_CHANGES, by=ben, at=nine)
    with pytest.raises(ValidationError, match="at most 400"):
        answer_review(draft, Answer.AGREED, words="x" * 401, by=ben, at=nine)


def test_an_answer_knows_which_words_were_read(draft, ana, ben, nine):
    read = fingerprint_of(read_document(draft))
    ask_for_review(draft, [ben], by=ana, at=nine)
    assert answer_review(draft, Answer.AGREED, read=read, by=ben, at=nine).read == read
    assert fingerprint_of(read_document(draft)) == read
    write(draft, Part.SUMMARY, "Card payments failed.")
    assert fingerprint_of(read_document(draft)) != read
    assert answer_review(draft, Answer.AGREED, read="<script>", by=ben, at=nine).read == ""


def test_a_responder_writes_and_asks_but_does_not_finish(draft, ana, dev, nine):
    ask_for_review(draft, [ana, dev], by=dev, at=nine)
    for verb in (
        lambda: make_final(draft, seen_version=None, override_reason=WHY, by=dev, at=nine),
        lambda: publish_postmortem(draft, by=dev, at=nine),
        lambda: reopen_postmortem(draft, WHY, by=dev, at=nine),
    ):
        with pytest.raises(NotAllowed, match="make a post-mortem final"):
            verb()


def test_a_stage_that_has_gone_on_is_named(draft, ana, ben, nine):
    with pytest.raises(WrongStage, match="is draft by now, and cannot be published"):
        publish_postmortem(draft, by=ana, at=nine)
    make_final(draft, seen_version=None, override_reason=WHY, by=ana, at=nine)
    for verb in (
        lambda: ask_for_review(draft, [ben], by=ana, at=nine),
        lambda: back_to_draft(draft, by=ana, at=nine),
        lambda: answer_review(draft, Answer.AGREED, by=ana, at=nine),
        lambda: make_final(draft, seen_version=None, by=ana, at=nine),
    ):
        with pytest.raises(WrongStage, match="is final by now"):
            verb()


def test_a_hidden_character_in_a_reason_is_refused_with_its_field(draft, ana, ben, nine):
    ask_for_review(draft, [ben], by=ana, at=nine)
    for field, verb in (
        ("words", lambda: answer_review(draft, Answer.WANTS_CHANGES, words="Which\x00?", by=ben, at=nine)),
        (
            "override_reason",
            lambda: make_final(draft, seen_version=None, override_reason="late\x00", by=ana, at=nine),
        ),
    ):
        with pytest.raises(ValidationError) as refused:
            verb()
        assert list(refused.value.message_dict) == [field]
    make_final(draft, seen_version=None, override_reason="it is late", by=ana, at=nine)
    with pytest.raises(ValidationError, match="hidden in this text, after “wrong”") as refused:
        reopen_postmortem(draft, "wrong\x00", by=ana, at=nine)
    assert list(refused.value.message_dict) == ["reason"]

"""Answers are added, changed, moved, taken out and put back; a tree never becomes a loop, and no word is lost."""

from datetime import date
from random import Random

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Act
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.document import read_document, tree_of
from clarion.postmortems.five_whys import Why, WhyKind
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.why_decisions import accept_risk, add_item_for, link_item, unlink_item
from clarion.postmortems.why_shape import DEEPEST, MOST_ANSWERS
from clarion.postmortems.why_tree import Way, add_why, change_why, move_below, move_why, put_back, take_out
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def answer(postmortem, ana, nine):
    """Adds one answer."""

    def add(text: str, *, above: Why | None = None, after: Why | None = None, **words) -> Why:
        return add_why(postmortem, {"answer": text, **words}, above=above, after=after, by=ana, at=nine)

    return add


def shape(postmortem: PostMortem) -> list:
    """The tree as nested lists of answers."""

    def told(nodes) -> list:
        return [[node.answer, *told(node.below)] for node in nodes]

    return told(tree_of(postmortem))


def test_answers_stand_below_and_beside_in_the_order_in_which_they_are_put(postmortem, answer):
    first = answer("The certificate expired", kind=WhyKind.TRIGGER)
    below = answer("The inventory does not list the gateway", above=first)
    answer("The probe skips the gateway", kind=WhyKind.DETECTION_GAP)
    answer("No reminder is sent for gateways", after=below)
    answer("Both certificates share a date", after=first)
    assert shape(postmortem) == [
        ["The certificate expired", ["The inventory does not list the gateway"], ["No reminder is sent for gateways"]],
        ["Both certificates share a date"],
        ["The probe skips the gateway"],
    ]  # fmt: skip


def test_an_answer_is_one_line_with_something_to_see(postmortem, answer):
    assert answer("  The certificate\n expired ").answer == "The certificate expired"
    for nothing in ("", "  \n", "\u200b"):
        with pytest.raises(ValidationError) as refused:
            answer(nothing)
        assert list(refused.value.message_dict) == ["answer"]


def test_fields_that_are_wrong_are_named(answer):
    wrong = {"kind": "guilt", "evidence_url": "javascript:alert(1)", "evidence": "x" * 401}
    with pytest.raises(ValidationError) as refused:
        answer("x" * 601, **wrong)
    assert set(refused.value.message_dict) == {"answer", *wrong}


def test_whoever_changes_what_somebody_else_changed_is_told_and_nothing_is_overwritten(
    answer, ana, ben, nine
):
    why = answer("The certificate expired")
    change_why(why, {"answer": "The certificate ended"}, seen_version=1, by=ben, at=nine)
    with pytest.raises(RowChanged) as conflict:
        change_why(why, {"answer": "It expired"}, seen_version=1, by=ana, at=nine)
    assert conflict.value.row.answer == "The certificate ended"
    assert Why.objects.get().answer == "The certificate ended"


def test_a_line_of_the_timeline_is_evidence_and_is_quoted(postmortem, answer, ana, nine):
    incident = postmortem.incidents.get()
    line = record_entry(incident, "gateway refuses TLS", source=Source.ALERT, at=nine)
    answer("The certificate expired", evidence_entry=line, evidence="log of the gateway")
    node = read_document(postmortem).whys[0]
    assert not node.hypothesis
    assert node.evidence == "log of the gateway; 09:00 UTC gateway refuses TLS"

    elsewhere = record_entry(an_incident(by=ana, at=nine), "other", source=Source.ALERT, at=nine)
    with pytest.raises(ValidationError, match="another incident"):
        answer("It expired", evidence_entry=elsewhere)


def test_answers_move_up_and_down_among_those_to_the_same_question(postmortem, answer, ana, nine):
    _, _, three = answer("one"), answer("two"), answer("three")
    move_why(three, Way.UP, by=ana, at=nine)
    assert shape(postmortem) == [["one"], ["three"], ["two"]]
    move_why(three, Way.UP, by=ana, at=nine)
    move_why(three, Way.UP, by=ana, at=nine)
    assert shape(postmortem) == [["three"], ["one"], ["two"]]
    move_why(three, Way.DOWN, by=ana, at=nine)
    assert shape(postmortem) == [["one"], ["three"], ["two"]]


def test_a_branch_moves_under_another_answer_and_never_under_itself(postmortem, answer, ana, nine):
    one = answer("one")
    two = answer("two", above=one)
    three = answer("three")
    move_below(one, three, by=ana, at=nine)
    assert shape(postmortem) == [["three", ["one", ["two"]]]]
    for itself in (one, two):
        with pytest.raises(ValidationError, match="below itself"):
            move_below(one, itself, by=ana, at=nine)
    move_below(one, None, by=ana, at=nine)
    assert shape(postmortem) == [["three"], ["one", ["two"]]]


def test_rows_that_are_old_by_now_make_no_loop(postmortem, answer, ana, nine):
    one, two = answer("one"), answer("two")
    old_one, old_two = Why.objects.get(pk=one.pk), Why.objects.get(pk=two.pk)
    move_below(two, one, by=ana, at=nine)
    with pytest.raises(ValidationError, match="below itself"):
        move_below(old_one, old_two, by=ana, at=nine)
    answer("beside", after=old_two)
    assert shape(postmortem) == [["one", ["two"], ["beside"]]]


def test_what_is_taken_out_takes_its_branch_along_and_comes_back_with_it(postmortem, answer, ana, nine):
    one = answer("one")
    two = answer("two", above=one)
    answer("three", above=two)
    take_out(two, by=ana, at=nine)
    take_out(one, by=ana, at=nine)
    assert shape(postmortem) == []
    with pytest.raises(ValidationError, match="Put that one back first"):
        put_back(two, by=ana, at=nine)
    for write in (lambda: answer("four", above=one), lambda: answer("four", after=two), lambda: move_below(one, None, by=ana, at=nine),
                  lambda: change_why(one, {"answer": "1"}, seen_version=None, by=ana, at=nine)):  # fmt: skip
        with pytest.raises(ValidationError, match="taken out"):
            write()
    put_back(one, by=ana, at=nine)
    assert shape(postmortem) == [["one"]]
    put_back(two, by=ana, at=nine)
    assert shape(postmortem) == [["one", ["two", ["three"]]]]


def test_a_tree_has_at_most_two_hundred_answers(postmortem, answer, nine):
    rows = [Why(postmortem=postmortem, answer="x", position=n, added_at=nine) for n in range(MOST_ANSWERS)]
    Why.objects.bulk_create(rows)
    with pytest.raises(ValidationError, match="at most 200 answers"):
        answer("one more")


def test_a_branch_is_at_most_thirty_deep_also_where_one_is_moved_or_put_back(postmortem, answer, ana, nine):
    last = None
    for number in range(DEEPEST):
        last = answer(f"{number}", above=last)
    with pytest.raises(ValidationError, match="at most 30 answers deep"):
        answer("one more", above=last)
    other = answer("beside")
    with pytest.raises(ValidationError, match="at most 30 answers deep"):
        move_below(other, last, by=ana, at=nine)
    assert len(tree_of(postmortem)) == 2


def test_a_risk_is_accepted_by_somebody_with_a_reason_and_taken_back(answer, ana, ben, nine):
    why = answer("A probe with a real card costs a fee")
    accepted = accept_risk(why, " Too dear ", person=ben, by=ana, at=nine, seen_version=1)
    assert (accepted.accepted_risk, accepted.accepted_by) == ("Too dear", ben)
    with pytest.raises(RowChanged):
        accept_risk(why, "Too dear", person=ben, by=ana, at=nine, seen_version=1)
    taken_back = accept_risk(why, "", person=ben, by=ana, at=nine, seen_version=2)
    assert (taken_back.accepted_risk, taken_back.accepted_by) == ("", None)
    acts = AuditEntry.objects.oldest_first().values_list("act", flat=True)
    assert [act for act in acts if "risk" in act] == [Done.ACCEPTED_RISK, Done.TOOK_BACK_RISK]


def test_only_a_lead_names_somebody_else_as_the_one_who_accepts_a_risk(answer, ana, ben, dev, nine):
    why = answer("A probe with a real card costs a fee")
    with pytest.raises(ValidationError, match="You accept a risk in your own name") as refused:
        accept_risk(why, "Too dear", person=ana, by=dev, at=nine, seen_version=1)
    assert list(refused.value.message_dict) == ["person"]
    assert accept_risk(why, "Too dear", person=dev, by=dev, at=nine, seen_version=1).accepted_by == dev
    assert accept_risk(why, "Too dear", person=ana, by=ben, at=nine, seen_version=2).accepted_by == ana
    # Taking an acceptance back names nobody.
    assert accept_risk(why, "", person=ana, by=dev, at=nine, seen_version=3).accepted_by is None


def test_an_action_item_of_the_same_post_mortem_answers_a_why(postmortem, answer, ana, nine):
    why = answer("The inventory does not list the gateway")
    item = ActionItem.objects.create(postmortem=postmortem, text="Add gateways", added_at=nine)
    link_item(why, item, by=ana, at=nine)
    assert tree_of(postmortem)[0].items == (item.reference,)
    unlink_item(why, item, by=ana, at=nine)
    assert tree_of(postmortem)[0].items == ()
    other = a_postmortem("Search is slow", by=ana, at=nine)
    elsewhere = ActionItem.objects.create(postmortem=other, text="Add gateways", added_at=nine)
    with pytest.raises(ValidationError, match="another post-mortem"):
        link_item(why, elsewhere, by=ana, at=nine)


def test_a_new_action_item_answers_the_why_and_is_due_when_its_severity_asks(answer, ana, nine):
    why = answer("The inventory does not list the gateway")
    item = add_item_for(why, " Add the gateways\n to the inventory", by=ana, at=nine)
    assert (item.text, item.due_on) == ("Add the gateways to the inventory", date(2026, 3, 25))
    assert item.warn_on == date(2026, 3, 18)
    assert [each.act for each in item.changes.all()] == [Done.ADDED_ITEM]
    assert list(item.whys.all()) == [why]
    with pytest.raises(ValidationError) as refused:
        add_item_for(why, "  ", by=ana, at=nine)
    assert list(refused.value.message_dict) == ["text"]


def test_what_is_final_stays(postmortem, answer, ana, nine):
    why = answer("one")
    PostMortem.objects.update(stage=Stage.FINAL)
    for write in (
        lambda: answer("two"),
        lambda: change_why(why, {"answer": "1"}, seen_version=None, by=ana, at=nine),
        lambda: move_why(why, Way.UP, by=ana, at=nine),
        lambda: move_below(why, None, by=ana, at=nine),
        lambda: take_out(why, by=ana, at=nine),
        lambda: put_back(why, by=ana, at=nine),
        lambda: accept_risk(why, "x", person=ana, by=ana, at=nine, seen_version=None),
    ):
        with pytest.raises(PostMortemClosed):
            write()


def test_whoever_may_not_write_may_not_write_here(answer, ana, dev, nine):
    why = answer("one")
    dev.limited_to = frozenset({Act.SEE})
    for write in (
        lambda: change_why(why, {"answer": "1"}, seen_version=None, by=dev, at=nine),
        lambda: move_why(why, Way.UP, by=dev, at=nine),
        lambda: take_out(why, by=dev, at=nine),
        lambda: accept_risk(why, "x", person=ana, by=dev, at=nine, seen_version=None),
        lambda: add_item_for(why, "Add it", by=dev, at=nine),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_the_log_names_the_answer_and_never_quotes_it(answer, ana, nine):
    why = answer("The certificate expired")
    change_why(why, {"answer": "The certificate ended"}, seen_version=1, by=ana, at=nine)
    details = list(AuditEntry.objects.filter(act__contains="why").values_list("detail", flat=True))
    assert details == [f"answer {why.pk}: answer", f"answer {why.pk}"]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_moved_and_taken_out_every_standing_answer_is_read_exactly_once(
    postmortem, answer, ana, nine, seed
):
    chance = Random(seed)
    whys = [answer(str(number)) for number in range(8)]
    for _ in range(40):
        why, other = chance.sample(whys, 2)
        act = chance.choice([
            lambda why, other: move_below(why, other, by=ana, at=nine),
            lambda why, other: move_below(why, None, by=ana, at=nine),
            lambda why, other: move_why(why, Way.UP, by=ana, at=nine),
            lambda why, other: take_out(why, by=ana, at=nine),
            lambda why, other: put_back(why, by=ana, at=nine),
        ])  # fmt: skip
        try:
            act(why, other)
        except ValidationError:
            continue
    for why in [*whys, *reversed(whys), *whys, *whys]:
        try:
            put_back(why, by=ana, at=nine)
        except ValidationError:
            continue
    read = str(shape(postmortem))
    assert [read.count(f"'{number}'") for number in range(8)] == [1] * 8

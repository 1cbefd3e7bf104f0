"""Action items are written with the post-mortem, and followed until somebody says whether they worked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.incidents.states import Severity
from clarion.postmortems.action_items import ActionItem, DueChange, ItemState, Worked
from clarion.postmortems.five_whys import Why
from clarion.postmortems.item_changes import ItemChange
from clarion.postmortems.item_following import (
    close_item,
    drop_item,
    give_item,
    move_due,
    reopen_item,
    say_whether_it_worked,
)
from clarion.postmortems.item_writing import add_item, change_item
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = "Alert when a certificate has fewer than 14 days left"


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def item(postmortem, ana, ben, nine) -> ActionItem:
    return add_item(postmortem, TEXT, owner=ben, outcome="A test alert arrives", by=ana, at=nine)


def finished(postmortem: PostMortem) -> None:
    PostMortem.objects.filter(pk=postmortem.pk).update(stage=Stage.FINAL)


@pytest.mark.parametrize(("severity", "days"), [(Severity.SEV1, 15), (Severity.SEV2, 30)])
def test_without_a_date_it_is_due_when_its_severity_asks(ana, nine, severity, days):
    item = add_item(a_postmortem(severity=severity, by=ana, at=nine), TEXT, by=ana, at=nine)
    assert item.due_on == nine.date() + days * DAY
    assert item.warn_on == item.due_on - 7 * DAY


def test_its_whys_are_answers_of_its_own_post_mortem(postmortem, item, ana, nine):
    why = Why.objects.create(postmortem=postmortem, answer="No alert", added_at=nine)
    assert list(change_item(item, {}, whys=[why], by=ana, at=nine).whys.all()) == [why]
    other = a_postmortem("Search is slow", by=ana, at=nine)
    with pytest.raises(ValidationError, match="Choose answers of this post-mortem"):
        add_item(other, TEXT, whys=[why], by=ana, at=nine)


def test_its_words_stay_once_the_post_mortem_is_final_and_all_else_goes_on(postmortem, item, ana, cleo, nine):
    finished(postmortem)
    with pytest.raises(PostMortemClosed):
        change_item(item, {"text": "Something else"}, by=ana, at=nine)
    with pytest.raises(PostMortemClosed):
        add_item(postmortem, TEXT, by=ana, at=nine)
    give_item(item, cleo, by=ana, at=nine)
    move_due(item, nine.date() + 20 * DAY, reason="the supplier is late", by=ana, at=nine)
    item = close_item(item, "Alert rule 12 is live", by=cleo, at=nine)
    assert (item.owner, item.state, item.text) == (cleo, ItemState.DONE, TEXT)


def test_two_who_write_one_item_at_once_lose_nothing(item, ana, ben, nine):
    change_item(item, {"text": "Page when a certificate ends soon"}, seen_version=1, by=ben, at=nine)
    with pytest.raises(RowChanged) as met:
        change_item(item, {"text": "Alert earlier"}, seen_version=1, by=ana, at=nine)
    assert met.value.row.text == "Page when a certificate ends soon"


def test_the_first_date_needs_no_reason_and_every_other_does(item, ana, nine):
    bare = move_due(item, None, reason="nobody knows yet", by=ana, at=nine)
    move_due(bare, date(2026, 4, 1), by=ana, at=nine)
    with pytest.raises(ValidationError, match="Say why the date moves"):
        move_due(item, date(2026, 4, 8), reason="  ", by=ana, at=nine)
    move_due(item, date(2026, 4, 8), reason="the supplier delivers late", by=ana, at=nine + DAY)
    last = DueChange.objects.first()
    assert (last.before, last.after, last.reason) == (
        date(2026, 4, 1),
        date(2026, 4, 8),
        "the supplier delivers late",
    )
    assert DueChange.objects.count() == 2


def test_a_day_that_has_passed_is_no_due_date(item, ana, nine):
    with pytest.raises(ValidationError, match="9 Mar 2026 has passed"):
        move_due(item, date(2026, 3, 9), reason="earlier", by=ana, at=nine)


def test_who_left_owns_nothing_new(item, ana, cleo, nine):
    cleo.is_active = False
    cleo.save()
    with pytest.raises(ValidationError, match="does not work here any more"):
        give_item(item, cleo, by=ana, at=nine)


@pytest.mark.parametrize("verb", [close_item, drop_item])
def test_closing_and_dropping_say_how_or_why(verb, item, ana, nine):
    with pytest.raises(ValidationError, match="Say "):
        verb(item, " ", by=ana, at=nine)
    closed = verb(item, "Alert rule 12 is live", by=ana, at=nine)
    assert (closed.closed_by, closed.closing_words) == (ana, "Alert rule 12 is live")
    with pytest.raises(ValidationError, match="closed already"):
        verb(item, "again", by=ana, at=nine)


def test_whether_it_worked_is_asked_thirty_days_after_closing(item, ana, nine):
    with pytest.raises(ValidationError, match="Close it first"):
        say_whether_it_worked(item, "yes", "No page since", by=ana, at=nine)
    item = close_item(item, "Alert rule 12 is live", by=ana, at=nine)
    assert not item.is_to_be_checked(today=nine.date() + 29 * DAY)
    assert item.is_to_be_checked(today=nine.date() + 30 * DAY)
    assert list(ActionItem.objects.to_be_checked(today=nine.date() + 30 * DAY)) == [item]
    with pytest.raises(ValidationError, match="yes, partly or no"):
        say_whether_it_worked(item, "maybe", "No page since", by=ana, at=nine)
    item = say_whether_it_worked(item, "partly", "It paged, an hour late", by=ana, at=nine + 31 * DAY)
    assert (item.worked, item.worked_words, item.worked_by) == (Worked.PARTLY, "It paged, an hour late", ana)
    assert not ActionItem.objects.to_be_checked(today=nine.date() + 40 * DAY).exists()


def test_opened_again_it_gets_a_date_that_lies_ahead_and_is_asked_anew(item, ana, nine):
    close_item(item, "Alert rule 12 is live", by=ana, at=nine)
    say_whether_it_worked(item, "no", "It expired again", by=ana, at=nine + 60 * DAY)
    item = reopen_item(item, reason="the rule misses one host", by=ana, at=nine + 60 * DAY)
    assert (item.state, item.worked, item.closed_at, item.check_on) == (ItemState.OPEN, "", None, None)
    assert item.due_on == nine.date() + 75 * DAY
    assert item.due_changes.get().reason == "opened again: the rule misses one host"
    with pytest.raises(ValidationError, match="open already"):
        reopen_item(item, reason="once more", by=ana, at=nine)


def test_its_page_tells_the_words_and_the_audit_log_does_not(item, ana, cleo, nine):
    give_item(item, cleo, by=ana, at=nine)
    close_item(item, "Alert rule 12 is live", by=ana, at=nine)
    assert [each.act for each in ItemChange.objects.order_by("pk")] == [
        Done.ADDED_ITEM,
        Done.GAVE_ITEM,
        Done.CLOSED_ITEM,
    ]
    assert ItemChange.objects.first().detail == "Alert rule 12 is live"
    told = AuditEntry.objects.filter(subject=item.reference)
    assert told.count() == 3
    assert not [each for each in told if "rule 12" in each.detail or TEXT in each.detail]


def test_every_change_counts_up_the_version_of_the_post_mortem(postmortem, item, ana, cleo, nine):
    before = PostMortem.objects.get(pk=postmortem.pk).version
    give_item(item, cleo, by=ana, at=nine)
    change_item(item, {"outcome": "Two alerts arrive"}, by=ana, at=nine)
    assert PostMortem.objects.get(pk=postmortem.pk).version == before + 2


def test_a_hidden_character_in_an_item_or_a_reason_is_refused_with_its_field(postmortem, item, ben, nine):
    for field, verb in (
        ("text", lambda: add_item(postmortem, "Add\x00 it", by=ben, at=nine)),
        ("outcome", lambda: change_item(item, {"outcome": "It\x00 works"}, by=ben, at=nine)),
        ("reason", lambda: move_due(item, None, reason="later\x00", by=ben, at=nine)),
        ("closing_words", lambda: close_item(item, "done\x00", by=ben, at=nine)),
        ("reason", lambda: drop_item(item, "too dear\x00", by=ben, at=nine)),
    ):
        with pytest.raises(ValidationError, match="A control character is hidden") as refused:
            verb()
        assert list(refused.value.message_dict) == [field]

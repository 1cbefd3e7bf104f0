"""Reminders repeat until the thing is settled: never twice for one day, never lost, in the morning, to whoever owns it by now."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clarion.accounts.workspace import Workspace
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_following import (
    close_item,
    drop_item,
    give_item,
    move_due,
    reopen_item,
    say_whether_it_worked,
)
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import Answer, PostMortem, Stage
from clarion.postmortems.reminder_calls import REMINDERS
from clarion.postmortems.reminder_clock import remind, working_day
from clarion.postmortems.reminders import Reminder, ReminderCall, ReminderKind
from clarion.postmortems.stages import answer_review, ask_for_review, back_to_draft
from clarion.subscribers.call_rows import CallState, Way
from clarion.subscribers.sending import send_waiting_calls
from tests.conftest import person
from tests.factories.postmortems import a_postmortem
from tests.mail_server import running_mail_server
from tests.subscribers.receiving import receiving

DAY = timedelta(days=1)
TEXT = "Alert when a certificate has fewer than 14 days left"


@pytest.fixture
def postmortem(ana, nine):
    """One that is final, so that only its items are owed."""
    found = a_postmortem(by=ana, at=nine)
    PostMortem.objects.filter(pk=found.pk).update(stage=Stage.FINAL)
    return found


@pytest.fixture
def item(postmortem, ana, ben, nine) -> ActionItem:
    """Due on 25 March, fifteen days after it was added."""
    PostMortem.objects.filter(pk=postmortem.pk).update(stage=Stage.DRAFT, due_on=None)
    item = add_item(postmortem, TEXT, owner=ben, outcome="A test alert arrives", by=ana, at=nine)
    PostMortem.objects.filter(pk=postmortem.pk).update(stage=Stage.FINAL)
    return item


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8), UTC)


def swept(first: datetime, days: int) -> list[tuple[str, int]]:
    """Kind and day of what is made when a sweep comes every morning, counted from the first one."""
    made = []
    for day in range(days):
        remind(at=first + day * DAY)
        made += [(each.kind, day) for each in Reminder.objects.filter(at=first + day * DAY)]
    return made


@pytest.mark.django_db
def test_an_item_is_reminded_a_week_before_on_its_day_and_weekly_after(item, nine):
    assert swept(morning(nine.date()), 40) == [
        ("before", 8),
        ("due", 15),
        ("overdue", 22),
        ("overdue", 29),
        ("overdue", 36),
    ]


@pytest.mark.django_db
def test_a_post_mortem_is_reminded_the_day_before_on_its_day_and_every_two_days_until_it_is_final(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    assert swept(nine, 8) == [("before", 2), ("due", 3), ("overdue", 5), ("overdue", 7)]
    PostMortem.objects.filter(pk=postmortem.pk).update(stage=Stage.FINAL)
    assert swept(nine + 8 * DAY, 8) == []


@pytest.mark.django_db
def test_whether_it_worked_is_asked_after_thirty_days_and_weekly_until_somebody_says(item, ana, nine):
    close_item(item, "Alert rule 12 is live", by=ana, at=nine)
    assert swept(morning(nine.date()), 45) == [("worked", 30), ("worked", 37), ("worked", 44)]
    say_whether_it_worked(item, "yes", "No page since", by=ana, at=nine + 45 * DAY)
    assert swept(morning(nine.date() + 46 * DAY), 20) == []


@pytest.mark.django_db
def test_nobody_is_reminded_before_eight_in_the_morning(item):
    assert remind(at=morning(item.due_on) - timedelta(minutes=1)) == 1, "that of a week before was owed"
    assert Reminder.objects.get().kind == ReminderKind.BEFORE
    assert remind(at=morning(item.due_on)) == 1


@pytest.mark.django_db
def test_after_a_long_downtime_there_is_one_reminder_and_not_a_pile(item):
    assert remind(at=morning(item.due_on) + 100 * DAY) == 1
    only = Reminder.objects.get()
    assert (only.kind, only.slot) == (ReminderKind.OVERDUE, item.due_on + 98 * DAY)
    assert remind(at=morning(item.due_on) + 104 * DAY) == 0
    assert remind(at=morning(item.due_on) + 105 * DAY) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "settle",
    [
        lambda item, **who: close_item(item, "done", **who),
        lambda item, **who: drop_item(item, "not worth it", **who),
    ],
)
def test_it_stops_when_the_item_is_done_or_dropped(item, ana, settle):
    remind(at=morning(item.due_on))
    settle(item, by=ana, at=morning(item.due_on))
    assert swept(morning(item.due_on), 25) == [("due", 0)]


@pytest.mark.django_db
def test_a_moved_date_starts_anew(item, ana):
    first = morning(item.due_on) + 10 * DAY
    assert remind(at=first) == 1
    move_due(item, first.date() + 9 * DAY, reason="the supplier is late", by=ana, at=first)
    assert swept(first + timedelta(hours=1), 18) == [("before", 2), ("due", 9), ("overdue", 16)]


@pytest.mark.django_db
def test_a_date_that_was_set_for_this_week_is_not_announced_a_week_before(item, ana, nine):
    move_due(item, nine.date() + 3 * DAY, reason="sooner", by=ana, at=nine)
    assert swept(nine, 4) == [("due", 3)]


@pytest.mark.django_db
def test_a_post_mortem_that_was_opened_today_for_tomorrow_is_not_announced_at_once(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    PostMortem.objects.filter(pk=postmortem.pk).update(due_on=nine.date() + DAY)
    assert swept(nine + timedelta(hours=1), 2) == [("due", 1)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # Berlin goes from UTC+1 to UTC+2 on 29 March 2026, and back on 25 October.
        (datetime(2026, 3, 28, 7, 0, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 6, 59, tzinfo=UTC), date(2026, 3, 27)),
        (datetime(2026, 3, 29, 6, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 5, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 10, 25, 6, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 7, 0, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_morning_begins_at_eight_on_the_clocks_of_the_place_also_when_they_change(at, day):
    assert working_day(at, ZoneInfo("Europe/Berlin")) == day


@pytest.mark.django_db
@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_day_on_which_clocks_change_has_one_reminder(ana, nine, postmortem, change):
    PostMortem.objects.filter(pk=postmortem.pk).update(stage=Stage.DRAFT, due_on=None)
    add_item(postmortem, TEXT, owner=ana, due_on=change, by=ana, at=nine)
    berlin, midnight = ZoneInfo("Europe/Berlin"), datetime.combine(change, time(0), UTC) - DAY
    made = [
        midnight + quarter * timedelta(minutes=15)
        for quarter in range(4 * 72)
        if remind(at=midnight + quarter * timedelta(minutes=15), zone=berlin)
    ]
    assert [at.astimezone(berlin) for at in made[1:]] == [datetime.combine(change, time(8), berlin)]


@pytest.mark.django_db
def test_a_mail_and_a_line_of_chat_name_the_owner_by_now(item, ben, cleo, ana, mail_server, chat):
    remind(at=morning(item.due_on))
    give_item(item, cleo, by=ana, at=morning(item.due_on))
    at = morning(item.due_on) + timedelta(minutes=1)
    assert [send_waiting_calls(way, at=at, errand=REMINDERS) for way in Way] == [1, 1]
    (mail,) = mail_server.mails
    subject = " ".join(mail["Subject"].split())  # folded where the number of the item is long
    assert (mail["To"], subject) == ("cleo@example.com", f"Due today: {item.reference} {TEXT}")
    assert f"/action-items/{item.reference}/" in mail.get_payload(decode=True).decode()
    assert [each["text"] for each in chat.documents] == [
        f"Due today: {item.reference} {TEXT}. Owner: Cleo Lindqvist. http://127.0.0.1:8000/action-items/{item.reference}/"
    ]
    assert Reminder.objects.get().person == cleo
    assert {call.state for call in ReminderCall.objects.all()} == {CallState.SENT}


@pytest.mark.django_db
def test_what_was_closed_before_it_was_sent_is_not_sent(item, ana, mail_server):
    remind(at=morning(item.due_on))
    close_item(item, "done", by=ana, at=morning(item.due_on))
    send_waiting_calls(Way.MAIL, at=morning(item.due_on), errand=REMINDERS)
    assert mail_server.mails == []
    assert ReminderCall.objects.get().state == CallState.NOT_NEEDED


@pytest.mark.django_db
def test_what_could_not_go_out_for_a_week_is_said_once(item, mail_server):
    remind(at=morning(item.due_on))
    remind(at=morning(item.due_on) + 7 * DAY)
    send_waiting_calls(Way.MAIL, at=morning(item.due_on) + 7 * DAY, errand=REMINDERS)
    assert [mail["Subject"].partition(":")[0].strip() for mail in mail_server.mails] == ["7 days overdue"]
    assert sorted(ReminderCall.objects.values_list("state", flat=True)) == ["not_needed", "sent"]


@pytest.mark.django_db
def test_an_item_of_somebody_who_left_comes_to_the_owner_of_its_post_mortem(item, ana, ben):
    ben.is_active = False
    ben.save()
    remind(at=morning(item.due_on))
    assert Reminder.objects.get().person == ana


@pytest.mark.django_db
def test_a_mail_server_that_is_away_for_a_night_loses_no_reminder(item, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }
    remind(at=morning(item.due_on))
    at = morning(item.due_on)
    while at < morning(item.due_on) + timedelta(hours=14):
        send_waiting_calls(Way.MAIL, at=at, errand=REMINDERS)
        at += timedelta(minutes=20)
    call = ReminderCall.objects.get()
    assert (call.state, call.attempts > 10) == (CallState.WAITING, True)


@pytest.mark.django_db
def test_a_date_exactly_seven_days_ahead_is_announced_on_the_day_on_which_it_was_set(item, ana, nine):
    move_due(item, nine.date() + 7 * DAY, reason="sooner", by=ana, at=nine)
    assert swept(nine, 9) == [("before", 0), ("due", 7)]


@pytest.mark.django_db
def test_reviewers_hear_once_that_they_are_asked_by_mail_and_in_chat(ana, ben, cleo, nine, mail_server, chat):
    postmortem = a_postmortem(by=ana, at=nine)
    ask_for_review(postmortem, [ben], by=ana, at=nine)
    # Asked together with somebody else in the same round, ben is not asked again.
    ask_for_review(postmortem, [ben, cleo], by=ana, at=nine + timedelta(minutes=5))
    for minute in (6, 7, 30):
        for way in Way:
            send_waiting_calls(way, at=nine + timedelta(minutes=minute), errand=REMINDERS)
    title = f"{postmortem.reference} {postmortem.title}"
    assert [(mail["To"], mail["Subject"]) for mail in mail_server.mails] == [
        ("ben@example.com", f"Please review: {title}"),
        ("cleo@example.com", f"Please review: {title}"),
    ]
    body = mail_server.mails[0].get_payload(decode=True).decode()
    assert "Ana Sousa asks you to review this post-mortem." in body
    assert f"/postmortems/{postmortem.public_id}/" in body
    lines = [line for each in chat.documents for line in each["text"].splitlines()]
    assert [line.partition(". http")[0] for line in lines] == [
        f"Please review: {title}. Asked: Ben Okafor",
        f"Please review: {title}. Asked: Cleo Lindqvist",
    ]


@pytest.mark.django_db
def test_who_answers_before_the_mail_goes_out_gets_none_and_a_new_round_asks_anew(
    ana, ben, cleo, nine, mail_server
):
    postmortem = a_postmortem(by=ana, at=nine)
    ask_for_review(postmortem, [ben, cleo, ana], by=ana, at=nine)
    assert {each.person for each in Reminder.objects.all()} == {ben, cleo}, "ana knows that she asked herself"
    answer_review(postmortem, Answer.AGREED, by=ben, at=nine)
    ask_for_review(postmortem, [ben, ana], by=ana, at=nine + timedelta(minutes=1))
    send_waiting_calls(Way.MAIL, at=nine + timedelta(minutes=1), errand=REMINDERS)
    assert mail_server.mails == []
    back_to_draft(postmortem, by=ana, at=nine + timedelta(hours=1))
    ask_for_review(postmortem, [ben], by=ana, at=nine + timedelta(hours=2))
    send_waiting_calls(Way.MAIL, at=nine + timedelta(hours=2), errand=REMINDERS)
    assert [mail["To"] for mail in mail_server.mails] == ["ben@example.com"]


@pytest.mark.django_db
def test_being_asked_for_a_review_takes_the_place_of_no_reminder_of_the_due_day(ana, ben, nine, mail_server):
    postmortem = a_postmortem(by=ana, at=nine)
    remind(at=nine + 2 * DAY)
    ask_for_review(postmortem, [ben], by=ana, at=nine + 3 * DAY)
    send_waiting_calls(Way.MAIL, at=nine + 3 * DAY, errand=REMINDERS)
    subjects = sorted((mail["To"], mail["Subject"].partition(":")[0]) for mail in mail_server.mails)
    assert subjects == [("ana@example.com", "Due today"), ("ben@example.com", "Please review")]


#: What may happen between two looks at the clock; the number is a length in days.
ACTS = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([1, 2, 6, 7, 8, 14, 15, 23, 30, 90])),
    st.tuples(st.just("sweep daily"), st.integers(1, 16)),
    st.tuples(st.just("hours"), st.integers(1, 23)),
    st.tuples(st.just("move"), st.integers(0, 25)),
    st.tuples(st.sampled_from(["close", "drop", "reopen", "answer", "hand over", "sweep"]), st.just(0)),
)


class RandomClocks(TestCase):
    """Whatever happens in whatever order, with a worker that comes now and then."""

    @settings(max_examples=60)
    @given(acts=st.lists(ACTS, min_size=1, max_size=25))
    def test_never_twice_never_lost_and_stops_when_done(self, acts):
        at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
        ana, ben = person("Ana Sousa", "admin"), person("Ben Okafor", "communications_lead")
        postmortem = a_postmortem(by=ana, at=at)
        PostMortem.objects.filter(pk=postmortem.pk).update(due_on=None)
        item = add_item(postmortem, TEXT, owner=ben, by=ana, at=at)
        for act, length in acts:
            item.refresh_from_db()
            if act in {"wait", "hours"}:
                at += length * (DAY if act == "wait" else timedelta(hours=1))
            elif act in {"sweep", "sweep daily"}:
                for _ in range(max(length, 1)):
                    at += DAY if act == "sweep daily" else timedelta(0)
                    sweep_and_check(item, at=at)
            else:
                done(act, item, length, ana=ana, ben=ben, at=at)
        slots = Counter((each.kind, each.slot) for each in Reminder.objects.all())
        assert set(slots.values()) <= {1}


def sweep_and_check(item: ActionItem, *, at: datetime) -> None:
    before = set(Reminder.objects.values_list("pk", flat=True))
    made = remind(at=at)
    assert remind(at=at) == 0, "a second sweep at once finds nothing"
    check(item, set(Reminder.objects.exclude(pk__in=before)), made, at=at)


def check(item: ActionItem, new: set[Reminder], made: int, *, at: datetime) -> None:
    """At most one was made, and only for the newest day of what is owed; if none was, that day has one."""
    assert made == len(new) <= 1
    slot = expected(item, working_day(at))
    assert {(each.kind, each.slot) for each in new} <= {slot}
    if slot:
        assert Reminder.objects.filter(kind=slot[0], slot=slot[1]).count() == 1


def expected(item: ActionItem, today: date) -> tuple[str, date] | None:
    """What is owed by `today`, said in another way than the clock asks it: by walking along the days."""
    owed = None
    if item.state == "open" and item.due_on:
        days = [("before", item.warn_on)] if item.warn_on else []
        days += [("due", item.due_on), *(("overdue", item.due_on + 7 * week * DAY) for week in range(1, 100))]
    elif item.state == "done" and not item.worked:
        days = [("worked", item.check_on + 7 * week * DAY) for week in range(100)]
    else:
        return None
    for kind, day in days:
        if day <= today:
            owed = (kind, day)
    return owed


def done(act: str, item: ActionItem, length: int, *, ana, ben, at: datetime) -> None:
    """The act, where the item's state allows it."""
    who = {"by": ana, "at": at}
    if act == "hand over":
        give_item(item, ana if item.owner == ben else ben, **who)
    elif act == "reopen" and item.state != "open":
        reopen_item(item, reason="more to do", **who)
    elif act == "answer" and item.state == "done":
        say_whether_it_worked(item, "yes", "no page since", **who)
    elif act == "move" and item.state == "open":
        move_due(item, at.date() + length * DAY, reason="late", **who)
    elif act == "close" and item.state == "open":
        close_item(item, "done", **who)
    elif act == "drop" and item.state == "open":
        drop_item(item, "not worth it", **who)


@pytest.fixture
def mail_server(settings):
    with running_mail_server() as receiver:
        options = {"host": "127.0.0.1", "port": receiver.port, "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield receiver


@pytest.fixture
def chat(settings, db):
    """A chat server on this machine, and the workspace's channel on it."""
    with receiving(host="127.0.0.1") as server:
        settings.CHAT_ALLOW_PRIVATE = True
        Workspace.current()
        Workspace.objects.update(chat_webhook=server.address())
        yield server

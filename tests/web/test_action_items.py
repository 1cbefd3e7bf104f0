"""Action items in the console: on the page of their post-mortem, on a page of their own, on the board across incidents."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.accounts.people import Person
from clarion.incidents.incident import AffectedService
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_following import close_item, give_item, move_due
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.reminder_clock import remind
from clarion.postmortems.reminders import ReminderCall
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = "Alert when a certificate has fewer than 14 days left"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def postmortem(ana, now) -> PostMortem:
    return a_postmortem(by=ana, at=now)


@pytest.fixture
def item(postmortem, ana, now) -> ActionItem:
    return add_item(postmortem, TEXT, owner=ana, outcome="A test alert arrives", by=ana, at=now)


@pytest.fixture
def console(client, ana) -> Client:
    client.force_login(ana)
    return client


def path(item: ActionItem, act: str = "") -> str:
    return f"/action-items/{item.reference}/{act}"


def add(console: Client, postmortem: PostMortem, **more):
    return console.post(f"/postmortems/{postmortem.public_id}/items/add/", more)


def test_an_item_is_added_on_the_page_of_its_post_mortem(console, postmortem, ana):
    answer = add(console, postmortem, text=TEXT, kind="detect", owner=ana.pk, outcome="A test alert arrives")
    assert answer.status_code == 302
    assert answer["Location"].endswith("#items")
    page = console.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    assert TEXT in page
    assert "Outcome: A test alert arrives" in page
    assert ActionItem.objects.get().due_on == timezone.now().date() + 15 * DAY


def test_with_htmx_the_part_and_the_rail_come_back(console, postmortem):
    answer = console.post(
        f"/postmortems/{postmortem.public_id}/items/add/",
        {"text": TEXT, "kind": "detect"},
        headers={"HX-Request": "true", "HX-Target": "items"},
    )
    page = answer.content.decode()
    assert page.lstrip().startswith('<section id="items"')
    assert "has no owner and no outcome that can be checked" in page
    assert "<html" not in page


def test_what_was_typed_stays_when_it_cannot_be_saved(console, postmortem):
    yesterday = timezone.now().date() - DAY
    answer = add(console, postmortem, text=TEXT, kind="detect", due_on=yesterday, outcome="An alert")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "has passed. Choose today or a later day." in page
    assert f">\n{TEXT}</textarea>" in page
    assert ">\nAn alert</textarea>" in page


def test_nothing_is_added_to_a_final_post_mortem_and_the_words_stay_in_the_form(console, postmortem):
    PostMortem.objects.update(stage=Stage.FINAL)
    answer = add(console, postmortem, text=TEXT, kind="detect")
    assert answer.status_code == 409
    assert f">\n{TEXT}</textarea>" in answer.content.decode()
    assert not ActionItem.objects.exists()


def test_the_wording_is_reviewed_while_it_is_typed_and_nothing_is_saved(console, postmortem):
    url = f"/postmortems/{postmortem.public_id}/items/review/"
    page = console.post(url, {"text": "Be more careful", "kind": "prevent"}).content.decode()
    assert "It leans on care or training alone." in page
    assert '<li class="missing">owner</li>' in page
    assert "While you type" in console.post(url, {"text": ""}).content.decode()
    assert not ActionItem.objects.exists()


def test_the_page_of_an_item_tells_dates_with_reasons_and_everything_that_was_done(
    console, item, ana, ben, now
):
    give_item(item, ben, by=ana, at=now)
    move_due(item, now.date() + 40 * DAY, reason="the supplier delivers late", by=ben, at=now)
    page = console.get(path(item)).content.decode()
    for said in (
        "the supplier delivers late",
        "owner: Ana Sousa → Ben Okafor",
        "Ben Okafor moved the due date",
    ):
        assert said in page
    assert item.postmortem.incidents.get().reference in page


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("close/", {"closing_words": ""}, "Say how it was done"),
        ("drop/", {"reason": ""}, "Say why it will not be done"),
        (
            "due/",
            {"due_on": f"{timezone.now().date() + timedelta(days=90)}", "reason": ""},
            "Say why the date moves",
        ),
        ("due/", {"due_on": "9999-12-31", "reason": "never"}, "is more than five years away"),
        ("due/", {"due_on": "tomorrow", "reason": "later"}, "Enter a valid date"),
        ("owner/", {"owner": "999999"}, "Choose somebody who works here."),
        ("worked/", {"worked": "yes", "worked_words": "no page"}, "Close it first"),
        ("words/", {"text": "", "kind": "prevent"}, "This field is required"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_words(console, item, act, fields, said):
    answer = console.post(path(item, act), fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    for value in filter(lambda each: " " in each, fields.values()):
        assert f">\n{value}</textarea>" in page


def test_who_acts_on_an_old_page_is_told_and_can_send_it_again(console, item, ana, ben, now):
    seen = item.version
    give_item(item, ben, by=ben, at=now)
    answer = console.post(path(item, "close/"), {"closing_words": "Rule 12 is live", "version": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this action item" in page
    assert ">\nRule 12 is live</textarea>" in page
    fresh = ActionItem.objects.get()
    assert f'name="version" value="{fresh.version}"' in page
    again = console.post(path(item, "close/"), {"closing_words": "Rule 12 is live", "version": fresh.version})
    assert again.status_code == 302


def test_two_texts_of_one_item_are_both_shown(console, item, ben, now):
    from clarion.postmortems.item_writing import change_item

    change_item(item, {"text": "Page when a certificate ends soon"}, by=ben, at=now)
    answer = console.post(
        path(item, "words/"), {"text": "Alert earlier", "kind": "detect", "version": item.version}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Page when a certificate ends soon" in page
    assert ">\nAlert earlier</textarea>" in page


def test_the_board_shows_mine_first_in_groups_by_what_is_due(console, postmortem, item, ana, ben, now):
    late = add_item(postmortem, "Add a limit", owner=ana, due_on=now.date(), by=ana, at=now)
    ActionItem.objects.filter(pk=late.pk).update(due_on=now.date() - 3 * DAY)
    soon = add_item(postmortem, "Link the runbook", owner=ana, due_on=now.date() + 2 * DAY, by=ana, at=now)
    his = add_item(postmortem, "Reject empty files", owner=ben, by=ana, at=now)
    page = console.get("/action-items/").content.decode()
    places = [
        page.index(each)
        for each in ("group-overdue", late.text, "group-week", soon.text, "group-later", TEXT)
    ]
    assert places == sorted(places)
    assert his.text not in page
    assert his.text in console.get("/action-items/?owner=all").content.decode()


def test_what_was_closed_a_month_ago_is_asked_about(console, item, ana, now):
    close_item(item, "Rule 12 is live", by=ana, at=now - 31 * DAY)
    page = console.get("/action-items/").content.decode()
    assert page.index("Did it work?") < page.index(TEXT)
    assert "Did it work?" in console.get("/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=certificate", True),
        ("q=AI-{pk}", True),
        ("q=AI-999999", False),
        ("q=nothing like it", False),
        ("kind=prevent", True),
        ("kind=detect", False),
        ("severity=SEV1", True),
        ("severity=SEV3", False),
        ("owner=none", False),
        ("service={service}", True),
        ("show=later", True),
        ("show=done", False),
    ],
)
def test_filters_all_hold(console, item, checkout, query, found):
    incident = item.postmortem.incidents.get()
    AffectedService.objects.create(incident=incident, service=checkout, status="major_outage")
    page = console.get(f"/action-items/?{query.format(pk=item.pk, service=checkout.pk)}").content.decode()
    assert (f'/action-items/{item.reference}/"' in page) == found


def test_a_filter_that_makes_no_sense_says_so(console):
    answer = console.get("/action-items/?owner=everybody")
    assert answer.status_code == 422
    assert "everybody is not one of the available choices" in answer.content.decode()


def many(postmortem: PostMortem, owner: Person, number: int, *, now) -> None:
    ActionItem.objects.bulk_create(
        ActionItem(
            postmortem=postmortem, text=f"Add limit {each}", owner=owner, due_on=now.date() + (each % 90 - 30) * DAY,
            added_at=now,
        )
        for each in range(number)
    )  # fmt: skip


def test_a_group_goes_on_page_by_page_and_shows_each_item_once(console, postmortem, ana, now):
    many(postmortem, ana, 300, now=now)
    found, url = [], "/action-items/?show=later"
    while url:
        answer = console.get(url)
        (group,) = answer.context["groups"]
        found += [item.pk for item in group.items]
        url = f"/action-items/?show=later&after={group.after}" if group.after else ""
    later = ActionItem.objects.filter(due_on__gt=now.date() + 7 * DAY)
    assert sorted(found) == sorted(later.values_list("pk", flat=True))
    assert len(found) > 100


def test_the_board_asks_as_often_for_two_thousand_items_as_for_one_thousand(console, postmortem, ana, now):
    many(postmortem, ana, 1000, now=now)
    queries(console)  # the first request of an installation makes its workspace
    few = queries(console)
    many(postmortem, ana, 1000, now=now)
    assert queries(console) == few <= 20


def queries(console: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert console.get("/action-items/").status_code == 200
    return len(asked)


def test_an_admin_is_told_that_reminders_do_not_get_through_and_others_are_not(console, item, ben, now):
    remind(at=now + 15 * DAY)
    assert "not get through" not in console.get("/").content.decode()
    ReminderCall.objects.update(failure="The mail server cannot be reached. Check CLARION_SMTP_URL.")
    page = console.get("/").content.decode()
    assert (
        f"{ReminderCall.objects.count()} reminders of action items or post-mortems do not get through."
        in page
    )
    assert "Check CLARION_SMTP_URL." in page
    ReminderCall.objects.exclude(pk=ReminderCall.objects.all()[0].pk).update(failure="")
    assert (
        "1 reminder of action items or post-mortems does not get through."
        in console.get("/").content.decode()
    )
    console.force_login(ben)
    assert "not get through" not in console.get("/").content.decode()


def test_a_page_of_the_board_goes_on_after_an_item_that_left_its_group(console, item, ana, now):
    move_due(item, None, reason="nobody knows yet", by=ana, at=now)
    assert console.get(f"/action-items/?show=later&after={item.pk}").status_code == 200


def test_now_names_my_overdue_items_and_those_of_this_week(console, postmortem, item, ana, ben, now):
    soon = add_item(postmortem, "Link the runbook", owner=ana, due_on=now.date() + 2 * DAY, by=ana, at=now)
    his = add_item(postmortem, "Reject empty files", owner=ben, due_on=now.date() + DAY, by=ana, at=now)
    page = console.get("/").content.decode()
    assert soon.text in page
    assert his.text not in page
    assert item.text not in page, "that is due in two weeks"


def test_the_board_says_how_many_open_items_nobody_owns(console, postmortem, item, ana, now):
    assert "Nobody owns" not in console.get("/action-items/").content.decode()
    add_item(postmortem, "Add a limit", by=ana, at=now)
    give_item(item, None, by=ana, at=now)
    page = console.get("/action-items/").content.decode()
    assert "Nobody owns 2 open action items." in page
    page = console.get("/action-items/?owner=none").content.decode()
    assert "Nobody owns 2" not in page
    assert page.count("nobody owns it") == 2
    rail = console.get(f"/postmortems/{postmortem.public_id}/").content.decode().partition('id="rail"')[2]
    assert f"{item.reference} has no owner" in rail

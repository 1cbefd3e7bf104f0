"""Action items and issues kept in step, both ways, against a stand-in of the real APIs; what fails is said, and nothing is made twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.item_following import close_item, drop_item, give_item, move_due, reopen_item
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.trackers.account import (
    TrackerAccount,
    change_tracker,
    connect_tracker,
    connected,
    disconnect_tracker,
    rotate_hook_secret,
    tracker_of,
)
from clarion.postmortems.trackers.following import (
    AT_ONCE,
    EVERY,
    LONGEST_PAUSE,
    TAKEN_FOR,
    sync_tickets,
    take_links,
    ticket_of,
)
from clarion.postmortems.trackers.ticket_link import TicketLink, link_ticket, look_again, unlink_ticket
from clarion.postmortems.trackers.tracker import TrackerProblem
from tests.factories.postmortems import a_postmortem
from tests.postmortems.trackers.stand_in import GITHUB_TOKEN, JIRA_TOKEN, JIRA_USER, trackers

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def there(settings):
    settings.TRACKER_ALLOW_PRIVATE = True
    with trackers() as there:
        yield there


def account(there, kind: str, *, by, at, **more) -> TrackerAccount:
    own = (
        {"project": "acme/shop", "secret": GITHUB_TOKEN}
        if kind == "github"
        else {"project": "OPS", "user": JIRA_USER, "secret": JIRA_TOKEN, "issue_type": "Task"}
    )
    return connect_tracker(
        TrackerAccount(kind=kind, **{"address": there.address, **own, **more}), by=by, at=at
    )


@pytest.fixture(params=["github", "jira"])
def tracker(request, there, ana, nine):
    return account(there, request.param, by=ana, at=nine)


@pytest.fixture
def item(ana, ben, nine) -> ActionItem:
    return add_item(
        a_postmortem(by=ana, at=nine), "Add an alarm 30 days before a certificate expires", owner=ben,
        outcome="The alarm fires for a certificate that ends in 29 days", by=ana, at=nine,
    )  # fmt: skip


@pytest.fixture
def link(item, tracker, ben, nine) -> TicketLink:
    link = link_ticket(item, tracker, by=ben, at=nine)
    sync_tickets(at=nine)
    link.refresh_from_db()
    return link


def the_issue(there):
    [issue] = there.issues.values()
    return issue


def is_closed(issue) -> bool:
    return issue["state"] == "closed" if "number" in issue else issue["fields"]["status"]["name"] == "Shipped"


def fresh(item: ActionItem) -> ActionItem:
    return ActionItem.objects.get(pk=item.pk)


def test_the_issue_says_what_the_item_says_and_is_labelled_by_severity_and_month(there, tracker, item, link):
    assert (link.failure, link.in_step_at is not None) == ("", True)
    issue = the_issue(there)
    if tracker.kind == "github":
        assert issue["title"] == item.text
        assert "Done when: The alarm fires" in issue["body"]
        assert [label["name"] for label in issue["labels"]] == ["clarion", "post-mortem", "sev1", "2026-03"]
        assert link.address == "https://github.com/acme/shop/issues/1"
    else:
        assert issue["fields"]["summary"] == item.text
        assert issue["fields"]["duedate"] == item.due_on.isoformat()
        assert issue["fields"]["labels"][:4] == ["clarion", "post-mortem", "sev1", "2026-03"]
        assert link.address == f"{there.address}/browse/OPS-1"


def test_while_nothing_changes_nothing_is_written_there(there, link, nine):
    written = len(there.asked_of("POST"))
    for number in range(1, 4):
        sync_tickets(at=nine + number * EVERY)
    assert not there.asked_of("PATCH") + there.asked_of("PUT")
    assert len(there.asked_of("POST")) == written


def test_what_changes_here_goes_there_with_the_next_minute(there, link, item, ana, cleo, nine):
    move_due(item, item.due_on + timedelta(days=7), reason="the supplier is late", by=ana, at=nine)
    give_item(fresh(item), cleo, by=ana, at=nine)
    assert sync_tickets(at=nine + MINUTE) == 1
    issue = the_issue(there)
    told = issue.get("body") or str(issue["fields"]["description"])
    assert "Owner: Cleo Lindqvist" in told
    assert (item.due_on + timedelta(days=7)).isoformat() in str(issue).replace("\\\\", "").replace("\\-", "-")


@pytest.mark.parametrize("end", [close_item, drop_item])
def test_what_ends_here_ends_there_and_opens_there_again(there, link, item, ana, nine, end):
    end(item, "Merged, and seen to fire in staging.", by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    assert is_closed(the_issue(there))
    reopen_item(fresh(item), reason="it fires for test certificates, too", by=ana, at=nine + 2 * MINUTE)
    sync_tickets(at=nine + 3 * MINUTE)
    assert not is_closed(the_issue(there))
    assert fresh(item).state == ItemState.OPEN


def test_what_is_closed_there_is_done_here_in_the_name_of_who_connected_it(there, link, item, ana, nine):
    there.close(link.key)
    sync_tickets(at=nine + EVERY)
    done = fresh(item)
    assert (done.state, done.closed_by) == (ItemState.DONE, ana)
    assert done.closing_words == f"Closed in {link}: {link.address}"
    there.open(link.key)
    sync_tickets(at=nine + timedelta(hours=7))
    assert fresh(item).state == ItemState.OPEN
    assert f"opened again in {link}" in {change.detail for change in item.changes.all()}


def test_what_is_given_up_there_is_dropped_here(there, link, item, nine):
    there.close(link.key, "not_planned")
    sync_tickets(at=nine + EVERY)
    assert fresh(item).state == ItemState.DROPPED
    assert fresh(item).closing_words.startswith("Closed as not planned in ")


def test_a_due_day_that_is_moved_in_jira_moves_here_with_its_reason(there, item, ana, nine):
    link = link_ticket(item, account(there, "jira", by=ana, at=nine), by=ana, at=nine)
    sync_tickets(at=nine)
    day = item.due_on + timedelta(days=5)
    the_issue(there)["fields"]["duedate"] = day.isoformat()
    sync_tickets(at=nine + EVERY)
    assert fresh(item).due_on == day
    link.refresh_from_db()
    assert item.due_changes.get().reason == f"moved in {link}"


def test_where_both_sides_changed_the_same_what_stands_here_wins(there, item, ana, nine):
    link_ticket(item, account(there, "jira", by=ana, at=nine), by=ana, at=nine)
    sync_tickets(at=nine)
    mine, theirs = item.due_on + timedelta(days=3), item.due_on + timedelta(days=9)
    the_issue(there)["fields"]["duedate"] = theirs.isoformat()
    move_due(item, mine, reason="holidays", by=ana, at=nine)
    sync_tickets(at=nine + EVERY)
    assert fresh(item).due_on == mine
    assert the_issue(there)["fields"]["duedate"] == mine.isoformat()


def test_an_issue_whose_answer_was_lost_is_found_again_and_not_made_twice(there, tracker, item, ana, nine):
    link = link_ticket(item, tracker, by=ana, at=nine)
    there.lose_answer = 1
    sync_tickets(at=nine)
    link.refresh_from_db()
    assert "cannot be reached" in link.failure
    assert len(there.issues) == 1
    sync_tickets(at=nine + 2 * MINUTE)
    link.refresh_from_db()
    assert (link.failure, len(there.issues), link.key in there.issues) == ("", 1, True)


@pytest.mark.parametrize("said", [{}, [], {"issues": 1}, "hello", None])
def test_an_answer_that_is_none_of_the_api_is_said_and_holds_up_no_other_item(
    there, tracker, item, ana, nine, said
):
    other = add_item(item.postmortem, "Write the runbook", by=ana, at=nine)
    links = [link_ticket(each, tracker, by=ana, at=nine) for each in (item, other)]
    there.refuse = [(200, said, {})]
    sync_tickets(at=nine)
    assert "answered something else than its API does" in TicketLink.objects.get(pk=links[0].pk).failure
    assert TicketLink.objects.get(pk=links[1].pk).key
    there.refuse = [(200, said, {})]
    with pytest.raises(TrackerProblem, match="Check its address"):
        tracker_of(tracker, at=nine).check()


def test_who_presses_look_now_after_a_lost_answer_makes_no_second_issue(there, tracker, item, ana, nine):
    link = link_ticket(item, tracker, by=ana, at=nine)
    there.lose_answer = 1
    sync_tickets(at=nine)
    look_again(link, at=nine)
    sync_tickets(at=nine)
    link.refresh_from_db()
    assert (link.failure, len(there.issues), link.key in there.issues) == ("", 1, True)


def test_a_worker_that_was_killed_leaves_the_link_to_another_one(there, tracker, item, ana, nine):
    link_ticket(item, tracker, by=ana, at=nine)
    [taken] = take_links(at=nine)
    tracker_of(tracker, at=nine).create(ticket_of(taken.item))
    assert sync_tickets(at=nine + MINUTE) == 0
    assert sync_tickets(at=nine + TAKEN_FOR) == 1
    assert len(there.issues) == 1


@pytest.mark.parametrize(
    ("status", "said", "headers", "words", "stopped", "pause"),
    [
        (401, {"message": "Bad credentials"}, {}, "refuses the token (401)", True, None),
        (404, {"message": "Not Found"}, {}, "does not know this issue or project", True, None),
        (422, {"message": "Validation Failed", "errors": [{"message": "title is too long"}]}, {}, "title is too long", True, None),
        (400, {"errorMessages": [], "errors": {"duedate": "It is not on the screen."}}, {}, "duedate: It is not on the screen.", True, None),
        (500, {}, {}, "answered 500. Clarion tries again.", False, MINUTE),
        (429, {}, {"Retry-After": "600"}, "asks for a pause", False, timedelta(seconds=600)),
        (403, {}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1773133800"}, "asks for a pause", False, timedelta(seconds=600)),
    ],
)  # fmt: skip
def test_what_a_tracker_refuses_is_said_with_the_remedy(
    there, tracker, item, ana, nine, status, said, headers, words, stopped, pause
):
    link = link_ticket(item, tracker, by=ana, at=nine)
    there.refuse = [(status, said, headers)]
    sync_tickets(at=nine)
    link.refresh_from_db()
    assert words in link.failure
    assert link.stopped == stopped
    if pause:
        assert link.next_attempt_at == nine + pause
    look_again(link, at=nine)
    sync_tickets(at=nine)
    link.refresh_from_db()
    assert link.failure == ""


def test_a_tracker_that_is_away_is_asked_later_and_later(there, tracker, item, ana, nine):
    link = link_ticket(item, tracker, by=ana, at=nine)
    at, pauses = nine, []
    for _ in range(12):
        there.refuse = [(503, {}, {})]
        sync_tickets(at=at)
        link.refresh_from_db()
        pauses.append(link.next_attempt_at - at)
        at = link.next_attempt_at
    assert pauses[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_workflow_without_an_end_says_so(there, item, ana, nine):
    link = link_ticket(item, account(there, "jira", by=ana, at=nine), by=ana, at=nine)
    sync_tickets(at=nine)
    there.workflow_ends = False
    close_item(item, "Merged.", by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    link.refresh_from_db()
    assert "offers no way to a status that is done" in link.failure


def test_who_left_changes_nothing_here_any_more(there, link, item, ana, dev, nine):
    ana.is_active = False
    ana.save()
    there.close(link.key)
    sync_tickets(at=nine + EVERY)
    link.refresh_from_db()
    assert "could not be done here" in link.failure
    assert fresh(item).state == ItemState.OPEN


def test_items_of_final_post_mortems_come_in_by_themselves_where_an_admin_wants_it(
    there, tracker, item, ana, nine
):
    sync_tickets(at=nine)
    assert not there.issues
    change_tracker(tracker, {"by_itself": True}, by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    assert not there.issues
    PostMortem.objects.update(stage=Stage.FINAL)
    sync_tickets(at=nine + 2 * MINUTE)
    sync_tickets(at=nine + 3 * MINUTE)
    assert len(there.issues) == 1
    assert fresh(item).ticket.key
    [line] = AuditEntry.objects.filter(act=Done.LINKED_TICKET)
    assert (line.subject, line.person, line.detail) == (item.reference, ana, f"{tracker}, by itself")
    assert [change.by for change in item.changes.filter(act=Done.LINKED_TICKET)] == [ana]


def test_an_item_whose_link_was_taken_away_gets_no_other_issue_by_itself(there, tracker, item, ana, nine):
    change_tracker(tracker, {"by_itself": True}, by=ana, at=nine)
    PostMortem.objects.update(stage=Stage.FINAL)
    sync_tickets(at=nine)
    unlink_ticket(fresh(item).ticket, by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    assert (len(there.issues), TicketLink.objects.exists()) == (1, False)


def test_an_issue_that_is_there_keeps_its_words_and_later_changes_of_state_go_to_and_fro(
    there, item, ana, cleo, nine
):
    there._new_github({"title": "alarms", "body": "Ours: see the wiki.", "labels": []})
    link = link_ticket(item, account(there, "github", by=ana, at=nine), key="#1", by=ana, at=nine)
    sync_tickets(at=nine)
    link.refresh_from_db()
    assert (link.key, link.name, link.failure) == ("1", "#1", "")
    give_item(fresh(item), cleo, by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    assert there.asked_of("PATCH") == []
    close_item(fresh(item), "Merged.", by=ana, at=nine + MINUTE)
    sync_tickets(at=nine + 2 * MINUTE)
    assert is_closed(the_issue(there))
    there.open("1")
    sync_tickets(at=nine + timedelta(hours=7))
    assert fresh(item).state == ItemState.OPEN
    assert (the_issue(there)["title"], the_issue(there)["body"]) == ("alarms", "Ours: see the wiki.")


def test_an_issue_that_was_closed_before_it_was_linked_closes_and_opens_nothing(there, item, ana, nine):
    there._new_github({"title": "alarms", "body": "", "labels": []})
    there.close("1")
    link_ticket(item, account(there, "github", by=ana, at=nine), key="1", by=ana, at=nine)
    for number in range(3):
        sync_tickets(at=nine + number * EVERY)
    assert (fresh(item).state, is_closed(the_issue(there))) == (ItemState.OPEN, True)
    close_item(fresh(item), "Merged.", by=ana, at=nine)
    sync_tickets(at=nine + 3 * EVERY)
    assert there.asked_of("PATCH") == []


def test_of_an_issue_in_jira_that_was_there_only_a_due_day_that_moved_here_is_written(there, item, ana, nine):
    tracker = account(there, "jira", by=ana, at=nine)
    theirs = tracker_of(tracker, at=nine).create(
        replace(ticket_of(item), title="Alarms", paragraphs=("Ours.",), due_on=None)
    )
    link_ticket(item, tracker, key=theirs.key, by=ana, at=nine)
    sync_tickets(at=nine)
    fields = the_issue(there)["fields"]
    assert (fields["summary"], fields["duedate"]) == ("Alarms", None)
    day = item.due_on + timedelta(days=7)
    move_due(item, day, reason="the supplier is late", by=ana, at=nine)
    sync_tickets(at=nine + MINUTE)
    fields = the_issue(there)["fields"]
    assert (fields["summary"], fields["duedate"]) == ("Alarms", day.isoformat())
    assert "Ours." in str(fields["description"])
    assert fresh(item).due_on == day


@pytest.mark.parametrize(
    "address",
    ["http://ghe.example.com/api/v3", "http://10.0.0.5", "ftp://127.0.0.1", "http://localhost.example"],
)
def test_a_token_is_sent_over_no_open_line(there, item, ana, nine, address):
    with pytest.raises(ValidationError, match="begins with https://") as refused:
        account(there, "github", by=ana, at=nine, address=address)
    assert list(refused.value.message_dict) == ["address"]
    # One that was connected before is not asked either.
    old = account(there, "github", by=ana, at=nine)
    TrackerAccount.objects.filter(pk=old.pk).update(address=address)
    old.refresh_from_db()
    with pytest.raises(TrackerProblem, match="asked with https:// alone"):
        tracker_of(old, at=nine).check()
    assert there.asked == []


def test_the_secret_of_a_webhook_is_replaced_by_an_admin_and_leaves_its_line(there, ana, dev, nine):
    tracker = account(there, "github", by=ana, at=nine)
    before = tracker.hook_secret
    secret = rotate_hook_secret(tracker, by=ana, at=nine)
    tracker.refresh_from_db()
    assert (tracker.hook_secret, secret != before) == (secret, True)
    assert AuditEntry.objects.filter(act=Done.ROTATED_HOOK_SECRET).get().person == ana
    with pytest.raises(NotAllowed):
        rotate_hook_secret(tracker, by=dev, at=nine)


def test_an_item_has_one_issue_and_an_issue_one_item(there, tracker, item, link, ana, nine):
    with pytest.raises(ValidationError, match="has an issue already"):
        link_ticket(item, tracker, by=ana, at=nine)
    other = add_item(item.postmortem, "Write the runbook", by=ana, at=nine)
    with pytest.raises(ValidationError, match="Another action item"):
        link_ticket(other, tracker, key=link.key, by=ana, at=nine)
    with pytest.raises(ValidationError, match="Write the number or key"):
        link_ticket(other, tracker, key="../../admin", by=ana, at=nine)
    unlink_ticket(link, by=ana, at=nine)
    assert link_ticket(item, tracker, key=link.key, by=ana, at=nine)


@pytest.mark.parametrize(
    ("kind", "strange"), [("github", ["OPS-1", "0", "1/2"]), ("jira", ["HR-5", "12", "OPS-", "OPS-1-1"])]
)
def test_an_issue_of_another_project_is_not_written_in_though_the_token_may(
    there, item, ana, nine, kind, strange
):
    tracker = account(there, kind, by=ana, at=nine)
    for key in strange:
        with pytest.raises(ValidationError, match=f"of an issue of {tracker.project}"):
            link_ticket(item, tracker, key=key, by=ana, at=nine)
    assert link_ticket(item, tracker, key="#12" if kind == "github" else "ops-12", by=ana, at=nine)


def test_a_tracker_that_is_disconnected_is_asked_nothing_and_its_token_is_forgotten(
    there, tracker, link, item, ana, nine
):
    asked = len(there.asked)
    disconnect_tracker(tracker, by=ana, at=nine)
    move_due(item, item.due_on + timedelta(days=1), reason="later", by=ana, at=nine)
    assert sync_tickets(at=nine + EVERY) == 0
    assert len(there.asked) == asked
    assert not connected().exists()
    assert GITHUB_TOKEN not in TrackerAccount.objects.get().secret + JIRA_TOKEN


def test_connecting_asks_for_the_right_and_for_what_each_tracker_needs(there, ana, dev, nine):
    with pytest.raises(NotAllowed):
        account(there, "github", by=dev, at=nine)
    for kind, wrong, said in (
        ("github", {"project": "shop"}, "owner/repository"),
        ("jira", {"project": "OPS/1"}, "the key of the project"),
        ("jira", {"user": "ana"}, "e-mail address"),
        ("jira", {"issue_type": ""}, "type that issues get"),
    ):
        with pytest.raises(ValidationError, match=said):
            account(there, kind, by=ana, at=nine, **wrong)
    account(there, "github", by=ana, at=nine)
    with pytest.raises(ValidationError, match="connected already"):
        account(there, "github", by=ana, at=nine)


def test_a_private_address_is_refused_unless_it_is_allowed(there, tracker, settings, nine):
    assert tracker_of(tracker, at=nine).check() in {"acme/shop", "Operations"}
    settings.TRACKER_ALLOW_PRIVATE = False
    with pytest.raises(TrackerProblem, match="CLARION_TRACKER_ALLOW_PRIVATE"):
        tracker_of(tracker, at=nine).check()


def test_nothing_that_somebody_typed_is_markup_or_calls_a_person_on_github(there, ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    item = add_item(
        postmortem,
        "Add an alarm",
        outcome="@octocat sees #1, **bold**, <b>x</b> and [a](http://x)",
        by=ana,
        at=nine,
    )
    link_ticket(item, account(there, "github", by=ana, at=nine), by=ana, at=nine)
    sync_tickets(at=nine)
    body = the_issue(there)["body"]
    assert "@octocat" not in body
    assert "#1," not in body
    assert "\\*\\*bold\\*\\*" in body
    assert "<b>" not in body


def test_many_items_are_brought_in_step_some_at_a_time(there, ana, nine):
    postmortem, tracker = a_postmortem(by=ana, at=nine), account(there, "github", by=ana, at=nine)
    for number in range(AT_ONCE + 1):
        link_ticket(add_item(postmortem, f"Add alarm {number}", by=ana, at=nine), tracker, by=ana, at=nine)
    assert [sync_tickets(at=nine), sync_tickets(at=nine)] == [AT_ONCE, 1]

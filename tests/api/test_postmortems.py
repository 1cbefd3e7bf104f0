"""Post-mortems and action items for programs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.postmortems.item_following import move_due
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.section_writing import section_of, write_section
from tests.api.test_pages import walked
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def postmortem(ana):
    return a_postmortem(by=ana, at=timezone.now())


@pytest.fixture
def item(postmortem, ana, ben):
    return add_item(postmortem, "Add an alarm", owner=ben, outcome="It fires", by=ana, at=timezone.now())


def test_a_post_mortem_is_read_with_its_texts_and_what_it_lacks(as_dev, postmortem, ana, dev):
    write_section(section_of(postmortem, "causes"), "It expired.", seen_version=1, by=ana, at=timezone.now())
    read = as_dev.get(f"/postmortems/{postmortem.pk}").json()
    assert (read["reference"], read["stage"], read["owner"]) == (
        postmortem.reference, "draft", {"id": ana.pk, "name": "Ana Sousa"},
    )  # fmt: skip
    assert read["incidents"] == [postmortem.incidents.get().pk]
    assert read["address"].endswith(f"/postmortems/{postmortem.public_id}/")
    assert read["sections"]["causes"] == "It expired."
    assert "No action item says what will change" in read["missing"]
    PostMortem.objects.update(stage=Stage.SET_ASIDE)
    assert as_dev.get(f"/postmortems/{postmortem.pk}").json()["missing"] == []
    assert as_dev.get("/postmortems/999999").json()["error"]["message"] == "There is no post-mortem 999999."


def test_lists_are_narrowed_and_ask_as_often_for_many_as_for_one(as_dev, postmortem, item, ana, ben):
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            as_dev.get(path)
        return len(queries)

    asked("/postmortems")  # the first use of a token is noted
    before = {path: asked(path) for path in ("/postmortems", "/action-items")}
    other = a_postmortem("Search is slow", severity="SEV3", by=ana, at=timezone.now())
    mine = add_item(other, "Add a limit", owner=ana, by=ana, at=timezone.now())
    assert {path: asked(path) for path in before} == before
    assert [each["id"] for each in walked(as_dev, "/postmortems", limit=1)] == [other.pk, postmortem.pk]
    for query, found in (
        ({"severity": "SEV3"}, [other.pk]),
        ({"stage": "final"}, []),
        ({"incident": postmortem.incidents.get().pk}, [postmortem.pk]),
    ):
        assert [each["id"] for each in as_dev.get("/postmortems", **query).json()["items"]] == found
    item.set_due(timezone.now().date() - DAY, at=timezone.now())
    item.save()
    for query, found in (
        ({}, [mine.pk, item.pk]),
        ({"owner": ben.pk}, [item.pk]),
        ({"postmortem": other.pk}, [mine.pk]),
        ({"state": "done"}, []),
        ({"overdue": "true"}, [item.pk]),
    ):
        assert [each["id"] for each in as_dev.get("/action-items", **query).json()["items"]] == found
    assert as_dev.get("/action-items", colour="red").status_code == 422


def test_an_item_is_moved_closed_opened_again_and_dropped_each_with_its_words(as_dev, item, dev):
    path, day = f"/action-items/{item.pk}", f"{timezone.now().date() + 40 * DAY}"
    refused = as_dev.post(f"{path}/due", {"version": 1, "due_on": day})
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["reason"])
    moved = as_dev.post(f"{path}/due", {"version": 1, "due_on": day, "reason": "the supplier is late"}).json()
    assert (moved["due_on"], moved["version"]) == (day, 2)
    closed = as_dev.post(f"{path}/close", {"version": 2, "words": "Rule 12 is live."}).json()
    assert (closed["state"], closed["closed_by"]["name"], closed["closing_words"]) == (
        "done", "Dev Patel", "Rule 12 is live.",
    )  # fmt: skip
    opened = as_dev.post(f"{path}/reopen", {"version": 3, "reason": "it fires for tests"}).json()
    assert (opened["state"], opened["due_on"]) == ("open", day)
    dropped = as_dev.post(f"{path}/drop", {"version": 4, "reason": "not worth it"}).json()
    assert (dropped["state"], dropped["closing_words"]) == ("dropped", "not worth it")
    acts = AuditEntry.objects.filter(subject=item.reference, token="a test").oldest_first()
    assert [entry.act for entry in acts] == [
        Done.MOVED_ITEM, Done.CLOSED_ITEM, Done.REOPENED_ITEM, Done.DROPPED_ITEM,
    ]  # fmt: skip


def test_on_an_older_version_nothing_is_saved_and_the_newest_is_answered(as_dev, item, ana):
    day = item.due_on + DAY
    move_due(item, day, reason="later", by=ana, at=timezone.now())
    answer = as_dev.post(f"/action-items/{item.pk}/close", {"version": 1, "words": "Merged."})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["version"]) == (409, "action_item_changed", 2)
    assert date.fromisoformat(error["now"]["due_on"]) == day
    item.refresh_from_db()
    assert item.state == "open"

"""The timeline in the room and on its own page: add, sort, amend, hide, look back, page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.incidents.amendments import amend_entry
from clarion.incidents.timeline import Entry, Source, record_entry
from clarion.web.timeline_part import SHOWN
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ben, nine):
    return an_incident(by=ben, at=nine)


@pytest.fixture
def line(incident, dev, nine):
    return record_entry(incident, "rolled back release 118", source=Source.PERSON, at=nine, by=dev)


def add(client, incident, text, **more):
    return client.post(f"/incidents/{incident.reference}/timeline/add/", {"text": text, **more}, follow=True)


def written(incident):
    return sorted(entry.text for entry in incident.entries.current() if entry.source == "person")


def test_the_field_of_the_room_is_one_line_high(client, incident, ben):
    client.force_login(ben)
    assert '<textarea id="entry" name="text" rows="1"' in room(client, incident)


def room(client, incident, query=""):
    return client.get(f"/incidents/{incident.reference}/{query}").content.decode()


def amendment(line, **more):
    values = {"text": line.text, "occurred_at": "2026-03-10 09:00", "kind": line.kind, "evidence_url": ""}
    return values | more


def test_many_lines_are_pasted_at_once(client, incident, ben):
    client.force_login(ben)
    add(client, incident, "2026-03-10 09:01 pager rang\n2026-03-10 09:09 rolled back release 118\nerrors end")
    assert written(incident) == ["errors end", "pager rang", "rolled back release 118"]


def test_one_wrong_line_adds_nothing_and_everything_typed_stays_in_the_field(client, incident, ben):
    client.force_login(ben)
    typed = "10:01 pager rang\n25:09 rolled back\n" + "\n".join(f"line {number}" for number in range(150))
    answer = add(client, incident, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert written(incident) == []
    assert "Nothing was added. Line 1" in page or "Nothing was added. Line 2" in page
    assert f"\n{typed}</textarea>" in page


def test_a_line_is_kept_with_its_evidence_as_a_link_and_its_kind_as_a_choice(client, incident, ben):
    client.force_login(ben)
    page = add(
        client, incident, "rolled back release 118 https://ci.example.com/118?a=1&b=2"
    ).content.decode()
    assert 'href="https://ci.example.com/118?a=1&amp;b=2" rel="noopener noreferrer"' in page
    assert 'title="Evidence on ci.example.com"' in page
    assert "<span>Action taken</span>" in page
    whole = client.get(f"/incidents/{incident.reference}/timeline/").content.decode()
    assert '<option value="action" selected>' in whole


def test_an_address_that_no_line_can_have_typed_is_not_linked(client, incident, ben, nine):
    client.force_login(ben)
    Entry.objects.bulk_create(
        [
            Entry(
                incident=incident, occurred_at=nine, recorded_at=nine, source="person", text="x",
                evidence_url="javascript:alert(1)",
            )
        ]
    )  # fmt: skip
    assert "javascript:" not in room(client, incident)


def test_a_line_that_judges_is_remarked_on_beside_the_line_with_a_way_to_edit_it(client, incident, ben):
    client.force_login(ben)
    page = add(client, incident, "Ravi carelessly restarted the wrong node").content.decode()
    entry = incident.entries.get(source="person")
    remark = page[page.index('class="remark"') :][:400]
    assert "carelessly" in remark
    assert f'href="/entries/{entry.pk}/"' in remark


def test_another_kind_is_chosen_with_one_select(client, incident, line, ben):
    client.force_login(ben)
    client.post(f"/entries/{line.pk}/kind/", {"kind": "decision"})
    newest = incident.entries.current().get(source="person")
    assert (newest.kind, newest.text, newest.source) == ("decision", line.text, "person")
    answer = client.post(f"/entries/{newest.pk}/kind/", {"kind": "nonsense"}, follow=True)
    assert "There is no such kind of entry" in answer.content.decode()


def test_with_htmx_the_answer_is_the_line_alone(client, line, ben):
    client.force_login(ben)
    answer = client.post(f"/entries/{line.pk}/kind/", {"kind": "decision"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.startswith("<li id=")
    assert "edited" in page


def test_a_line_is_reworded_and_its_history_is_one_click_away(client, incident, line, ben):
    client.force_login(ben)
    changed = amendment(line, text="rolled back release 119", why="wrong number")
    answer = client.post(f"/entries/{line.pk}/", changed, follow=True)
    assert answer.redirect_chain == [(f"/incidents/{incident.reference}/#timeline", 302)]
    newest = incident.entries.current().get(source="person")
    assert f'<a href="/entries/{newest.pk}/history/">edited</a>' in answer.content.decode()
    history = client.get(f"/entries/{newest.pk}/history/").content.decode()
    assert "rolled back release 118" in history
    assert "wrong number" in history
    assert newest.occurred_at == line.occurred_at


def test_seconds_of_a_time_that_was_left_alone_stay(client, incident, ben, nine):
    client.force_login(ben)
    at = nine + timedelta(seconds=7)
    line = record_entry(incident, "pager rang", source=Source.PERSON, at=at, by=ben)
    client.post(f"/entries/{line.pk}/", amendment(line, text="the pager rang"))
    assert incident.entries.current().get(source="person").occurred_at == at


def test_two_people_who_edit_one_line_see_both_texts_and_nothing_is_lost(
    client, incident, line, ben, dev, nine
):
    theirs = amend_entry(line, {"text": "rolled back release 119"}, by=dev, at=nine)
    client.force_login(ben)
    answer = client.post(f"/entries/{line.pk}/", amendment(line, text="rolled back release 120"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dev Patel changed this line while you were writing." in page
    assert "rolled back release 119" in page
    assert "rolled back release 120</textarea>" in page
    assert f'action="/entries/{theirs.pk}/"' in page
    client.post(f"/entries/{theirs.pk}/", amendment(line, text="rolled back release 120"))
    assert written(incident) == ["rolled back release 120"]


def test_the_form_of_an_older_wording_leads_to_the_newest(client, line, ben, nine):
    newest = amend_entry(line, {"text": "rolled back release 119"}, by=ben, at=nine)
    client.force_login(ben)
    assert client.get(f"/entries/{line.pk}/")["Location"] == f"/entries/{newest.pk}/"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": " "}, "Write what happened"),
        ({"occurred_at": "soon"}, "Write a time in UTC such as 09:31"),
        ({"occurred_at": ""}, "Write when it happened"),
        ({"evidence_url": "javascript:alert(1)"}, "Evidence is one address that begins with https"),
        ({"kind": "nonsense"}, "Select a valid choice"),
    ],
)
def test_a_mistake_is_named_and_loses_nothing(client, incident, line, ben, change, says):
    client.force_login(ben)
    answer = client.post(f"/entries/{line.pk}/", amendment(line, why="my reason", **change))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'value="my reason"' in answer.content.decode()
    assert written(incident) == ["rolled back release 118"]


def test_a_line_of_the_record_cannot_be_edited_and_the_page_says_why(client, incident, ben):
    client.force_login(ben)
    entry = incident.entries.get(source="record")
    for answer in (
        client.get(f"/entries/{entry.pk}/"),
        client.post(f"/entries/{entry.pk}/", {"text": "nothing"}),
    ):
        assert answer.status_code == 422
        assert "If the record is wrong, change the record" in answer.content.decode()
    answer = client.post(f"/entries/{entry.pk}/hide/", {"hidden": "1"}, follow=True)
    assert "If the record is wrong, change the record" in answer.content.decode()
    assert f"/entries/{entry.pk}/" not in room(client, incident)


def test_noise_is_hidden_counted_and_shown_again(client, incident, line, ben):
    client.force_login(ben)
    client.post(f"/entries/{line.pk}/hide/", {"hidden": "1"})
    assert "rolled back release 118" not in room(client, incident)
    assert "1 hidden line<" in room(client, incident)
    assert "rolled back release 118" in room(client, incident, "?hidden=1")
    hidden = incident.entries.get(hidden=True)
    client.post(f"/entries/{hidden.pk}/hide/", {"hidden": "0"})
    assert "rolled back release 118" in room(client, incident)


def test_the_room_shows_one_kind_on_demand(client, incident, line, ben):
    client.force_login(ben)
    assert "rolled back release 118" in room(client, incident, "?kind=action")
    page = room(client, incident, "?kind=decision")
    assert "rolled back release 118" not in page
    assert "No line of this kind." in page
    assert "rolled back release 118" in room(client, incident, "?kind=nonsense")


def test_older_lines_are_one_link_away_each_shown_once(client, incident, ben, nine):
    client.force_login(ben)
    Entry.objects.bulk_create(
        Entry(
            incident=incident, occurred_at=nine, recorded_at=nine, source="person", text=f"line {number:04}."
        )
        for number in range(2 * SHOWN)
    )
    seen, address = [], f"/incidents/{incident.reference}/timeline/"
    while address:
        page = client.get(address)
        part = page.context["timeline"]
        seen += [line.entry.text for line in part.lines]
        assert len(part.lines) <= SHOWN
        address = part.older and f"/incidents/{incident.reference}/timeline/?before={part.older}"
    assert [text for text in seen if text.startswith("line")] == [
        f"line {number:04}." for number in reversed(range(2 * SHOWN))
    ]
    assert len(seen) == incident.entries.count()


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_a_key_that_makes_no_sense_shows_the_newest(client, incident, line, ben, key):
    client.force_login(ben)
    assert (
        "rolled back"
        in client.get(f"/incidents/{incident.reference}/timeline/?before={key}").content.decode()
    )


def test_many_amended_lines_cost_no_more_queries_than_one(client, incident, line, ben, dev, nine):
    client.force_login(ben)
    address = f"/incidents/{incident.reference}/timeline/"
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(10):
        entry = record_entry(incident, f"line {number}", source=Source.PERSON, at=nine, by=dev)
        amend_entry(entry, {"text": f"line {number}, reworded"}, by=ben, at=nine)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)

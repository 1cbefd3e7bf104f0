"""Adding to the timeline from the room."""

import pytest

from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ben, nine):
    return an_incident(by=ben, at=nine)


def add(client, incident, text):
    return client.post(
        f"/incidents/{incident.reference}/timeline/", {"text": text}, follow=True
    ).content.decode()


def written(incident):
    return sorted(entry.text for entry in incident.entries.filter(source="person"))


def test_many_lines_are_pasted_at_once(client, incident, ben):
    client.force_login(ben)
    add(client, incident, "10:01 pager rang\n10:09 rolled back release 118\n10:14 errors end")
    assert written(incident) == ["errors end", "pager rang", "rolled back release 118"]


def test_one_wrong_line_adds_nothing_and_keeps_what_was_typed(client, incident, ben):
    client.force_login(ben)
    page = add(client, incident, "10:01 pager rang\n25:09 rolled back")
    assert written(incident) == []
    assert "Nothing was added. Line 2" in page
    assert "10:01 pager rang" in page


def test_a_line_that_judges_is_added_and_said(client, incident, ben):
    client.force_login(ben)
    page = add(client, incident, "10:01 Ravi carelessly restarted the wrong node")
    assert written(incident) == ["Ravi carelessly restarted the wrong node"]
    assert "Added. “" in page
